//! Rules for texts that come from outside.

/// Whether the text is 1 to `max_len` characters of visible ASCII, without blanks.
pub(crate) fn is_visible_ascii(text: &str, max_len: usize) -> bool {
    !text.is_empty() && text.len() <= max_len && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The beginning of a text for a message: at most 32 characters, in quotes and on one line.
pub(crate) fn excerpt(text: &str) -> String {
    const MAX_CHARS: usize = 32;
    let mut excerpt = String::from("'");
    excerpt.extend(text.chars().take(MAX_CHARS).flat_map(char::escape_default));
    if text.chars().nth(MAX_CHARS).is_some() {
        excerpt.push('…');
    }
    excerpt.push('\'');
    excerpt
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
    fn an_excerpt_is_short_and_on_one_line() {
        assert_eq!(excerpt("GCM\n"), "'GCM\\n'");
        assert_eq!(excerpt(&"x".repeat(33)), format!("'{}…'", "x".repeat(32)));
        assert_eq!(excerpt("１"), "'\\u{ff11}'");
    }
}
