//! Builds the signed request.

use super::{Credentials, SignedRequest, VerifyRequest};
use crate::tc3::{self, SigningKeyCache};
use crate::{AppSecretKey, CaptchaAppId, Error, ErrorCode, Randstr, Ticket};
use serde::Serialize;
use zeroize::Zeroizing;

const SERVICE: &str = "captcha";
const API_VERSION: &str = "2019-07-22";
/// Always 9; see the vendor's pages.
const CAPTCHA_TYPE: u8 = 9;
/// Without a charset, as the vendor's own client sends it.
const CONTENT_TYPE: &str = "application/json";
/// 9999-12-31T23:59:59Z, the last second whose date has four digits for the year.
const MAX_TIMESTAMP_SECONDS: u64 = 253_402_300_799;

/// Builds the request that checks a ticket, signed for the time given in Unix seconds.
///
/// # Errors
/// [`ErrorCode::InvalidArgument`] for the time, and [`ErrorCode::InvalidKey`] for the AppSecretKey.
///
/// ```
/// use tcaptcha::verify::sign_verify_request;
/// # use tcaptcha::verify::{Credentials, Endpoint, UserIp, VerifyRequest};
/// # use tcaptcha::{CaptchaAppId, Ticket};
/// # let request = VerifyRequest {
/// #     ticket: &Ticket::parse("tr0abc")?,
/// #     randstr: None,
/// #     user_ip: UserIp::parse("203.0.113.7")?,
/// #     captcha_app_id: CaptchaAppId::parse("123456789")?,
/// #     app_secret_key: "1234567891011121314151516",
/// #     business_id: None,
/// #     scene_id: None,
/// #     endpoint: &Endpoint::default(),
/// # };
/// # let credentials = Credentials::new("secretId", "secretKey", None)?;
///
/// // `request` and `credentials` as in the example of the module; in production, the current time.
/// let signed = sign_verify_request(&request, &credentials, 1_551_113_065)?;
/// assert_eq!(signed.url(), "https://captcha.tencentcloudapi.com/");
/// # Ok::<(), tcaptcha::Error>(())
/// ```
pub fn sign_verify_request(
    request: &VerifyRequest<'_>,
    credentials: &Credentials,
    timestamp_seconds: u64,
) -> Result<SignedRequest, Error> {
    let mut cache = SigningKeyCache::default();
    sign_verify_request_cached(request, credentials, timestamp_seconds, &mut cache)
}

/// The same as [`sign_verify_request`], with the day's signing key kept from call to call.
///
/// # Errors
/// The same.
///
/// ```
/// use tcaptcha::tc3::SigningKeyCache;
/// use tcaptcha::verify::{sign_verify_request, sign_verify_request_cached};
/// # use tcaptcha::verify::{Credentials, Endpoint, UserIp, VerifyRequest};
/// # use tcaptcha::{CaptchaAppId, Ticket};
/// # let request = VerifyRequest {
/// #     ticket: &Ticket::parse("tr0abc")?,
/// #     randstr: None,
/// #     user_ip: UserIp::parse("203.0.113.7")?,
/// #     captcha_app_id: CaptchaAppId::parse("123456789")?,
/// #     app_secret_key: "1234567891011121314151516",
/// #     business_id: None,
/// #     scene_id: None,
/// #     endpoint: &Endpoint::default(),
/// # };
/// # let credentials = Credentials::new("secretId", "secretKey", None)?;
///
/// let mut cache = SigningKeyCache::default();
/// let signed = sign_verify_request_cached(&request, &credentials, 1_551_113_065, &mut cache)?;
/// let again = sign_verify_request(&request, &credentials, 1_551_113_065)?;
/// assert_eq!(signed.headers(), again.headers());
/// # Ok::<(), tcaptcha::Error>(())
/// ```
pub fn sign_verify_request_cached(
    request: &VerifyRequest<'_>,
    credentials: &Credentials,
    timestamp_seconds: u64,
    cache: &mut SigningKeyCache,
) -> Result<SignedRequest, Error> {
    AppSecretKey::from_text(request.app_secret_key)?;
    if timestamp_seconds > MAX_TIMESTAMP_SECONDS {
        return Err(Error::new(
            ErrorCode::InvalidArgument,
            format!(
                "nowSeconds must be whole Unix seconds before the year 10000, got {timestamp_seconds}"
            ),
        ));
    }
    let action = request.action();
    let body = body(request);
    let host = request.endpoint.host();

    let canonical = tc3::canonical_request(
        "POST",
        "/",
        "",
        &[("Content-Type", CONTENT_TYPE), ("Host", host)],
        body.as_bytes(),
    );
    let date = tc3::utc_date(timestamp_seconds);
    let scope = tc3::scope(&date, SERVICE);
    let to_sign = tc3::string_to_sign_in(&scope, timestamp_seconds, canonical.text());
    let signature = cache
        .get(credentials.secret_key(), &date, SERVICE)
        .sign(&to_sign);
    let authorization = tc3::authorization_in(
        &scope,
        credentials.secret_id(),
        canonical.signed_headers(),
        &signature,
    );

    let mut headers = vec![
        ("Content-Type", CONTENT_TYPE.to_owned()),
        ("Host", host.to_owned()),
        ("X-TC-Action", action.as_str().to_owned()),
        ("X-TC-Timestamp", timestamp_seconds.to_string()),
        ("X-TC-Version", API_VERSION.to_owned()),
    ];
    // Not signed: the vendor compares it with the SecretId itself.
    if let Some(token) = credentials.token() {
        headers.push(("X-TC-Token", token.to_owned()));
    }
    headers.push(("Authorization", authorization));
    Ok(SignedRequest {
        action,
        url: request.endpoint.url(),
        headers,
        body,
    })
}

/// The parameters of both actions (pages 1110/48499 and 1110/36926).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Parameters<'a> {
    captcha_type: u8,
    ticket: &'a str,
    user_ip: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    randstr: Option<&'a str>,
    captcha_app_id: u64,
    app_secret_key: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    business_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scene_id: Option<u64>,
}

fn body(request: &VerifyRequest<'_>) -> Zeroizing<String> {
    let parameters = Parameters {
        captcha_type: CAPTCHA_TYPE,
        ticket: request.ticket.as_str(),
        user_ip: request.user_ip.to_string(),
        randstr: request.randstr.map(Randstr::as_str),
        captcha_app_id: request.captcha_app_id.get(),
        app_secret_key: request.app_secret_key,
        business_id: request.business_id,
        scene_id: request.scene_id,
    };
    // Room for everything with each character escaped: a buffer that grows leaves copies of the
    // secret behind.
    let texts = [
        parameters.ticket,
        parameters.randstr.unwrap_or_default(),
        parameters.app_secret_key,
    ];
    let room = texts.iter().fold(512, |sum: usize, text| {
        sum.saturating_add(text.len().saturating_mul(6))
    });
    let mut json = Zeroizing::new(Vec::with_capacity(room));
    // Writing numbers and texts to a `Vec` cannot fail.
    let _ = serde_json::to_writer(&mut *json, &parameters);
    Zeroizing::new(String::from_utf8(core::mem::take(&mut *json)).unwrap_or_default())
}

/// The name under which a replay store claims a ticket: a hash, so that no store holds tickets.
///
/// SHA-256 of `CaptchaAppId:ticket` in 64 hexadecimal digits.
///
/// ```
/// use tcaptcha::{CaptchaAppId, Ticket, verify::claim_key};
///
/// let key = claim_key(CaptchaAppId::parse("123456789")?, &Ticket::parse("tr0abc")?);
/// assert_eq!(key.len(), 64);
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[must_use]
pub fn claim_key(captcha_app_id: CaptchaAppId, ticket: &Ticket) -> String {
    tc3::sha256_hex(format!("{captcha_app_id}:{}", ticket.as_str()).as_bytes())
}
