//! Values of `plan.toml` that may be written in more than one way.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A day: a TOML date, or the same in quotation marks.
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

/// One word, or several.
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

/// A minimum: of any kind, or by kind (in the order of [`super::HolderKind::ALL`]).
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(untagged)]
pub enum RawMinimum {
    /// So many of any kind.
    Any(u32),
    /// So many of each kind.
    ByKind(#[schemars(with = "std::collections::BTreeMap<String, u32>")] Vec<(String, u32)>),
}

impl<'de> Deserialize<'de> for RawMinimum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawMinimum, D::Error> {
        struct OfMinimum;
        impl<'de> Visitor<'de> for OfMinimum {
            type Value = RawMinimum;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("một số, hoặc số theo loại như { collective = 10, individual = 10 }")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<RawMinimum, E> {
                let number = u32::try_from(number);
                number.map(RawMinimum::Any).map_err(|_| E::custom("số tối thiểu phải từ 0 trở lên"))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawMinimum, A::Error> {
                let mut kinds = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    kinds.push(entry);
                }
                Ok(RawMinimum::ByKind(kinds))
            }
        }
        deserializer.deserialize_any(OfMinimum)
    }
}
