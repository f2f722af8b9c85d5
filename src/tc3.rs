//! TC3-HMAC-SHA256, the signature of Tencent Cloud's API 3.0.
//!
//! Source: the vendor's page "Signature v3" (product/213/30654), whose worked example is held
//! stage by stage in the tests.
//!
//! ```
//! use tcaptcha::tc3::{SigningKey, authorization, canonical_request, string_to_sign, utc_date};
//!
//! let timestamp_seconds = 1_551_113_065;
//! let canonical = canonical_request(
//!     "POST",
//!     "/",
//!     "",
//!     &[("Content-Type", "application/json"), ("Host", "captcha.tencentcloudapi.com")],
//!     b"{}",
//! );
//! let to_sign = string_to_sign(timestamp_seconds, "captcha", canonical.text());
//! let key = SigningKey::derive("secretKey", &utc_date(timestamp_seconds), "captcha");
//! let header = authorization(
//!     "secretId",
//!     timestamp_seconds,
//!     "captcha",
//!     canonical.signed_headers(),
//!     &key.sign(&to_sign),
//! );
//! assert!(header.starts_with("TC3-HMAC-SHA256 Credential=secretId/2019-02-25/captcha/tc3_request"));
//! ```

#[cfg(test)]
mod wycheproof;

use core::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const ALGORITHM: &str = "TC3-HMAC-SHA256";
const TERMINATOR: &str = "tc3_request";
const BLOCK_BYTES: usize = 64;

/// The form of a request that both sides hash.
///
/// ```
/// use tcaptcha::tc3::{CanonicalRequest, canonical_request};
///
/// let canonical: CanonicalRequest =
///     canonical_request("POST", "/", "", &[("Host", "example.com")], b"{}");
/// assert!(canonical.text().starts_with("POST\n/\n\nhost:example.com\n\nhost\n"));
/// assert_eq!(canonical.signed_headers(), "host");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanonicalRequest {
    text: String,
    signed_headers: String,
}

impl CanonicalRequest {
    /// The whole canonical request.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The names of the headers that are signed, sorted and joined by `;`.
    #[must_use]
    pub fn signed_headers(&self) -> &str {
        &self.signed_headers
    }
}

/// Brings a request into canonical form: method, path, query, headers, their names, the body's hash.
///
/// Every header given is signed: its name and value are lower-cased and trimmed, and the headers
/// are sorted by name. The vendor asks for `content-type` and `host` at least.
///
/// ```
/// use tcaptcha::tc3::canonical_request;
///
/// let headers = [("Host", "example.com"), ("Content-Type", " application/json ")];
/// let canonical = canonical_request("POST", "/", "", &headers, b"{}");
/// assert_eq!(canonical.signed_headers(), "content-type;host");
/// ```
#[must_use]
pub fn canonical_request(
    method: &str,
    path: &str,
    query: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> CanonicalRequest {
    // Inserted in order: the standard sort takes kilobytes of wasm for a handful of headers.
    let mut sorted: Vec<(String, String)> = Vec::new();
    for (name, value) in headers {
        let header = (lower_trimmed(name), lower_trimmed(value));
        let place = sorted.iter().position(|other| *other > header);
        sorted.insert(place.unwrap_or(sorted.len()), header);
    }

    let mut lines = String::new();
    let mut signed_headers = String::new();
    for (name, value) in &sorted {
        push_all(&mut lines, &[name, ":", value, "\n"]);
        let separator = if signed_headers.is_empty() { "" } else { ";" };
        push_all(&mut signed_headers, &[separator, name]);
    }

    let mut text = String::new();
    push_all(
        &mut text,
        &[
            method,
            "\n",
            path,
            "\n",
            query,
            "\n",
            &lines,
            "\n",
            &signed_headers,
            "\n",
            &sha256_hex(body),
        ],
    );
    CanonicalRequest {
        text,
        signed_headers,
    }
}

/// The text that is signed: algorithm, Unix seconds, scope and the canonical request's hash.
///
/// ```
/// let text = tcaptcha::tc3::string_to_sign(1_551_113_065, "captcha", "POST\n/\n…");
/// assert!(text.starts_with("TC3-HMAC-SHA256\n1551113065\n2019-02-25/captcha/tc3_request\n"));
/// ```
#[must_use]
pub fn string_to_sign(timestamp_seconds: u64, service: &str, canonical_request: &str) -> String {
    let mut text = String::new();
    push_all(
        &mut text,
        &[
            ALGORITHM,
            "\n",
            &decimal(timestamp_seconds),
            "\n",
            &scope(timestamp_seconds, service),
            "\n",
            &sha256_hex(canonical_request.as_bytes()),
        ],
    );
    text
}

/// The value of the `Authorization` header.
///
/// ```
/// let header = tcaptcha::tc3::authorization("secretId", 1_551_113_065, "captcha", "host", "2230…");
/// assert_eq!(
///     header,
///     "TC3-HMAC-SHA256 Credential=secretId/2019-02-25/captcha/tc3_request, \
///      SignedHeaders=host, Signature=2230…"
/// );
/// ```
#[must_use]
pub fn authorization(
    secret_id: &str,
    timestamp_seconds: u64,
    service: &str,
    signed_headers: &str,
    signature: &str,
) -> String {
    let mut text = String::new();
    push_all(
        &mut text,
        &[
            ALGORITHM,
            " Credential=",
            secret_id,
            "/",
            &scope(timestamp_seconds, service),
            ", SignedHeaders=",
            signed_headers,
            ", Signature=",
            signature,
        ],
    );
    text
}

/// The UTC date of Unix seconds as `YYYY-MM-DD`, as the signature's scope carries it.
///
/// ```
/// assert_eq!(tcaptcha::tc3::utc_date(1_551_113_065), "2019-02-25");
/// ```
#[must_use]
#[allow(
    clippy::arithmetic_side_effects,
    reason = "u64 seconds make at most 2^48 days, far from any overflow, and nothing divides by a variable"
)]
pub fn utc_date(timestamp_seconds: u64) -> String {
    // Years are counted from March, so that the leap day is the last of its year, and in eras of
    // 400 years (146,097 days); 719,468 days lie between 0000-03-01 and 1970-01-01.
    let days = timestamp_seconds / 86_400 + 719_468;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = days / 146_097 * 400 + year_of_era + u64::from(month <= 2);

    let mut date = String::new();
    for (number, width, separator) in [(year, 4, "-"), (month, 2, "-"), (day, 2, "")] {
        let digits = decimal(number);
        for _ in digits.len()..width {
            date.push('0');
        }
        push_all(&mut date, &[&digits, separator]);
    }
    date
}

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
pub struct SigningKey([u8; 32]);

impl SigningKey {
    /// Derives the key from the account's SecretKey over the UTC date and the service's name.
    #[must_use]
    pub fn derive(secret_key: &str, date: &str, service: &str) -> Self {
        let secret_date = secret_date(secret_key, date);
        let secret_service = Zeroizing::new(hmac_sha256(&*secret_date, service.as_bytes()));
        Self(hmac_sha256(&*secret_service, TERMINATOR.as_bytes()))
    }

    /// Signs the string to sign: 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn sign(&self, string_to_sign: &str) -> String {
        hex(&hmac_sha256(&self.0, string_to_sign.as_bytes()))
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
pub struct SigningKeyCache(Option<CachedKey>);

#[derive(Debug)]
struct CachedKey {
    date: String,
    /// A hash, so that no second copy of the SecretKey is kept.
    secret_key_sha256: Zeroizing<[u8; 32]>,
    key: SigningKey,
}

impl SigningKeyCache {
    /// The key for a SecretKey and a UTC date: the one kept if it is the same, else a new one.
    pub fn get(&mut self, secret_key: &str, date: &str, service: &str) -> &SigningKey {
        let mut hasher = Sha256::new();
        hasher.update(service);
        hasher.update([0]);
        hasher.update(secret_key);
        let secret_key_sha256: Zeroizing<[u8; 32]> = Zeroizing::new(hasher.finalize().into());

        let kept = self
            .0
            .take()
            .filter(|kept| kept.date == date && kept.secret_key_sha256 == secret_key_sha256);
        let kept = kept.unwrap_or_else(|| CachedKey {
            date: date.to_owned(),
            secret_key_sha256,
            key: SigningKey::derive(secret_key, date, service),
        });
        &self.0.insert(kept).key
    }

    /// Wipes the key that is kept.
    pub fn clear(&mut self) {
        self.0 = None;
    }
}

/// SHA-256 as 64 lower-case hexadecimal digits.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A number's digits, without the formatting machinery.
pub(crate) fn decimal(number: u64) -> String {
    itoa::Buffer::new().format(number).to_owned()
}

#[inline(never)]
pub(crate) fn push_all(text: &mut String, parts: &[&str]) {
    for part in parts {
        text.push_str(part);
    }
}

fn scope(timestamp_seconds: u64, service: &str) -> String {
    let mut scope = utc_date(timestamp_seconds);
    push_all(&mut scope, &["/", service, "/", TERMINATOR]);
    scope
}

fn secret_date(secret_key: &str, date: &str) -> Zeroizing<[u8; 32]> {
    // The capacity is right from the start: a growing buffer would leave copies behind.
    let mut key = Zeroizing::new(Vec::with_capacity(secret_key.len().saturating_add(3)));
    key.extend_from_slice(b"TC3");
    key.extend_from_slice(secret_key.as_bytes());
    Zeroizing::new(hmac_sha256(&key, date.as_bytes()))
}

fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    // RFC 2104: keys over a block are hashed, shorter ones filled with zeros. Done here, because
    // this constructor cannot fail and the one that takes a slice says that it could.
    let mut block = Zeroizing::new([0; BLOCK_BYTES]);
    let digest: Zeroizing<[u8; 32]>;
    let key = if key.len() > BLOCK_BYTES {
        digest = Zeroizing::new(Sha256::digest(key).into());
        &*digest
    } else {
        key
    };
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    mac.update(message);
    mac.finalize().into_bytes().into()
}

fn lower_trimmed(text: &str) -> String {
    text.trim_ascii().to_ascii_lowercase()
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests;
