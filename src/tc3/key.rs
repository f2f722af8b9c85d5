//! The signing key of a day, and the hashes that it is made with.

use core::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::text::{Hex, fill, string};

const TERMINATOR: &[u8] = b"tc3_request";

/// The key of one day and one service; wiped on drop, not `Clone`, redacted in `Debug`.
///
/// ```
/// use tcaptcha::tc3::SigningKey;
///
/// let key = SigningKey::derive("secretKey", "2019-02-25", "captcha");
/// assert_eq!(key.sign("text").len(), 64);
/// assert_eq!(format!("{key:?}"), "SigningKey([redacted])");
/// ```
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SigningKey(pub(super) [u8; 32]);

impl SigningKey {
    /// Derives the key from the account's SecretKey over the UTC date and the service's name.
    #[must_use]
    pub fn derive(secret_key: &str, date: &str, service: &str) -> Self {
        Self::of(secret_key.as_bytes(), date.as_bytes(), service.as_bytes())
    }

    fn of(secret_key: &[u8], date: &[u8], service: &[u8]) -> Self {
        let secret_date = secret_date(secret_key, date);
        let secret_service = hmac_sha256(&*secret_date, service);
        Self(*hmac_sha256(&*secret_service, TERMINATOR))
    }

    /// Signs the string to sign: 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn sign(&self, string_to_sign: &str) -> String {
        string(
            self.signature(string_to_sign.as_bytes())
                .as_bytes()
                .to_vec(),
        )
    }

    pub(super) fn signature(&self, string_to_sign: &[u8]) -> Hex {
        Hex::of(&hmac_sha256(&self.0, string_to_sign))
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey([redacted])")
    }
}

/// The last signing key, since one day's key serves every request of that day.
///
/// ```
/// use tcaptcha::tc3::{SigningKey, SigningKeyCache};
///
/// let mut cache = SigningKeyCache::default();
/// let signature = cache.get("secretKey", "2019-02-25", "captcha").sign("text");
/// let key = SigningKey::derive("secretKey", "2019-02-25", "captcha");
/// assert_eq!(signature, key.sign("text"));
/// cache.clear();
/// ```
#[derive(Debug)]
pub struct SigningKeyCache {
    /// Of SecretKey, service and date: a hash, so that no second copy of the SecretKey is kept. All
    /// zeros, which no hash is, for no key.
    pub(super) origin_sha256: Zeroizing<[u8; 32]>,
    pub(super) key: SigningKey,
}

impl Default for SigningKeyCache {
    fn default() -> Self {
        Self {
            origin_sha256: Zeroizing::default(),
            key: SigningKey([0; 32]),
        }
    }
}

impl SigningKeyCache {
    /// The key for a SecretKey and a UTC date: the one kept if it is the same, else a new one.
    pub fn get(&mut self, secret_key: &str, date: &str, service: &str) -> &SigningKey {
        self.get_bytes(secret_key.as_bytes(), date.as_bytes(), service.as_bytes())
    }

    pub(super) fn get_bytes(
        &mut self,
        secret_key: &[u8],
        date: &[u8],
        service: &[u8],
    ) -> &SigningKey {
        let origin = secret_text("$\0$\0$", &[date, service, secret_key]);
        let origin_sha256 = digest(&origin);
        if self.origin_sha256 != origin_sha256 {
            self.key = SigningKey::of(secret_key, date, service);
            self.origin_sha256 = origin_sha256;
        }
        &self.key
    }

    /// Wipes the key that is kept.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

/// A template filled with secrets.
fn secret_text(template: &str, values: &[&[u8]]) -> Zeroizing<Vec<u8>> {
    // The room is right from the start: a buffer that grows leaves copies behind.
    let room = values
        .iter()
        .fold(template.len(), |sum, value| sum.saturating_add(value.len()));
    let mut text = Zeroizing::new(Vec::with_capacity(room));
    fill(&mut text, template, values);
    text
}

pub(super) fn secret_date(secret_key: &[u8], date: &[u8]) -> Zeroizing<[u8; 32]> {
    hmac_sha256(&secret_text("TC3$", &[secret_key]), date)
}

#[inline(never)]
pub(super) fn hmac_sha256(key: &[u8], message: &[u8]) -> Zeroizing<[u8; 32]> {
    // HMAC takes keys of any length: that this could fail is the signature of the trait alone.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Zeroizing::default();
    };
    mac.update(message);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> Hex {
    Hex::of(&digest(bytes))
}

#[inline(never)]
fn digest(bytes: &[u8]) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(Sha256::digest(bytes).into())
}
