//! The signing key of a day, and the hashes that it is made with.

use core::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::TERMINATOR;

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
        let secret_service = hmac_sha256(&*secret_date(secret_key, date), service.as_bytes());
        Self(*hmac_sha256(&*secret_service, TERMINATOR.as_bytes()))
    }

    /// Signs the string to sign: 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn sign(&self, string_to_sign: &str) -> String {
        base16ct::lower::encode_string(&*hmac_sha256(&self.0, string_to_sign.as_bytes()))
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
#[derive(Debug, Default)]
pub struct SigningKeyCache(pub(super) Option<CachedKey>);

#[derive(Debug)]
pub(super) struct CachedKey {
    /// A hash of SecretKey, service and date, so that no second copy of the SecretKey is kept.
    origin: Zeroizing<[u8; 32]>,
    key: SigningKey,
}

impl SigningKeyCache {
    /// The key for a SecretKey, a UTC date and a service: the one kept if it is the same, else a
    /// new one.
    pub fn get(&mut self, secret_key: &str, date: &str, service: &str) -> &SigningKey {
        let origin = origin(secret_key, date, service);
        if self
            .0
            .as_ref()
            .is_some_and(|cached| cached.origin != origin)
        {
            self.0 = None;
        }
        let cached = self.0.get_or_insert_with(|| CachedKey {
            origin,
            key: SigningKey::derive(secret_key, date, service),
        });
        &cached.key
    }

    /// Wipes the key that is kept.
    pub fn clear(&mut self) {
        self.0 = None;
    }
}

fn origin(secret_key: &str, date: &str, service: &str) -> Zeroizing<[u8; 32]> {
    let mut hash = Sha256::new();
    for part in [date, service, secret_key] {
        hash.update(part);
        hash.update([0]); // ends a part: no part contains it
    }
    Zeroizing::new(hash.finalize().into())
}

pub(super) fn secret_date(secret_key: &str, date: &str) -> Zeroizing<[u8; 32]> {
    // Room from the start: a buffer that grows leaves copies of the secret behind.
    let mut key = Zeroizing::new(String::with_capacity(secret_key.len() + 3));
    key.push_str("TC3");
    key.push_str(secret_key);
    hmac_sha256(key.as_bytes(), date.as_bytes())
}

pub(super) fn hmac_sha256(key: &[u8], message: &[u8]) -> Zeroizing<[u8; 32]> {
    // HMAC takes keys of any length; the trait alone makes this fallible.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Zeroizing::default();
    };
    mac.update(message);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// SHA-256 in lower-case hexadecimal digits.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(bytes))
}
