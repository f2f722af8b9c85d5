//! What is asked, and the request that asks it, as types.

use core::fmt;

use zeroize::Zeroizing;

use super::{Action, Endpoint};
use crate::{CaptchaAppId, Randstr, Ticket};

const METHOD: &str = "POST";
const HEADER_NAMES: [&str; 7] = [
    "Content-Type",
    "Host",
    "X-TC-Action",
    "X-TC-Timestamp",
    "X-TC-Version",
    "X-TC-Token",
    "Authorization",
];

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

impl SignedRequest {
    /// From the lines of `Application::request_text`.
    pub(super) fn from_text(action: Action, text: &str) -> Self {
        let mut lines = text.split('\n');
        let body = Zeroizing::new(lines.next().unwrap_or_default().to_owned());
        let url = lines.next().unwrap_or_default().to_owned();
        let mut headers = Vec::new();
        while let (Some(name), Some(value)) = (lines.next(), lines.next()) {
            if let Some(name) = HEADER_NAMES.into_iter().find(|known| *known == name) {
                headers.push((name, value.to_owned()));
            }
        }
        Self {
            action,
            url,
            headers,
            body,
        }
    }
}
