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
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct AppSecretKey([u8; KEY_LEN]);

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
                "appSecretKey takes 1 to 32 bytes of well-formed text or a Uint8Array",
            ));
        }
        let mut key = Self([0; KEY_LEN]);
        for (to, from) in key.0.iter_mut().zip(secret.iter().cycle()) {
            *to = *from;
        }
        Ok(key)
    }

    pub(crate) fn aes_key(&self) -> &[u8; KEY_LEN] {
        &self.0
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
}
