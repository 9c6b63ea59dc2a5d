//! Values of `plan.toml` that may be written in more than one way.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::demand::Share;

/// Một ngày: ngày của TOML, hoặc viết trong dấu ngoặc kép.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
pub struct RawDate(#[schemars(with = "String", extend("format" = "date"))] pub Date);

impl<'de> Deserialize<'de> for RawDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawDate, D::Error> {
        let value = toml::Value::deserialize(deserializer)?;
        let written = match &value {
            toml::Value::String(written) => written.clone(),
            toml::Value::Datetime(day) if day.time.is_none() => day.to_string(),
            _ => String::new(),
        };
        written
            .parse()
            .map(RawDate)
            .map_err(|_| de::Error::custom(format!("«{value}» không phải một ngày; viết như 2024-06-30")))
    }
}

/// Một hoặc nhiều chữ.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
pub struct Words(#[schemars(with = "OneOrMany")] pub Vec<String>);

/// Only shows the schema what [`Words`] may be.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "stands for a schema")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Words, D::Error> {
        struct OfWords;
        impl<'de> Visitor<'de> for OfWords {
            type Value = Words;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("một chuỗi hoặc một danh sách chuỗi")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Words, E> {
                Ok(Words(vec![word.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Words, A::Error> {
                let mut words = Vec::new();
                while let Some(word) = list.next_element()? {
                    words.push(word);
                }
                Ok(Words(words))
            }
        }
        deserializer.deserialize_any(OfWords)
    }
}

/// Bao nhiêu: một số, hoặc một tỷ lệ (`"5%"`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(untagged)]
pub enum RawAmount {
    /// Một số.
    Count(u32),
    /// Một tỷ lệ.
    Share(#[schemars(with = "String")] Share),
}

impl RawAmount {
    fn count<E: de::Error>(number: i64) -> Result<RawAmount, E> {
        let number = u32::try_from(number);
        number.map(RawAmount::Count).map_err(|_| E::custom("số lượng phải từ 0 trở lên"))
    }

    fn share<E: de::Error>(written: &str) -> Result<RawAmount, E> {
        Share::parse(written).map(RawAmount::Share).ok_or_else(|| {
            let digits: String = written.chars().filter(char::is_ascii_digit).take(3).collect();
            let meant = match digits.parse::<u32>() {
                Ok(percent) if (1..=100).contains(&percent) => format!("; có phải \"{percent}%\" không?"),
                _ => String::new(),
            };
            E::custom(format!(
                "«{written}» sai kiểu: phải là một số, hoặc tỷ lệ đến 100% như \"5%\", \"1/3\"{meant}"
            ))
        })
    }
}

impl<'de> Deserialize<'de> for RawAmount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawAmount, D::Error> {
        struct OfAmount;
        impl Visitor<'_> for OfAmount {
            type Value = RawAmount;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("một số, hoặc tỷ lệ như \"5%\"")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<RawAmount, E> {
                RawAmount::count(number)
            }

            fn visit_str<E: de::Error>(self, written: &str) -> Result<RawAmount, E> {
                RawAmount::share(written)
            }
        }
        deserializer.deserialize_any(OfAmount)
    }
}

/// Mức ít nhất hoặc không quá: tính chung mọi loại, hoặc cho từng loại.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(untagged)]
pub enum RawAmounts {
    /// Bấy nhiêu, tính chung mọi loại.
    Any(RawAmount),
    /// Bấy nhiêu cho từng loại.
    ByKind(#[schemars(with = "std::collections::BTreeMap<String, RawAmount>")] Vec<(String, RawAmount)>),
}

impl<'de> Deserialize<'de> for RawAmounts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawAmounts, D::Error> {
        struct OfAmounts;
        impl<'de> Visitor<'de> for OfAmounts {
            type Value = RawAmounts;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("một số, hoặc số theo loại như { collective = 10, individual = 10 }")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<RawAmounts, E> {
                RawAmount::count(number).map(RawAmounts::Any)
            }

            fn visit_str<E: de::Error>(self, written: &str) -> Result<RawAmounts, E> {
                RawAmount::share(written).map(RawAmounts::Any)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawAmounts, A::Error> {
                let mut kinds = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    kinds.push(entry);
                }
                Ok(RawAmounts::ByKind(kinds))
            }
        }
        deserializer.deserialize_any(OfAmounts)
    }
}

/// Tỷ lệ của cái gì: một số, hoặc một chữ.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RawWhole {
    /// Bấy nhiêu.
    Number(u32),
    /// `total` hoặc `registered`.
    Word(String),
}
