//! The ticket check: builds the signed request about a ticket, and interprets the vendor's response.
//!
//! Sending is left to the caller: [`sign_verify_request`] builds the whole HTTP request,
//! [`parse_verify_response`] interprets the whole HTTP response.
//!
//! Sources: the vendor's pages 1110/48499 (`DescribeCaptchaMiniResult`) and 1110/36926
//! (`DescribeCaptchaResult`), API version 2019-07-22.
//!
//! ```
//! use tcaptcha::{CaptchaAppId, Ticket};
//! use tcaptcha::verify::{
//!     Action, Credentials, Endpoint, UserIp, VerifyOutcome, VerifyRequest,
//!     parse_verify_response, sign_verify_request,
//! };
//!
//! # fn main() -> Result<(), tcaptcha::Error> {
//! let credentials = Credentials::new("secretId", "secretKey", None)?;
//! let request = VerifyRequest {
//!     ticket: &Ticket::parse("tr0abc")?,
//!     randstr: None,
//!     user_ip: UserIp::parse("203.0.113.7")?,
//!     captcha_app_id: CaptchaAppId::parse("123456789")?,
//!     app_secret_key: "1234567891011121314151516",
//!     business_id: None,
//!     scene_id: None,
//!     endpoint: &Endpoint::default(),
//! };
//! let signed = sign_verify_request(&request, &credentials, 1_551_113_065)?;
//! assert_eq!(signed.url(), "https://captcha.tencentcloudapi.com/");
//!
//! // … send it, then:
//! let body = r#"{"Response":{"CaptchaCode":1,"CaptchaMsg":"OK","RequestId":"3f1e-44"}}"#;
//! let outcome = parse_verify_response(200, body, Action::Mini, "tr0abc")?;
//! assert!(matches!(outcome, VerifyOutcome::Passed { .. }));
//! # Ok(())
//! # }
//! ```

mod credentials;
mod endpoint;
mod outcome;
mod request;
mod response;
mod signed;
mod user_ip;

pub use credentials::Credentials;
pub use endpoint::Endpoint;
pub use outcome::{RejectReason, UnavailableReason, VerifyOutcome};
pub use request::{claim_key, sign_verify_request, sign_verify_request_cached};
pub use response::parse_verify_response;
pub use signed::{SignedRequest, VerifyRequest};
pub use user_ip::UserIp;

/// The two actions that check a ticket; tickets of one are unknown to the other.
///
/// ```
/// use tcaptcha::verify::Action;
///
/// let action = Action::for_randstr(Some("@abc"));
/// assert_eq!(action.as_str(), "DescribeCaptchaResult");
/// assert_eq!(Action::from_name("DescribeCaptchaMiniResult"), Some(Action::Mini));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// `DescribeCaptchaMiniResult`: tickets of the plugin, without a `randstr`.
    Mini,
    /// `DescribeCaptchaResult`: tickets that come with a `randstr`.
    Web,
}

impl Action {
    /// The action that a ticket belongs to: Web if it came with a `randstr`, else Mini.
    #[must_use]
    pub fn for_randstr(randstr: Option<&str>) -> Self {
        match randstr {
            Some(_) => Self::Web,
            None => Self::Mini,
        }
    }

    /// The vendor's name of the action, as the header `X-TC-Action` carries it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mini => "DescribeCaptchaMiniResult",
            Self::Web => "DescribeCaptchaResult",
        }
    }

    /// The action of a vendor's name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Mini, Self::Web]
            .into_iter()
            .find(|action| action.as_str() == name)
    }
}
