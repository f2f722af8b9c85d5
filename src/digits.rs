//! Decimal digits as the vendor writes them: no sign, no blank, no separator.

use crate::MAX_SAFE_INTEGER;

/// Reads decimal digits as a safe integer; `None` for any other text.
pub(crate) fn parse_digits(text: &str) -> Option<u64> {
    // `u64::from_str` alone would accept a leading plus sign.
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|value| *value <= MAX_SAFE_INTEGER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_digits_and_nothing_else() {
        assert_eq!(parse_digits("0"), Some(0));
        assert_eq!(parse_digits("007"), Some(7));
        assert_eq!(parse_digits("9007199254740991"), Some(MAX_SAFE_INTEGER));
        for text in [
            "",
            "+1",
            "-1",
            " 1",
            "1 ",
            "1.0",
            "1e3",
            "１",
            "9007199254740992",
        ] {
            assert_eq!(parse_digits(text), None, "{text:?}");
        }
    }
}
