//! Writing text without the formatting machinery, which takes kilobytes of wasm.
//!
//! In bytes: a `str` looks for the borders of characters whenever it is cut.

/// Appends a template, with a value in place of each `$`, and a value as a JSON string in place of
/// each `@`.
///
/// One call for many parts: each part that a caller names is a dozen bytes of wasm.
#[inline(never)]
pub(crate) fn fill(text: &mut Vec<u8>, template: &str, values: &[&[u8]]) {
    let mut values = values.iter();
    for byte in template.bytes() {
        match byte {
            b'$' => text.extend_from_slice(values.next().copied().unwrap_or_default()),
            b'@' => push_json_string(text, values.next().copied().unwrap_or_default()),
            _ => text.push(byte),
        }
    }
}

/// The template, filled.
pub(crate) fn filled(template: &str, values: &[&[u8]]) -> String {
    let mut text = Vec::new();
    fill(&mut text, template, values);
    string(text)
}

/// What was made of text.
#[inline(never)]
pub(crate) fn string(text: Vec<u8>) -> String {
    String::from_utf8(text).unwrap_or_default()
}

/// Appends a JSON string, with the same escapes as `JSON.stringify`.
fn push_json_string(json: &mut Vec<u8>, text: &[u8]) {
    json.push(b'"');
    for byte in text {
        let escaped = match byte {
            b'"' | b'\\' => *byte,
            0x8 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            0xc => b'f',
            b'\r' => b'r',
            0..=0x1f => b'u',
            _ => {
                json.push(*byte);
                continue;
            }
        };
        json.push(b'\\');
        json.push(escaped);
        if escaped == b'u' {
            json.extend_from_slice(b"00");
            json.push(b'0' | byte >> 4);
            json.push(hex_digit(byte & 15));
        }
    }
    json.push(b'"');
}

fn hex_digit(nibble: u8) -> u8 {
    let from = if nibble < 10 { b'0' } else { b'a' - 10 };
    nibble.wrapping_add(from)
}

/// 32 bytes as lower-case hexadecimal digits.
pub(crate) struct Hex([u8; 64]);

impl Hex {
    #[inline(never)]
    pub(crate) fn of(bytes: &[u8; 32]) -> Self {
        let mut digits = [0; 64];
        for (place, digit) in digits.iter_mut().enumerate() {
            let byte = bytes.get(place / 2).copied().unwrap_or_default();
            let nibble = if place & 1 == 0 { byte >> 4 } else { byte & 15 };
            *digit = hex_digit(nibble);
        }
        Self(digits)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Whether the text is 1 to so many characters of visible ASCII, without spaces.
#[inline(never)]
pub(crate) fn is_visible(text: &[u8], max_len: usize) -> bool {
    !text.is_empty() && text.len() <= max_len && text.iter().all(u8::is_ascii_graphic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_in_hexadecimal() {
        for byte in 0..=u8::MAX {
            let expected = format!("{byte:02x}").repeat(32);
            assert_eq!(Hex::of(&[byte; 32]).as_bytes(), expected.as_bytes());
        }
    }

    #[test]
    fn templates_are_filled_in_order() {
        assert_eq!(filled("$, @: $.", &[b"a$", b"\"", b""]), "a$, \"\\\"\": .");
    }
}
