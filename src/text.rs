//! Rules for texts that come from outside.

/// Whether the text is 1 to `max_len` characters of visible ASCII, without blanks.
pub(crate) fn is_visible_ascii(text: &str, max_len: usize) -> bool {
    !text.is_empty() && text.len() <= max_len && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// A short text in quotes, for a message; of a longer one, which may be a key or a ticket that was
/// passed in the wrong place, its length alone.
pub(crate) fn excerpt(text: &str) -> String {
    const MAX_CHARS: usize = 16;
    match text.chars().count() {
        0..=MAX_CHARS => format!("'{}'", text.escape_default()),
        length => format!("{length} characters"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visible_ascii_has_no_blanks_and_a_length() {
        assert!(is_visible_ascii("!~", 2));
        for text in ["", "!!!", "a b", "a\n", "é"] {
            assert!(!is_visible_ascii(text, 2), "{text:?}");
        }
    }

    #[test]
    fn an_excerpt_is_short_and_on_one_line_and_shows_no_key() {
        assert_eq!(excerpt("GCM\n"), "'GCM\\n'");
        assert_eq!(excerpt("1234567891011121314151516"), "25 characters");
    }
}
