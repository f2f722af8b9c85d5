//! What can be wrong with a token.

use serde::{Serialize, Serializer};

/// One thing that is wrong with a token.
///
/// ```
/// use tcaptcha::{AidProblem, AidProblemCode, InspectOptions, inspect_aid};
///
/// for AidProblem { code, message } in inspect_aid("MDEy", &[], &InspectOptions::default()).problems {
///     assert_eq!(code, AidProblemCode::WrongLength);
///     assert!(message.starts_with("aidEncrypted does not hold an IV"));
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AidProblem {
    /// The stable code.
    pub code: AidProblemCode,
    /// What it means and what to look at, for people.
    pub message: &'static str,
}

/// What can be wrong with a token.
///
/// ```
/// use tcaptcha::{AidProblemCode, InspectOptions, inspect_aid};
///
/// let inspection = inspect_aid("not Base64", &[], &InspectOptions::default());
/// assert_eq!(inspection.problems[0].code, AidProblemCode::NotBase64);
/// assert_eq!(AidProblemCode::NotBase64.as_str(), "not_base64");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AidProblemCode {
    /// Not standard Base64 with padding.
    NotBase64,
    /// Not an IV and at least one block behind it, or far too long.
    WrongLength,
    /// None of the keys opens it.
    WrongKey,
    /// It opens, but does not hold `CaptchaAppId&timestamp&expiry`.
    MalformedPlaintext,
    /// It is for another AppId.
    AppIdMismatch,
    /// Its timestamp is after the clock.
    IssuedInFuture,
    /// It has run out.
    Expired,
    /// Its expiry is 0 or above 86400 seconds.
    ExpiryOutOfRange,
}

impl Serialize for AidProblemCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl AidProblemCode {
    /// The code as JavaScript sees it, such as `wrong_key`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotBase64 => "not_base64",
            Self::WrongLength => "wrong_length",
            Self::WrongKey => "wrong_key",
            Self::MalformedPlaintext => "malformed_plaintext",
            Self::AppIdMismatch => "app_id_mismatch",
            Self::IssuedInFuture => "issued_in_future",
            Self::Expired => "expired",
            Self::ExpiryOutOfRange => "expiry_out_of_range",
        }
    }

    pub(super) fn message(self) -> &'static str {
        match self {
            Self::NotBase64 => {
                "aidEncrypted is not standard Base64 with padding; was it cut, or URL-encoded on the way?"
            }
            Self::WrongLength => {
                "aidEncrypted does not hold an IV and a ciphertext behind it; was it cut, or made in the other mode?"
            }
            Self::WrongKey => {
                "no given appSecretKey opens it; compare the key with the console's, and mode and aad with those it was made with"
            }
            Self::MalformedPlaintext => {
                "it opens, but does not hold CaptchaAppId&timestamp&expiry in decimal digits"
            }
            Self::AppIdMismatch => {
                "it was made for another captchaAppId than the one that is expected"
            }
            Self::IssuedInFuture => {
                "its timestamp is after the clock; is it in milliseconds, or is a clock wrong?"
            }
            Self::Expired => "it has expired; issue a new token each time the captcha is shown",
            Self::ExpiryOutOfRange => "its expiry is not from 1 to 86400 seconds",
        }
    }
}
