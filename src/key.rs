//! AppSecretKey to AES-256 key.

use crate::{Error, ErrorCode};
use core::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The length of an AES-256 key, and the longest AppSecretKey, in bytes.
pub(crate) const KEY_LEN: usize = 32;

/// An AppSecretKey, filled to the 32-byte AES key that the vendor derives from it.
///
/// The secret's bytes are repeated cyclically until 32 bytes are full. The vendor's Python sample
/// pads with `32 % len`, which is right for 17 to 32 bytes only; its prose, followed here, is
/// right for every length.
///
/// Wiped on drop, not `Clone`, and redacted in `Debug`.
///
/// ```
/// let key = tcaptcha::AppSecretKey::new(b"1234567891011121314151516")?;
/// assert_eq!(format!("{key:?}"), "AppSecretKey(redacted)");
/// assert!(tcaptcha::AppSecretKey::new(&[0; 33]).is_err());
/// assert!(tcaptcha::AppSecretKey::from_text("1234567891011121314151516\n").is_err());
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct AppSecretKey {
    aes_key: [u8; KEY_LEN],
    /// How many bytes of `aes_key` are the secret itself.
    secret_len: usize,
}

impl AppSecretKey {
    /// Fills `secret`, 1 to 32 bytes, to the AES key.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidKey`] when `secret` is empty or longer than 32 bytes: the vendor says
    /// nothing of longer keys, and implementations differ.
    pub fn new(secret: &[u8]) -> Result<Self, Error> {
        if secret.is_empty() || secret.len() > KEY_LEN {
            return Err(Error::new(
                ErrorCode::InvalidKey,
                format!(
                    "appSecretKey must be 1 to {KEY_LEN} bytes, got {}",
                    secret.len()
                ),
            ));
        }
        let mut key = Self {
            aes_key: [0; KEY_LEN],
            secret_len: secret.len(),
        };
        for (to, from) in key.aes_key.iter_mut().zip(secret.iter().cycle()) {
            *to = *from;
        }
        Ok(key)
    }

    /// Fills a secret that is text, as the console shows it.
    ///
    /// # Errors
    /// As [`AppSecretKey::new`]; and [`ErrorCode::InvalidKey`] when the text begins or ends with a
    /// blank, a quote, a control character or a byte order mark, which env files leave behind.
    ///
    /// ```
    /// use tcaptcha::AppSecretKey;
    /// assert!(AppSecretKey::from_text("1234567891011121314151516").is_ok());
    /// assert!(AppSecretKey::from_text("1234567891011121314151516\n").is_err());
    /// ```
    pub fn from_text(secret: &str) -> Result<Self, Error> {
        let edges = [
            ("begin", secret.chars().next()),
            ("end", secret.chars().next_back()),
        ];
        for (verb, character) in edges {
            if let Some(found) = character.and_then(left_behind) {
                return Err(Error::new(
                    ErrorCode::InvalidKey,
                    format!("appSecretKey must not {verb} with {found}; was it read from a file?"),
                ));
            }
        }
        Self::new(secret.as_bytes())
    }

    pub(crate) fn aes_key(&self) -> &[u8; KEY_LEN] {
        &self.aes_key
    }

    /// The secret as it was given, before it was filled.
    pub(crate) fn secret(&self) -> &[u8] {
        self.aes_key.get(..self.secret_len).unwrap_or_default()
    }
}

/// Names a character that reading or copying a file leaves at the end of a value.
fn left_behind(character: char) -> Option<&'static str> {
    match character {
        '\n' | '\r' => Some("a line break"),
        '\u{feff}' => Some("a byte order mark"),
        '"' | '\'' | '`' | '“' | '”' | '‘' | '’' => Some("a quote"),
        // A zero-width space is no white space to Unicode, and as invisible.
        '\u{200b}' => Some("a blank"),
        _ if character.is_whitespace() => Some("a blank"),
        _ if character.is_control() => Some("a control character"),
        _ => None,
    }
}

impl fmt::Debug for AppSecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AppSecretKey(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_the_secret_cyclically() {
        for len in 1..=KEY_LEN {
            let secret: Vec<u8> = (1..=len as u8).collect();
            let key = AppSecretKey::new(&secret).unwrap();
            let filled: Vec<u8> = (0..KEY_LEN).map(|i| secret[i % len]).collect();
            assert_eq!(key.aes_key().as_slice(), filled, "length {len}");
            assert_eq!(key.secret(), secret, "length {len}");
        }
    }

    #[test]
    fn refuses_empty_and_longer_than_the_aes_key() {
        for secret in [&[][..], &[7; 33][..]] {
            assert_eq!(
                AppSecretKey::new(secret).unwrap_err().code(),
                ErrorCode::InvalidKey
            );
        }
    }

    #[test]
    fn text_with_what_an_env_file_leaves_behind_is_refused_and_named() {
        const SECRET: &str = "1234567891011121314151516";
        for (left, name) in [
            ("\n", "a line break"),
            ("\r\n", "a line break"),
            (" ", "a blank"),
            ("\u{3000}", "a blank"),
            ("\u{200b}", "a blank"),
            ("\t", "a blank"),
            ("\0", "a control character"),
            ("\"", "a quote"),
            ("'", "a quote"),
            ("”", "a quote"),
            ("\u{feff}", "a byte order mark"),
        ] {
            for text in [format!("{left}{SECRET}"), format!("{SECRET}{left}")] {
                let error = AppSecretKey::from_text(&text).unwrap_err();
                assert_eq!(error.code(), ErrorCode::InvalidKey, "{text:?}");
                assert!(error.message().contains(name), "{text:?}: {error}");
                assert!(!error.message().contains(SECRET));
            }
        }
        assert!(AppSecretKey::from_text("in the middle \" it may").is_ok());
        assert!(AppSecretKey::new(b"raw bytes\n").is_ok());
    }
}
