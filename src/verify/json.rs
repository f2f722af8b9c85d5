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
mod tests;
