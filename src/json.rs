//! JSON from outside as a tree, by `serde_json`, with one rule added: a key must not come twice.
//!
//! `serde_json::Value` lets the last of two equal keys win, so that
//! `{"CaptchaCode":8,"CaptchaCode":1}` would pass.

use core::fmt;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A JSON value. Arrays are read and thrown away: no shape that is read here has one.
#[derive(Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool,
    /// A number written without fraction and exponent.
    Integer(i64),
    /// Any other number.
    Float(f64),
    Text(String),
    Array,
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// Parses a text that is one JSON value.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The member of an object; `None` for any other value too.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.get(name),
            _ => None,
        }
    }

    /// The member of an object, unless it is `null`.
    pub(crate) fn get_non_null(&self, name: &str) -> Option<&Self> {
        self.get(name).filter(|value| **value != Self::Null)
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// An integer that JavaScript holds exactly.
    pub(crate) fn as_safe_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(value) if value.unsigned_abs() <= crate::MAX_SAFE_INTEGER => Some(*value),
            _ => None,
        }
    }

    /// Whether this is a number of that value, however it is written: JavaScript has one kind.
    pub(crate) fn is_number(&self, number: i64) -> bool {
        match self {
            Self::Integer(value) => *value == number,
            Self::Float(value) => *value == number as f64,
            _ => false,
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Json, E> {
        Ok(Json::Bool)
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(i64::try_from(value).map_or(Json::Float(value as f64), Json::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Float(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Json, A::Error> {
        while elements.next_element::<Json>()?.is_some() {}
        Ok(Json::Array)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut members = BTreeMap::new();
        while let Some((name, value)) = entries.next_entry::<String, Json>()? {
            match members.entry(name) {
                Entry::Vacant(place) => place.insert(value),
                Entry::Occupied(_) => return Err(A::Error::custom("a key comes twice")),
            };
        }
        Ok(Json::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_key_that_comes_twice_is_refused_at_every_level() {
        for text in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"\u0061":1}"#,
            r#"{"b":{"a":1,"a":2}}"#,
            r#"[[{"a":1,"a":2}]]"#,
            r#"{"":1,"":2}"#,
        ] {
            assert_eq!(Json::parse(text), None, "{text}");
        }
        assert!(Json::parse(r#"{"a":{"a":[{"a":1},{"a":1}]},"":0}"#).is_some());
    }

    #[test]
    fn numbers_keep_the_way_they_were_written() {
        let parse = |text| Json::parse(text).unwrap();
        assert_eq!(parse("1"), Json::Integer(1));
        for text in ["1.0", "1e0", "10e-1"] {
            assert_eq!(parse(text), Json::Float(1.0), "{text}");
            assert_eq!(parse(text).as_safe_integer(), None, "{text}");
            assert!(parse(text).is_number(1), "{text}");
        }
        assert_eq!(
            parse("9007199254740991").as_safe_integer(),
            Some(9_007_199_254_740_991)
        );
        assert_eq!(parse("-9007199254740992").as_safe_integer(), None);
        assert_eq!(parse("18446744073709551615").as_safe_integer(), None);
    }

    #[test]
    fn lone_surrogates_and_deep_nesting_are_refused() {
        assert_eq!(Json::parse(r#""\ud800""#), None);
        assert_eq!(Json::parse(&"[".repeat(100_000)), None);
        let deep = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
        assert_eq!(Json::parse(&deep), None);
    }

    proptest! {
        #[test]
        fn accepts_what_serde_json_accepts(text in r#"[\[\]{}:,"a0.eE+\-ntrufalse\\ ]{0,24}"#) {
            let plain = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            // Only a repeated key may make a difference.
            prop_assert!(Json::parse(&text).is_some() == plain || text.matches(':').count() > 1);
        }
    }
}
