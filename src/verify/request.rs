//! The request out.

use core::fmt;

use zeroize::Zeroizing;

use super::json::push_json_string;
use super::{Action, Credentials, Endpoint};
use crate::ip::{is_ipv4, is_ipv6};
use crate::tc3::{self, SigningKeyCache, decimal, push_all};
use crate::{AppSecretKey, CaptchaAppId, Error, ErrorCode, Randstr, Ticket};

const SERVICE: &str = "captcha";
const VERSION: &str = "2019-07-22";
const METHOD: &str = "POST";
/// Without a charset, as the vendor's own client sends it.
const CONTENT_TYPE: &str = "application/json";
/// 9999-12-31T23:59:59Z, the last second whose date has four digits for the year.
const MAX_TIMESTAMP_SECONDS: u64 = 253_402_300_799;

/// What is asked of the vendor.
///
/// ```
/// use tcaptcha::verify::{Credentials, Endpoint, VerifyRequest, sign_verify_request};
/// use tcaptcha::{CaptchaAppId, Randstr, Ticket};
///
/// let request = VerifyRequest {
///     ticket: &Ticket::parse("tr0abc")?,
///     randstr: Some(&Randstr::parse("@abc")?),
///     user_ip: "203.0.113.7",
///     captcha_app_id: CaptchaAppId::parse("123456789")?,
///     app_secret_key: "1234567891011121314151516",
///     business_id: None,
///     scene_id: None,
///     endpoint: &Endpoint::default(),
/// };
/// let credentials = Credentials::new("secretId", "secretKey", None)?;
/// let signed = sign_verify_request(&request, &credentials, 1_551_113_065)?;
/// assert_eq!(signed.action().as_str(), "DescribeCaptchaResult");
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct VerifyRequest<'a> {
    /// The ticket.
    pub ticket: &'a Ticket,
    /// The random string that came with the ticket; decides on the [`Action`].
    pub randstr: Option<&'a Randstr>,
    /// The end user's public IP address, version 4 or 6.
    pub user_ip: &'a str,
    /// The AppId that the ticket was issued to.
    pub captcha_app_id: CaptchaAppId,
    /// AppSecretKey, 1 to 32 bytes; the vendor takes it in the request's body.
    pub app_secret_key: &'a str,
    /// BusinessId, for the vendor's statistics.
    pub business_id: Option<u64>,
    /// SceneId, for the vendor's statistics.
    pub scene_id: Option<u64>,
    /// Where to send it.
    pub endpoint: &'a Endpoint,
}

impl fmt::Debug for VerifyRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifyRequest")
            .field("captcha_app_id", &self.captcha_app_id)
            .field("user_ip", &self.user_ip)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

/// A whole HTTP request, ready to be sent.
///
/// The body carries the AppSecretKey, because the vendor asks for it; it is wiped on drop and left
/// out of `Debug`.
///
/// ```
/// use tcaptcha::verify::{Action, SignedRequest, sign_verify_request};
/// # use tcaptcha::verify::{Credentials, Endpoint, VerifyRequest};
/// # use tcaptcha::{CaptchaAppId, Ticket};
/// # let request = VerifyRequest {
/// #     ticket: &Ticket::parse("tr0abc")?,
/// #     randstr: None,
/// #     user_ip: "203.0.113.7",
/// #     captcha_app_id: CaptchaAppId::parse("123456789")?,
/// #     app_secret_key: "1234567891011121314151516",
/// #     business_id: None,
/// #     scene_id: None,
/// #     endpoint: &Endpoint::default(),
/// # };
/// # let credentials = Credentials::new("secretId", "secretKey", None)?;
///
/// let signed: SignedRequest = sign_verify_request(&request, &credentials, 1_551_113_065)?;
/// assert_eq!(signed.action(), Action::Mini);
/// println!("{} {}", signed.method(), signed.url());
/// for (name, value) in signed.headers() {
///     println!("{name}: {value}");
/// }
/// assert!(signed.body().starts_with(r#"{"CaptchaType":9,"#));
/// # Ok::<(), tcaptcha::Error>(())
/// ```
pub struct SignedRequest {
    action: Action,
    url: String,
    headers: Vec<(&'static str, String)>,
    body: Zeroizing<String>,
}

impl SignedRequest {
    /// The action, needed again to interpret the answer.
    #[must_use]
    pub fn action(&self) -> Action {
        self.action
    }

    /// Where to send it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Always `POST`.
    #[must_use]
    pub fn method(&self) -> &'static str {
        METHOD
    }

    /// Names and values, `Host` included.
    #[must_use]
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// The JSON body, to be sent byte for byte.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }
}

impl fmt::Debug for SignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedRequest")
            .field("action", &self.action)
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

/// Makes the request that checks a ticket, signed for the time given in Unix seconds.
///
/// # Errors
///
/// `ERR_CAPTCHA_INVALID_ARGUMENT` or, for the AppSecretKey, `ERR_CAPTCHA_INVALID_KEY`; the message
/// names the argument.
///
/// ```
/// use tcaptcha::verify::sign_verify_request;
/// # use tcaptcha::verify::{Credentials, Endpoint, VerifyRequest};
/// # use tcaptcha::{CaptchaAppId, Ticket};
/// # let request = VerifyRequest {
/// #     ticket: &Ticket::parse("tr0abc")?,
/// #     randstr: None,
/// #     user_ip: "203.0.113.7",
/// #     captcha_app_id: CaptchaAppId::parse("123456789")?,
/// #     app_secret_key: "1234567891011121314151516",
/// #     business_id: None,
/// #     scene_id: None,
/// #     endpoint: &Endpoint::default(),
/// # };
/// # let credentials = Credentials::new("secretId", "secretKey", None)?;
///
/// // `request` and `credentials` as in the example of the module; in earnest: the clock.
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
///
/// The same.
///
/// ```
/// use tcaptcha::tc3::SigningKeyCache;
/// use tcaptcha::verify::{sign_verify_request, sign_verify_request_cached};
/// # use tcaptcha::verify::{Credentials, Endpoint, VerifyRequest};
/// # use tcaptcha::{CaptchaAppId, Ticket};
/// # let request = VerifyRequest {
/// #     ticket: &Ticket::parse("tr0abc")?,
/// #     randstr: None,
/// #     user_ip: "203.0.113.7",
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
    if timestamp_seconds > MAX_TIMESTAMP_SECONDS {
        return Err(invalid(
            "timestampSeconds takes Unix seconds before the year 10000",
        ));
    }
    let action = Action::for_randstr(request.randstr.map(Randstr::as_str));
    let body = body(request)?;
    let host = request.endpoint.host();

    let canonical = tc3::canonical_request(
        METHOD,
        "/",
        "",
        &[("content-type", CONTENT_TYPE), ("host", host)],
        body.as_bytes(),
    );
    let string_to_sign = tc3::string_to_sign(timestamp_seconds, SERVICE, canonical.text());
    let date = tc3::utc_date(timestamp_seconds);
    let signature = cache
        .get(credentials.secret_key(), &date, SERVICE)
        .sign(&string_to_sign);
    let authorization = tc3::authorization(
        credentials.secret_id(),
        timestamp_seconds,
        SERVICE,
        canonical.signed_headers(),
        &signature,
    );

    let mut headers = vec![
        ("Content-Type", CONTENT_TYPE.to_owned()),
        ("Host", host.to_owned()),
        ("X-TC-Action", action.as_str().to_owned()),
        ("X-TC-Timestamp", decimal(timestamp_seconds)),
        ("X-TC-Version", VERSION.to_owned()),
    ];
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
    let mut text = decimal(captcha_app_id.get());
    push_all(&mut text, &[":", ticket.as_str()]);
    tc3::sha256_hex(text.as_bytes())
}

/// Checks the end user's address: an IP address, version 4 or 6, without a zone.
///
/// # Errors
///
/// `ERR_CAPTCHA_INVALID_ARGUMENT` for anything else.
///
/// ```
/// use tcaptcha::verify::check_user_ip;
/// assert!(check_user_ip("2001:db8::7").is_ok());
/// assert!(check_user_ip("203.0.113.7, 10.0.0.1").is_err());
/// ```
pub fn check_user_ip(user_ip: &str) -> Result<(), Error> {
    if is_ipv4(user_ip) || is_ipv6(user_ip) {
        return Ok(());
    }
    Err(invalid(
        "userIp takes the end user's ip address, version 4 or 6",
    ))
}

/// Checks that the AppSecretKey can be sent: 1 to 32 bytes.
///
/// # Errors
///
/// `ERR_CAPTCHA_INVALID_KEY` for anything else.
///
/// ```
/// use tcaptcha::verify::check_app_secret_key;
/// assert!(check_app_secret_key("1234567891011121314151516").is_ok());
/// assert!(check_app_secret_key("").is_err());
/// ```
pub fn check_app_secret_key(app_secret_key: &str) -> Result<(), Error> {
    AppSecretKey::new(app_secret_key.as_bytes()).map(drop)
}

/// The parameters in the order of the vendor's documentation.
fn body(request: &VerifyRequest<'_>) -> Result<Zeroizing<String>, Error> {
    check_user_ip(request.user_ip)?;
    check_app_secret_key(request.app_secret_key)?;
    let ticket = request.ticket.as_str();
    let randstr = request.randstr.map(Randstr::as_str);

    // Room for everything escaped: a buffer that grows leaves copies of the secret behind.
    let longest = [ticket, randstr.unwrap_or_default(), request.app_secret_key]
        .iter()
        .fold(512, |sum: usize, text| {
            sum.saturating_add(text.len().saturating_mul(6))
        });
    let mut body = Zeroizing::new(String::with_capacity(longest));
    body.push_str(r#"{"CaptchaType":9,"Ticket":"#);
    push_json_string(&mut body, ticket);
    body.push_str(r#","UserIp":"#);
    push_json_string(&mut body, request.user_ip);
    if let Some(randstr) = randstr {
        body.push_str(r#","Randstr":"#);
        push_json_string(&mut body, randstr);
    }
    push_all(
        &mut body,
        &[
            r#","CaptchaAppId":"#,
            &decimal(request.captcha_app_id.get()),
        ],
    );
    body.push_str(r#","AppSecretKey":"#);
    push_json_string(&mut body, request.app_secret_key);
    for (name, id) in [
        ("BusinessId", request.business_id),
        ("SceneId", request.scene_id),
    ] {
        if let Some(id) = id {
            push_all(&mut body, &[",\"", name, "\":", &decimal(id)]);
        }
    }
    body.push('}');
    Ok(body)
}

fn invalid(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorCode::InvalidArgument, message)
}
