//! What stays private; the public functions are held in `tests/`.

use super::{object_members as members_of_bytes, string as string_of_bytes};
use crate::text::filled;
use proptest::prelude::*;
use serde_json::Value;

fn object_members<'a, const N: usize>(
    json: &'a str,
    names: [&str; N],
) -> Option<[Option<&'a str>; N]> {
    let members = members_of_bytes(json.as_bytes(), names)?;
    Some(members.map(|member| member.map(|json| str::from_utf8(json).unwrap())))
}

fn string(json: &str) -> Option<String> {
    string_of_bytes(json.as_bytes()).map(|text| String::from_utf8(text).unwrap())
}

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
        let json = filled("@", &[text.as_bytes()]);
        assert_eq!(json, serde_json::to_string(text).unwrap());
        assert_eq!(string(&json).unwrap(), text);
    }
}

/// Written as escapes, which nothing here writes; the first and last of each range.
#[test]
fn escapes_are_read_and_half_pairs_are_refused() {
    for (escapes, text) in [
        (r"\u0000\u0041\u00e9\u9A8c", "\0Aé验"),
        (r"\ud7ff\ue000\uffff", "\u{d7ff}\u{e000}\u{ffff}"),
        (r"\ud800\udc00", "\u{10000}"),
        (r"\ud800\udfff", "\u{103ff}"),
        (r"\ud83d\uDE00", "😀"),
        (r"\udbff\udfff", "\u{10ffff}"),
        (r#"a\b\t\n\f\r\/\\\""#, "a\u{8}\t\n\u{c}\r/\\\""),
    ] {
        assert_eq!(
            string(&format!("\"{escapes}\"")).as_deref(),
            Some(text),
            "{escapes}"
        );
    }
    for half in [
        r"\ud800",
        r"\udbff",
        r"\udc00",
        r"\udfff",
        r"\ud800a",
        r"\ud800\n",
        r"\ud800\u0041",
        r"\ud800\ud800",
        r"\ud800\ue000",
        r"\udc00\udc00",
        r"\udc00\ud800",
        r"\ud800\udbff",
    ] {
        assert_eq!(string(&format!("\"{half}\"")), None, "{half}");
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
        r#"{"a":}"#,
        r#"{"a"}"#,
        r#"{,}"#,
        r#"{"a":1.}"#,
        r#"{"a":-}"#,
        r#"{"a":1e}"#,
        r#"{"a":1e+}"#,
        r#"{"a":.1}"#,
        r#"{"a":"\x"}"#,
        r#"{"a":"\u12"}"#,
        r#"{"a":[1,]}"#,
        r#"{"a":[}"#,
        r#"{"a":tru}"#,
        r#"{"a":"}"#,
    ] {
        assert_eq!(read(bad), None, "{bad}");
    }
    assert_eq!(string("1"), None);
    assert_eq!(string("null"), None);
    assert_eq!(string("\""), None);
}

#[test]
fn depth_is_bounded() {
    let nested = |depth| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert!(object_members(&nested(31), ["a"]).is_some());
    assert!(object_members(&nested(33), ["a"]).is_none());
    assert!(object_members(&nested(400_000), ["a"]).is_none());
}

/// JSON of small depth, then damaged in one place half of the time.
fn json_like() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("-0".to_owned()),
        "-?[0-9]{1,3}(\\.[0-9]{1,2})?([eE][+-]?[0-9])?",
        "\"([ -!#-\\[\\]-~验]|\\\\[\"\\\\/bfnrtu]|\\\\u[0-9a-fA-F]{4}){0,6}\"",
    ];
    let tree = leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4)
                .prop_map(|items| format!("[{}]", items.join(" ,"))),
            proptest::collection::vec(("[a-d]", inner), 0..4).prop_map(|members| {
                let members: Vec<_> = members
                    .iter()
                    .map(|(key, value)| format!("\"{key}\": {value}"))
                    .collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    });
    (tree, 0_usize..60, "[ -~]{0,1}", any::<bool>()).prop_map(|(value, at, text, damaged)| {
        let mut json = format!(" {{\"a\" : {value}}}\n");
        if damaged && json.is_char_boundary(at) {
            json.insert_str(at.min(json.len()), &text);
        }
        json
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]
    #[test]
    fn what_is_read_is_what_serde_json_reads(json in json_like()) {
        let theirs = serde_json::from_str::<Value>(&json).ok();
        match object_members(&json, ["a"]) {
            Some([member]) => {
                let theirs = serde_json::from_str::<serde_json::Map<String, Value>>(&json).unwrap();
                let member = member.map(|member| serde_json::from_str::<Value>(member).unwrap());
                prop_assert_eq!(member.as_ref(), theirs.get("a"));
            }
            None => prop_assert!(theirs.is_none(), "{}", json),
        }
    }

    #[test]
    fn strings_read_as_serde_json_reads_them(inner in "([ -!#-\\[\\]-~验]|\\\\[\"\\\\/bfnrt]|\\\\u[dD][89abcdAB][0-9a-f]{2}|\\\\u[0-9a-fA-F]{4}){0,6}") {
        let json = format!("\"{inner}\"");
        prop_assert_eq!(string(&json), serde_json::from_str::<String>(&json).ok());
    }
}
