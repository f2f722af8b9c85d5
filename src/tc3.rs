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

mod key;
#[cfg(test)]
mod wycheproof;

pub(crate) use key::sha256_hex;
pub use key::{SigningKey, SigningKeyCache};

use time::OffsetDateTime;

const ALGORITHM: &str = "TC3-HMAC-SHA256";
const TERMINATOR: &str = "tc3_request";

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
    let mut sorted: Vec<(String, String)> = headers
        .iter()
        .map(|(name, value)| (lower_trimmed(name), lower_trimmed(value)))
        .collect();
    sorted.sort();

    let lines: String = sorted
        .iter()
        .flat_map(|(name, value)| [name.as_str(), ":", value.as_str(), "\n"])
        .collect();
    let names: Vec<&str> = sorted.iter().map(|(name, _)| name.as_str()).collect();
    let signed_headers = names.join(";");
    let body_hash = sha256_hex(body);
    CanonicalRequest {
        text: [method, path, query, &lines, &signed_headers, &body_hash].join("\n"),
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
    let scope = scope(&utc_date(timestamp_seconds), service);
    string_to_sign_in(&scope, timestamp_seconds, canonical_request)
}

/// The same as [`string_to_sign`], in a scope that the caller has.
pub(crate) fn string_to_sign_in(
    scope: &str,
    timestamp_seconds: u64,
    canonical_request: &str,
) -> String {
    let request_hash = sha256_hex(canonical_request.as_bytes());
    let mut seconds = itoa::Buffer::new();
    [
        ALGORITHM,
        seconds.format(timestamp_seconds),
        scope,
        &request_hash,
    ]
    .join("\n")
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
    let scope = scope(&utc_date(timestamp_seconds), service);
    authorization_in(&scope, secret_id, signed_headers, signature)
}

/// The same as [`authorization`], in a scope that the caller has.
pub(crate) fn authorization_in(
    scope: &str,
    secret_id: &str,
    signed_headers: &str,
    signature: &str,
) -> String {
    format!(
        "{ALGORITHM} Credential={secret_id}/{scope}, SignedHeaders={signed_headers}, Signature={signature}"
    )
}

/// What a signature is good for: one service on one day.
pub(crate) fn scope(date: &str, service: &str) -> String {
    [date, service, TERMINATOR].join("/")
}

/// The UTC date of Unix seconds as `YYYY-MM-DD`, as the signature's scope carries it; 9999-12-31
/// for any later time.
///
/// ```
/// assert_eq!(tcaptcha::tc3::utc_date(1_551_113_065), "2019-02-25");
/// ```
#[must_use]
pub fn utc_date(timestamp_seconds: u64) -> String {
    let seconds = i64::try_from(timestamp_seconds).unwrap_or(i64::MAX);
    // Times after the year 9999 have no such date; `sign_verify_request` refuses them.
    let date =
        OffsetDateTime::from_unix_timestamp(seconds).map_or(time::Date::MAX, OffsetDateTime::date);
    format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    )
}

fn lower_trimmed(text: &str) -> String {
    text.trim_ascii().to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
