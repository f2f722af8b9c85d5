//! JSON at the edges: strings going out, objects coming in.
//!
//! The reader looks at an object's members without making values of them, which keeps the text of
//! a number as it was written, sees a key that comes twice, and is a tenth of a general parser in
//! wasm. The tests hold it to `serde_json`.

/// More members than any answer has; bounds the search for duplicates.
const MAX_MEMBERS: usize = 64;
/// Deeper than any answer; bounds the stack.
const MAX_DEPTH: u8 = 32;

/// Appends a JSON string, with the same escapes as `JSON.stringify`.
pub(crate) fn push_json_string(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        let escaped = match character {
            '"' => '"',
            '\\' => '\\',
            '\u{8}' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\u{c}' => 'f',
            '\r' => 'r',
            '\0'..='\u{1f}' => {
                json.push_str(if character < '\u{10}' {
                    "\\u000"
                } else {
                    "\\u001"
                });
                json.push(char::from_digit(u32::from(character) & 15, 16).unwrap_or('0'));
                continue;
            }
            _ => {
                json.push(character);
                continue;
            }
        };
        json.push('\\');
        json.push(escaped);
    }
    json.push('"');
}

/// Reads a JSON object and hands out the raw text of the members that are named.
///
/// `None` unless the text is exactly one object, without a duplicate key on its own level.
pub(super) fn object_members<'a, const N: usize>(
    json: &'a str,
    names: [&str; N],
) -> Option<[Option<&'a str>; N]> {
    let mut found = [None; N];
    let mut seen: Vec<String> = Vec::new();
    let mut reader = Reader { json, at: 0 };
    reader.skip_space();
    reader.take(b'{')?;
    reader.members(
        |key, value| {
            let key = string(key)?;
            if seen.contains(&key) || seen.len() >= MAX_MEMBERS {
                return None;
            }
            for (name, slot) in names.iter().zip(&mut found) {
                if key == *name {
                    *slot = Some(value);
                }
            }
            seen.push(key);
            Some(())
        },
        MAX_DEPTH,
    )?;
    reader.skip_space();
    (reader.at == json.len()).then_some(found)
}

/// The text of a JSON string; `None` for any other value, and for a lone surrogate.
pub(super) fn string(json: &str) -> Option<String> {
    let inner = json.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        text.push(match characters.next()? {
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            'u' => unit_escape(&mut characters)?,
            plain => plain,
        });
    }
    Some(text)
}

/// One `\uXXXX`, or two of them that make a pair; the first `\u` is read already.
fn unit_escape(characters: &mut core::str::Chars<'_>) -> Option<char> {
    let first = hex4(characters)?;
    if !(0xd800..0xe000).contains(&first) {
        return char::from_u32(first);
    }
    if characters.next()? != '\\' || characters.next()? != 'u' {
        return None;
    }
    let second = hex4(characters)?;
    if first >= 0xdc00 || !(0xdc00..0xe000).contains(&second) {
        return None;
    }
    char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
}

fn hex4(characters: &mut core::str::Chars<'_>) -> Option<u32> {
    let mut value = 0;
    for _ in 0..4 {
        value = value << 4 | characters.next()?.to_digit(16)?;
    }
    Some(value)
}

/// Walks over JSON values (RFC 8259) without keeping them.
struct Reader<'a> {
    json: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.json.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) -> usize {
        let from = self.at;
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
        self.at - from
    }

    fn skip_space(&mut self) {
        self.skip_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    /// The text of one value, without the space around it.
    fn value(&mut self, depth: u8) -> Option<&'a str> {
        let depth = depth.checked_sub(1)?;
        self.skip_space();
        let from = self.at;
        match self.peek()? {
            b'{' => {
                self.at += 1;
                self.members(|_, _| Some(()), depth)?;
            }
            b'[' => {
                self.at += 1;
                self.elements(depth)?;
            }
            b'"' => self.string()?,
            b't' => self.word("true")?,
            b'f' => self.word("false")?,
            b'n' => self.word("null")?,
            _ => self.number()?,
        }
        self.json.get(from..self.at)
    }

    /// The members of an object whose brace is read already; `each` gets raw keys and values.
    fn members(
        &mut self,
        mut each: impl FnMut(&'a str, &'a str) -> Option<()>,
        depth: u8,
    ) -> Option<()> {
        self.skip_space();
        if self.take(b'}').is_some() {
            return Some(());
        }
        loop {
            self.skip_space();
            let from = self.at;
            self.string()?;
            let key = self.json.get(from..self.at)?;
            self.skip_space();
            self.take(b':')?;
            each(key, self.value(depth)?)?;
            self.skip_space();
            if self.take(b',').is_none() {
                return self.take(b'}');
            }
        }
    }

    fn elements(&mut self, depth: u8) -> Option<()> {
        self.skip_space();
        if self.take(b']').is_some() {
            return Some(());
        }
        loop {
            self.value(depth)?;
            self.skip_space();
            if self.take(b',').is_none() {
                return self.take(b']');
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        let from = self.at;
        self.take(b'"')?;
        loop {
            self.skip_while(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
            if self.take(b'\\').is_none() {
                self.take(b'"')?;
                // A lone surrogate is no text, in a member that nobody asks for either.
                return string(self.json.get(from..self.at)?).map(drop);
            }
            match self.peek()? {
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 1,
                b'u' => {
                    self.at += 1;
                    for _ in 0..4 {
                        self.peek().filter(u8::is_ascii_hexdigit)?;
                        self.at += 1;
                    }
                }
                _ => return None,
            }
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let rest = self.json.get(self.at..)?;
        rest.starts_with(word).then(|| self.at += word.len())
    }

    fn number(&mut self) -> Option<()> {
        let digits = |reader: &mut Self| reader.skip_while(|byte| byte.is_ascii_digit());
        let _ = self.take(b'-');
        if self.take(b'0').is_none() && digits(self) == 0 {
            return None;
        }
        if self.take(b'.').is_some() && digits(self) == 0 {
            return None;
        }
        if self.take(b'e').or_else(|| self.take(b'E')).is_some() {
            let _ = self.take(b'+').or_else(|| self.take(b'-'));
            if digits(self) == 0 {
                return None;
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

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
            "\"([ -!#-\\[\\]-~验]|\\\\[\"\\\\/bfnrtu]|\\\\u[0-9a-cA-C][0-9a-fA-F]{3}){0,6}\"",
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
        #![proptest_config(ProptestConfig::with_cases(20_000))]
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
        fn strings_read_as_serde_json_reads_them(inner in "([ -!#-\\[\\]-~验]|\\\\[\"\\\\/bfnrt]|\\\\u[dD][89abcdAB][0-9a-f]{2}|\\\\u[0-9a-cA-C][0-9a-fA-F]{3}){0,6}") {
            let json = format!("\"{inner}\"");
            prop_assert_eq!(string(&json), serde_json::from_str::<String>(&json).ok());
        }
    }
}
