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

pub(crate) use key::sha256;
pub use key::{SigningKey, SigningKeyCache};

use crate::text::{Hex, fill, filled, string};

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

    let mut lines = Vec::new();
    let mut signed_headers = Vec::new();
    for (name, value) in &sorted {
        fill(&mut lines, "$:$\n", &[name.as_bytes(), value.as_bytes()]);
        let template = if signed_headers.is_empty() { "$" } else { ";$" };
        fill(&mut signed_headers, template, &[name.as_bytes()]);
    }
    let text = filled(
        "$\n$\n$\n$\n$\n$",
        &[
            method.as_bytes(),
            path.as_bytes(),
            query.as_bytes(),
            &lines,
            &signed_headers,
            sha256(body).as_bytes(),
        ],
    );
    CanonicalRequest {
        text,
        signed_headers: string(signed_headers),
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
    let mut text = Vec::new();
    push_string_to_sign(
        &mut text,
        timestamp_seconds,
        &date(timestamp_seconds),
        service.as_bytes(),
        &sha256(canonical_request.as_bytes()),
    );
    string(text)
}

fn push_string_to_sign(
    text: &mut Vec<u8>,
    timestamp_seconds: u64,
    date: &[u8],
    service: &[u8],
    canonical: &Hex,
) {
    fill(
        text,
        "TC3-HMAC-SHA256\n$\n$/$/tc3_request\n$",
        &[
            itoa::Buffer::new().format(timestamp_seconds).as_bytes(),
            date,
            service,
            canonical.as_bytes(),
        ],
    );
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
    let mut text = Vec::new();
    push_authorization(
        &mut text,
        secret_id.as_bytes(),
        &date(timestamp_seconds),
        service.as_bytes(),
        signed_headers.as_bytes(),
        signature.as_bytes(),
    );
    string(text)
}

fn push_authorization(
    text: &mut Vec<u8>,
    secret_id: &[u8],
    date: &[u8],
    service: &[u8],
    signed_headers: &[u8],
    signature: &[u8],
) {
    fill(
        text,
        "TC3-HMAC-SHA256 Credential=$/$/$/tc3_request, SignedHeaders=$, Signature=$",
        &[secret_id, date, service, signed_headers, signature],
    );
}

/// The UTC date of Unix seconds as `YYYY-MM-DD`, as the signature's scope carries it.
///
/// ```
/// assert_eq!(tcaptcha::tc3::utc_date(1_551_113_065), "2019-02-25");
/// ```
#[must_use]
pub fn utc_date(timestamp_seconds: u64) -> String {
    string(date(timestamp_seconds))
}

#[allow(
    clippy::arithmetic_side_effects,
    reason = "u64 seconds make at most 2^48 days, far from any overflow, and nothing divides by a variable"
)]
fn date(timestamp_seconds: u64) -> Vec<u8> {
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

    // The year has four digits from the start: time is counted from 1970.
    let template = match (month < 10, day < 10) {
        (true, true) => "$-0$-0$",
        (true, false) => "$-0$-$",
        (false, true) => "$-$-0$",
        (false, false) => "$-$-$",
    };
    let mut date = Vec::new();
    fill(
        &mut date,
        template,
        &[
            itoa::Buffer::new().format(year).as_bytes(),
            itoa::Buffer::new().format(month).as_bytes(),
            itoa::Buffer::new().format(day).as_bytes(),
        ],
    );
    date
}

/// Appends the value of the `Authorization` header of a POST to `/`, whose body the text begins with.
///
/// The same as the functions above make of it one by one, in fewer steps.
pub(crate) fn push_authorization_of_post(
    text: &mut Vec<u8>,
    body_len: usize,
    (secret_id, secret_key): (&[u8], &[u8]),
    (host, content_type): (&[u8], &[u8]),
    (timestamp_seconds, service): (u64, &[u8]),
    cache: &mut SigningKeyCache,
) {
    let body = sha256(text.get(..body_len).unwrap_or_default());
    let mut stage = Vec::new();
    fill(
        &mut stage,
        "POST\n/\n\ncontent-type:$\nhost:$\n\ncontent-type;host\n$",
        &[content_type, host, body.as_bytes()],
    );
    let canonical = sha256(&stage);
    let date = date(timestamp_seconds);
    stage.clear();
    push_string_to_sign(&mut stage, timestamp_seconds, &date, service, &canonical);
    let signature = cache
        .get_bytes(secret_key, &date, service)
        .signature(&stage);
    push_authorization(
        text,
        secret_id,
        &date,
        service,
        b"content-type;host",
        signature.as_bytes(),
    );
}

fn lower_trimmed(text: &str) -> String {
    text.trim_ascii().to_ascii_lowercase()
}

#[cfg(test)]
mod tests;
