//! Writing text without the formatting machinery, which takes kilobytes of wasm.

/// Appends a template, with a value in place of each `$`.
///
/// One call for many parts: each part that a caller names is a dozen bytes of wasm.
#[inline(never)]
pub(crate) fn fill(text: &mut String, template: &str, values: &[&str]) {
    let mut values = values.iter();
    let mut from = 0;
    for (at, byte) in template.bytes().enumerate() {
        if byte == b'$' {
            text.push_str(template.get(from..at).unwrap_or_default());
            text.push_str(values.next().copied().unwrap_or_default());
            from = at.saturating_add(1);
        }
    }
    text.push_str(template.get(from..).unwrap_or_default());
}

/// The template, filled.
pub(crate) fn filled(template: &str, values: &[&str]) -> String {
    let mut text = String::new();
    fill(&mut text, template, values);
    text
}

/// What this module has written itself, which is ASCII.
fn ascii(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap_or_default()
}

/// Decimal numbers, written from the end.
pub(crate) struct Digits {
    bytes: [u8; 24],
    from: usize,
}

impl Digits {
    /// One number.
    pub(crate) fn of(number: u64) -> Self {
        let mut digits = Self::empty();
        digits.put(number, 1);
        digits
    }

    /// Nothing, to put numbers before.
    pub(crate) fn empty() -> Self {
        Self {
            bytes: [0; 24],
            from: 24,
        }
    }

    /// Puts a number of at least so many digits before what is there.
    #[inline(never)]
    pub(crate) fn put(&mut self, mut number: u64, width: usize) {
        let from = self.from.saturating_sub(width);
        while number > 0 || self.from > from {
            // What `% 10` leaves fits.
            self.put_character(b'0' | (number % 10) as u8);
            number /= 10;
        }
    }

    /// Puts one character before what is there.
    pub(crate) fn put_character(&mut self, byte: u8) {
        self.from = self.from.saturating_sub(1);
        if let Some(place) = self.bytes.get_mut(self.from) {
            *place = byte;
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        ascii(self.bytes.get(self.from..).unwrap_or_default())
    }
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
            let from = if nibble < 10 { b'0' } else { b'a' - 10 };
            *digit = nibble.wrapping_add(from);
        }
        Self(digits)
    }

    pub(crate) fn as_str(&self) -> &str {
        ascii(&self.0)
    }
}

/// Whether the text is 1 to so many characters of visible ASCII, without spaces.
pub(crate) fn is_visible(text: &str, max_len: usize) -> bool {
    (1..=max_len).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_the_standard_library_writes_them() {
        for number in [0, 1, 9, 10, 99, 1_551_113_065, u64::MAX] {
            assert_eq!(Digits::of(number).as_str(), number.to_string());
            let mut padded = Digits::empty();
            padded.put(number, 4);
            padded.put_character(b'-');
            assert_eq!(padded.as_str(), format!("-{number:04}"));
        }
    }

    #[test]
    fn every_byte_in_hexadecimal() {
        for byte in 0..=u8::MAX {
            assert_eq!(
                Hex::of(&[byte; 32]).as_str(),
                format!("{byte:02x}").repeat(32)
            );
        }
    }
}
