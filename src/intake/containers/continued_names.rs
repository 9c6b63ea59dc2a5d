//! File names of mails that were cut in the middle of a letter.
//!
//! RFC 2231 lets a long name be continued over several parameters, `filename*0*=…; filename*1*=…`.
//! Mail programs cut where the line is full, also between the bytes of one Vietnamese letter, while
//! `mail-parser` decodes part by part. Here the bytes are joined first and decoded once.

use encoding_rs::Encoding;

/// The continued, encoded name in the raw header lines of a mail part; `None` where there is none,
/// which is the usual case and left to `mail-parser`.
pub(in crate::intake) fn name(headers: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(headers);
    if !text.contains("*0*=") {
        return None;
    }
    ["filename", "name"].into_iter().find_map(|parameter| joined(&text, parameter))
}

fn joined(headers: &str, parameter: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut charset = String::new();
    for n in 0_u32.. {
        let Some((value, encoded)) = section(headers, parameter, n) else {
            break;
        };
        let value = if n == 0 && encoded {
            let (label, rest) = value.split_once('\'')?;
            charset = label.to_owned();
            rest.split_once('\'')?.1
        } else {
            value
        };
        if encoded {
            percent_decode(value, &mut bytes);
        } else {
            bytes.extend_from_slice(value.as_bytes());
        }
    }
    let encoding = Encoding::for_label(charset.as_bytes())?;
    let (name, _, broken) = encoding.decode(&bytes);
    (!broken && !name.trim().is_empty()).then(|| name.into_owned())
}

/// Section `n` of a parameter and whether it is percent-encoded.
fn section<'a>(headers: &'a str, parameter: &str, n: u32) -> Option<(&'a str, bool)> {
    for (mark, encoded) in [(format!("{parameter}*{n}*="), true), (format!("{parameter}*{n}="), false)] {
        let found = headers.match_indices(&mark).find(|(at, _)| {
            // `filename*0*=` also ends with `name*0*=`.
            headers.get(..*at).is_none_or(|before| !before.ends_with(char::is_alphanumeric))
        });
        if let Some((at, _)) = found {
            let value = headers.get(at + mark.len()..)?;
            let value = match value.strip_prefix('"') {
                Some(quoted) => quoted.split('"').next()?,
                None => value.split([';', '\r', '\n']).next()?.trim_end(),
            };
            return Some((value, encoded));
        }
    }
    None
}

fn percent_decode(value: &str, bytes: &mut Vec<u8>) {
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        let pair = (byte == b'%').then(|| rest.clone().take(2).collect::<Vec<u8>>());
        let decoded = pair
            .filter(|pair| pair.len() == 2)
            .and_then(|pair| u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok());
        match decoded {
            Some(decoded) => {
                bytes.push(decoded);
                rest.nth(1);
            }
            None => bytes.push(byte),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(headers: &str, expect: Option<&str>) {
        assert_eq!(name(headers.as_bytes()).as_deref(), expect, "{headers}");
    }

    #[test]
    fn names_cut_inside_a_letter_are_joined_before_they_are_decoded() {
        let cut = "Content-Disposition: attachment;\r\n filename*0*=UTF-8''%C4%91o%C3%A0n%20k%E1;\r\n filename*1*=%BA%BFt.xlsx\r\n";
        check(cut, Some("đoàn kết.xlsx"));
        check("Content-Type: x/y; name*0*=utf-8''a%20; name*1=\"b.xlsx\"", Some("a b.xlsx"));
        check("Content-Disposition: attachment; filename*=UTF-8''a.xlsx", None);
        check("Content-Disposition: attachment; filename=a.xlsx", None);
        check("filename*0*=broken", None);
        check("filename*0*=UTF-8''%E1%", None);
        check("filename*0*=UTF-8''100%25%zz.xlsx", Some("100%%zz.xlsx"));
    }
}
