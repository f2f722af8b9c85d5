//! JSON at the edges: strings going out, objects coming in.

use core::fmt;
use std::borrow::Cow;

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// More members than any answer has; bounds the search for duplicates.
const MAX_MEMBERS: usize = 64;

/// Appends a JSON string, with the same escapes as `JSON.stringify`.
pub(crate) fn push_json_string(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\u{8}' => json.push_str("\\b"),
            '\t' => json.push_str("\\t"),
            '\n' => json.push_str("\\n"),
            '\u{c}' => json.push_str("\\f"),
            '\r' => json.push_str("\\r"),
            '\0'..='\u{1f}' => {
                json.push_str(if character < '\u{10}' {
                    "\\u000"
                } else {
                    "\\u001"
                });
                json.push(char::from_digit(u32::from(character) & 15, 16).unwrap_or('0'));
            }
            _ => json.push(character),
        }
    }
    json.push('"');
}

/// Reads a JSON object and hands out the raw text of the members that are named.
///
/// `None` unless the text is exactly one object without a duplicate key. A hand-written visitor,
/// because a derived one also takes an array for a struct.
pub(super) fn object_members<'a, const N: usize>(
    json: &'a str,
    names: [&'static str; N],
) -> Option<[Option<&'a str>; N]> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let members = (&mut deserializer).deserialize_map(Members(names)).ok()?;
    deserializer.end().ok()?;
    Some(members)
}

/// Reads a JSON string.
pub(super) fn string(json: &str) -> Option<Cow<'_, str>> {
    if !json.contains('\\') {
        return json.strip_prefix('"')?.strip_suffix('"').map(Cow::Borrowed);
    }
    serde_json::from_str::<String>(json).ok().map(Cow::Owned)
}

struct Members<const N: usize>([&'static str; N]);

impl<'a, const N: usize> Visitor<'a> for Members<N> {
    type Value = [Option<&'a str>; N];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = [None; N];
        let mut seen: Vec<String> = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, &'a RawValue>()? {
            if seen.contains(&key) || seen.len() >= MAX_MEMBERS {
                return Err(A::Error::custom("duplicate key"));
            }
            for (name, slot) in self.0.iter().zip(&mut found) {
                if key == *name {
                    *slot = Some(value.get());
                }
            }
            seen.push(key);
        }
        Ok(found)
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_and_read_back() {
        let every_ascii: String = (0..128_u8).map(char::from).collect();
        for text in [
            "",
            "验证码",
            "a\"b\\c/d",
            "\u{7f}\u{2028}\u{fffd}😀",
            &every_ascii,
        ] {
            let mut json = String::new();
            push_json_string(&mut json, text);
            assert_eq!(json, serde_json::to_string(text).unwrap());
            assert_eq!(string(&json).unwrap(), text);
        }
    }

    #[test]
    fn only_one_plain_object_is_read() {
        let read = |json: &'static str| object_members(json, ["a"]);
        assert_eq!(read(r#" {"b": [{}], "a": 1.0 } "#), Some([Some("1.0")]));
        assert_eq!(read("{}"), Some([None]));
        for bad in [
            "",
            "null",
            "1",
            "[1]",
            r#"["a"]"#,
            r#""a""#,
            "{",
            r#"{"a":1}x"#,
            r#"{"a":1}{}"#,
            r#"{"a":1,}"#,
            r#"{"a":01}"#,
            r#"{a:1}"#,
            r#"{'a':1}"#,
            "\u{feff}{}",
            "\0{}",
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"\u0061":1}"#,
            r#"{"b":1,"b":1}"#,
            r#"{"a":NaN}"#,
            "{\"a\":\"\n\"}",
            r#"{"a":1}//"#,
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(string("1"), None);
        assert_eq!(string("null"), None);
    }
}
