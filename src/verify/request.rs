//! The request out.

use zeroize::Zeroizing;

use super::{Action, Credentials, Endpoint, SignedRequest, VerifyRequest};
use crate::ip::is_ip;
use crate::tc3::{SigningKeyCache, push_authorization_of_post, sha256};
use crate::text::{fill, filled, string};
use crate::{AppSecretKey, CaptchaAppId, Error, ErrorCode, Ticket};

const SERVICE: &[u8] = b"captcha";
/// Without a charset, as the vendor's own client sends it.
const CONTENT_TYPE: &[u8] = b"application/json";
/// 9999-12-31T23:59:59Z, the last second whose date has four digits for the year.
const MAX_TIMESTAMP_SECONDS: u64 = 253_402_300_799;

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
    check_app_secret_key(request.app_secret_key)?;
    let application = Application::new(
        request.captcha_app_id,
        request.app_secret_key.as_bytes(),
        request.business_id,
        request.scene_id,
    );
    let question = Question {
        ticket: request.ticket.as_str().as_bytes(),
        randstr: request.randstr.map(|randstr| randstr.as_str().as_bytes()),
        user_ip: request.user_ip.as_bytes(),
        secret_id: credentials.secret_id(),
        secret_key: credentials.secret_key(),
        token: credentials.token(),
    };
    let text = Zeroizing::new(application.request_text(
        &question,
        request.endpoint,
        timestamp_seconds,
        cache,
    )?);
    Ok(SignedRequest::from_text(question.action(), &text))
}

/// What stays the same from request to request, ready to be written into the body.
pub(crate) struct Application {
    parameters: Zeroizing<Vec<u8>>,
}

/// What is asked, and in whose name; each text is checked already, but for the address.
pub(crate) struct Question<'a> {
    pub(crate) ticket: &'a [u8],
    pub(crate) randstr: Option<&'a [u8]>,
    pub(crate) user_ip: &'a [u8],
    pub(crate) secret_id: &'a [u8],
    pub(crate) secret_key: &'a [u8],
    pub(crate) token: Option<&'a [u8]>,
}

impl Question<'_> {
    fn action(&self) -> Action {
        if self.randstr.is_some() {
            Action::Web
        } else {
            Action::Mini
        }
    }
}

impl Application {
    pub(crate) fn new(
        captcha_app_id: CaptchaAppId,
        app_secret_key: &[u8],
        business_id: Option<u64>,
        scene_id: Option<u64>,
    ) -> Self {
        // Room for everything: a buffer that grows leaves copies of the secret behind.
        let mut parameters = Zeroizing::new(Vec::with_capacity(512));
        fill(
            &mut parameters,
            ",\"CaptchaAppId\":$,\"AppSecretKey\":@",
            &[
                itoa::Buffer::new().format(captcha_app_id.get()).as_bytes(),
                app_secret_key,
            ],
        );
        push_id(&mut parameters, ",\"BusinessId\":$", business_id);
        push_id(&mut parameters, ",\"SceneId\":$", scene_id);
        Self { parameters }
    }

    /// The request in lines: body, address, and in turn each header's name and value.
    ///
    /// None of them holds a line break: in the body they are escaped, and the rest is visible ASCII.
    pub(crate) fn request_text(
        &self,
        question: &Question<'_>,
        endpoint: &Endpoint,
        timestamp_seconds: u64,
        cache: &mut SigningKeyCache,
    ) -> Result<String, Error> {
        if timestamp_seconds > MAX_TIMESTAMP_SECONDS {
            return Err(invalid(
                "timestampSeconds takes Unix seconds before the year 10000",
            ));
        }
        check_address(question.user_ip)?;
        let host = endpoint.host().as_bytes();
        let randstr = question.randstr.unwrap_or_default();
        let token = question.token.unwrap_or_default();

        // Room for everything, with every character of ticket and randstr escaped.
        let longest = [question.ticket, randstr, token, &self.parameters]
            .iter()
            .fold(2048, |sum: usize, text| {
                sum.saturating_add(text.len()).saturating_add(text.len())
            });
        let mut text = Vec::with_capacity(longest);
        fill(
            &mut text,
            if question.randstr.is_some() {
                "{\"CaptchaType\":9,\"Ticket\":@,\"UserIp\":@,\"Randstr\":@$}"
            } else {
                "{\"CaptchaType\":9,\"Ticket\":@,\"UserIp\":@$$}"
            },
            &[question.ticket, question.user_ip, randstr, &self.parameters],
        );
        let body_len = text.len();

        text.push(b'\n');
        endpoint.push_url(&mut text);
        fill(
            &mut text,
            "\nContent-Type\n$\nHost\n$\nX-TC-Action\n$\nX-TC-Timestamp\n$\nX-TC-Version\n2019-07-22$$\nAuthorization\n",
            &[
                CONTENT_TYPE,
                host,
                question.action().as_str().as_bytes(),
                itoa::Buffer::new().format(timestamp_seconds).as_bytes(),
                if question.token.is_some() {
                    b"\nX-TC-Token\n"
                } else {
                    b""
                },
                token,
            ],
        );
        push_authorization_of_post(
            &mut text,
            body_len,
            (question.secret_id, question.secret_key),
            (host, CONTENT_TYPE),
            (timestamp_seconds, SERVICE),
            cache,
        );
        Ok(string(text))
    }
}

fn push_id(parameters: &mut Vec<u8>, template: &str, id: Option<u64>) {
    if let Some(id) = id {
        fill(
            parameters,
            template,
            &[itoa::Buffer::new().format(id).as_bytes()],
        );
    }
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
    claim_key_of(captcha_app_id, ticket.as_str().as_bytes())
}

pub(crate) fn claim_key_of(captcha_app_id: CaptchaAppId, ticket: &[u8]) -> String {
    let mut text = Vec::new();
    fill(
        &mut text,
        "$:$",
        &[
            itoa::Buffer::new().format(captcha_app_id.get()).as_bytes(),
            ticket,
        ],
    );
    filled("$", &[sha256(&text).as_bytes()])
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
    check_address(user_ip.as_bytes())
}

#[inline(never)]
fn check_address(user_ip: &[u8]) -> Result<(), Error> {
    if is_ip(user_ip) {
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

fn invalid(message: &'static str) -> Error {
    Error::new(ErrorCode::InvalidArgument, message)
}
