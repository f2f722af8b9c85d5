//! The request about a ticket, as types: what goes in, and the signed HTTP request.

use super::{Action, Endpoint, UserIp};
use crate::{CaptchaAppId, Randstr, Ticket};
use core::fmt;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use zeroize::Zeroizing;

const METHOD: &str = "POST";

/// A ticket, and what the vendor must be told beside it.
///
/// ```
/// use tcaptcha::verify::{Credentials, Endpoint, UserIp, VerifyRequest, sign_verify_request};
/// use tcaptcha::{CaptchaAppId, Randstr, Ticket};
///
/// let request = VerifyRequest {
///     ticket: &Ticket::parse("tr0abc")?,
///     randstr: Some(&Randstr::parse("@abc")?),
///     user_ip: UserIp::parse("203.0.113.7")?,
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
    /// The end user's public IP address.
    pub user_ip: UserIp,
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

impl VerifyRequest<'_> {
    /// The action that the ticket belongs to.
    #[must_use]
    pub fn action(&self) -> Action {
        Action::for_randstr(self.randstr.map(Randstr::as_str))
    }
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
    pub(super) action: Action,
    pub(super) url: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Zeroizing<String>,
}

impl SignedRequest {
    /// The action, needed again to interpret the response.
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

/// Serializes to the object that JavaScript sees: `{url, method, headers, body}`.
impl Serialize for SignedRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut request = serializer.serialize_struct("SignedRequest", 4)?;
        request.serialize_field("url", &self.url)?;
        request.serialize_field("method", METHOD)?;
        request.serialize_field("headers", &Headers(&self.headers))?;
        request.serialize_field("body", self.body())?;
        request.end()
    }
}

struct Headers<'a>(&'a [(&'static str, String)]);

impl Serialize for Headers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut headers = serializer.serialize_struct("Headers", self.0.len())?;
        for (name, value) in self.0 {
            headers.serialize_field(name, value)?;
        }
        headers.end()
    }
}
