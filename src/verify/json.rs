//! JSON coming in. The reader looks at an object's members without making values of them, which keeps the text of
//! a number as it was written, sees a key that comes twice, and is a tenth of a general parser in
//! wasm. The tests hold it to `serde_json`.

/// More members than any answer has; bounds the search for duplicates.
const MAX_MEMBERS: usize = 64;
/// Deeper than any answer; bounds the stack.
const MAX_DEPTH: u8 = 32;

/// Reads a JSON object and hands out the raw text of the members that are named.
///
/// `None` unless the text is exactly one object, without a duplicate key on its own level.
pub(super) fn object_members<'a, const N: usize>(
    json: &'a [u8],
    names: [&str; N],
) -> Option<[Option<&'a [u8]>; N]> {
    let mut found = [None; N];
    read_object(json, &names, &mut found)?;
    Some(found)
}

fn read_object<'a>(json: &'a [u8], names: &[&str], found: &mut [Option<&'a [u8]>]) -> Option<()> {
    let mut reader = Reader::new(json);
    reader.skip_space();
    if !reader.take(b'{') {
        return None;
    }
    reader.items(b'}', MAX_DEPTH, Some((names, found)))?;
    reader.skip_space();
    (reader.at == json.len()).then_some(())
}

/// The text of a JSON string; `None` for any other value, and for a lone surrogate.
pub(super) fn string(json: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(json);
    reader.string()?;
    if reader.at != json.len() {
        return None;
    }
    Some(reader.text)
}

/// Stands behind each key of an object that is looked at; never part of UTF-8.
const END_OF_KEY: u8 = 0xff;

/// Names, and where the raw text of their values goes.
type Wanted<'a, 'b> = (&'b [&'b str], &'b mut [Option<&'a [u8]>]);

/// Walks over JSON values (RFC 8259) without keeping them.
struct Reader<'a> {
    json: &'a [u8],
    at: usize,
    /// What the strings say that were read last.
    text: Vec<u8>,
}

impl<'a> Reader<'a> {
    fn new(json: &'a [u8]) -> Self {
        Self {
            json,
            at: 0,
            text: Vec::new(),
        }
    }

    /// The next byte; 0, which nothing here takes, at the end.
    fn peek(&self) -> u8 {
        self.json.get(self.at).copied().unwrap_or(0)
    }

    fn next(&mut self) -> u8 {
        let byte = self.peek();
        self.at = self.at.saturating_add(1);
        byte
    }

    #[inline(never)]
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == byte;
        self.at = self.at.saturating_add(usize::from(is_next));
        is_next
    }

    #[inline(never)]
    fn skip_space(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.next();
        }
    }

    /// One value, without the space around it.
    fn value(&mut self, depth: u8) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match self.next() {
            b'{' => self.items(b'}', depth, None),
            b'[' => self.items(b']', depth, None),
            b'"' => {
                self.at -= 1;
                self.string()
            }
            b't' => self.word("rue"),
            b'f' => self.word("alse"),
            b'n' => self.word("ull"),
            _ => {
                self.at -= 1;
                self.number()
            }
        }
    }

    /// Members or elements up to the closing bracket.
    fn items(&mut self, close: u8, depth: u8, mut wanted: Option<Wanted<'a, '_>>) -> Option<()> {
        let text_from = self.text.len();
        self.skip_space();
        if self.take(close) {
            return Some(());
        }
        let mut members = 0_usize;
        loop {
            self.skip_space();
            let key_from = self.text.len();
            if close == b'}' {
                self.string()?;
                self.skip_space();
                if !self.take(b':') {
                    return None;
                }
                self.skip_space();
            }
            let key_to = self.text.len();
            let from = self.at;
            self.value(depth)?;
            self.text.truncate(key_to);

            if let Some((names, found)) = &mut wanted {
                let (before, key) = self.text.split_at_checked(key_from)?;
                members += 1;
                if members > MAX_MEMBERS
                    || before.strip_suffix(&[END_OF_KEY]).is_some_and(|keys| {
                        keys.split(|byte| *byte == END_OF_KEY)
                            .any(|other| other == key)
                    })
                {
                    return None;
                }
                for (name, slot) in names.iter().zip(found.iter_mut()) {
                    if key == name.as_bytes() {
                        *slot = self.json.get(from..self.at);
                    }
                }
                self.text.push(END_OF_KEY);
            } else {
                self.text.truncate(text_from);
            }

            self.skip_space();
            if !self.take(b',') {
                return self.take(close).then_some(());
            }
        }
    }

    /// One string; what it says is appended to the text.
    fn string(&mut self) -> Option<()> {
        if !self.take(b'"') {
            return None;
        }
        loop {
            let byte = match self.next() {
                b'"' => return Some(()),
                b'\\' => match self.next() {
                    b'b' => 8,
                    b't' => b'\t',
                    b'n' => b'\n',
                    b'f' => 0xc,
                    b'r' => b'\r',
                    b'u' => {
                        let character = self.unit_escape()?;
                        let mut bytes = [0; 4];
                        self.text
                            .extend_from_slice(character.encode_utf8(&mut bytes).as_bytes());
                        continue;
                    }
                    plain @ (b'"' | b'\\' | b'/') => plain,
                    _ => return None,
                },
                0..=0x1f => return None,
                plain => plain,
            };
            self.text.push(byte);
        }
    }

    /// One `\uXXXX`, or two of them that make a pair; the first `\u` is read already.
    fn unit_escape(&mut self) -> Option<char> {
        let first = self.hex4()?;
        if first & 0xfc00 != 0xd800 {
            // A low half alone is no character.
            return char::from_u32(first);
        }
        if !(self.take(b'\\') && self.take(b'u')) {
            return None;
        }
        let second = self.hex4()?;
        if second & 0xfc00 != 0xdc00 {
            return None;
        }
        char::from_u32(0x10000 + ((first & 0x3ff) << 10 | second & 0x3ff))
    }

    fn hex4(&mut self) -> Option<u32> {
        let mut value = 0;
        for _ in 0..4 {
            value = value << 4 | char::from(self.next()).to_digit(16)?;
        }
        Some(value)
    }

    #[inline(never)]
    fn word(&mut self, rest: &str) -> Option<()> {
        for byte in rest.bytes() {
            if !self.take(byte) {
                return None;
            }
        }
        Some(())
    }

    fn number(&mut self) -> Option<()> {
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Some(())
    }

    /// At least one digit.
    #[inline(never)]
    fn digits(&mut self) -> Option<()> {
        let from = self.at;
        while self.peek().is_ascii_digit() {
            self.next();
        }
        (self.at > from).then_some(())
    }
}

#[cfg(test)]
mod tests;
