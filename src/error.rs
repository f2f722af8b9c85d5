//! The one error type of the crate and the only list of its stable codes.

use core::fmt;
use std::borrow::Cow;

/// A misuse or misconfiguration: a stable [`ErrorCode`] and a sentence for people.
///
/// Messages are lower case, name the argument, what it must be and what came, and never carry a
/// secret.
///
/// ```
/// use tcaptcha::{AppSecretKey, ErrorCode};
///
/// let error = AppSecretKey::new(b"").unwrap_err();
/// assert_eq!(error.code(), ErrorCode::InvalidKey);
/// assert!(error.message().starts_with("appSecretKey must be 1 to 32 bytes"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    code: ErrorCode,
    message: Cow<'static, str>,
}

impl Error {
    pub(crate) fn new(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }

    /// The stable code, to branch on.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// The sentence for people, without the code.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message)
    }
}

impl core::error::Error for Error {}

macro_rules! error_codes {
    ($($(#[doc = $doc:literal])+ $variant:ident => $code:literal,)+) => {
        /// What went wrong, as a code that never changes its meaning.
        ///
        /// ```
        /// use tcaptcha::ErrorCode;
        /// assert_eq!(ErrorCode::InvalidKey.as_str(), "ERR_CAPTCHA_INVALID_KEY");
        /// assert!(ErrorCode::ALL.iter().all(|code| code.as_str().starts_with("ERR_CAPTCHA_")));
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl ErrorCode {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as JavaScript sees it, such as `ERR_CAPTCHA_INVALID_KEY`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }
    };
}

error_codes! {
    /// An argument is missing, of the wrong type or out of its range.
    InvalidArgument => "ERR_CAPTCHA_INVALID_ARGUMENT",
    /// The AppSecretKey is empty or longer than 32 bytes.
    InvalidKey => "ERR_CAPTCHA_INVALID_KEY",
    /// What the client sent is not a captchaResult.
    InvalidResult => "ERR_CAPTCHA_INVALID_RESULT",
    /// No credentials were found, or they are incomplete.
    Credentials => "ERR_CAPTCHA_CREDENTIALS",
    /// The vendor refused the credentials or the signature.
    Auth => "ERR_CAPTCHA_AUTH",
    /// The vendor refused the request's parameters.
    Request => "ERR_CAPTCHA_REQUEST",
    /// The runtime has no source of cryptographic randomness, or it failed.
    Random => "ERR_CAPTCHA_RANDOM",
    /// The WebAssembly module was used before it was initialized.
    NotInitialized => "ERR_CAPTCHA_NOT_INITIALIZED",
    /// The WebAssembly module could not be loaded.
    InitFailed => "ERR_CAPTCHA_INIT_FAILED",
    /// The object was used after `dispose`.
    Disposed => "ERR_CAPTCHA_DISPOSED",
}
