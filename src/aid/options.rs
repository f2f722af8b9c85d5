//! The parts of a token, as types that cannot be wrong.

use crate::digits::parse_digits;
use crate::{Error, ErrorCode};

/// The largest whole number that JavaScript and JSON carry without loss.
///
/// ```
/// use tcaptcha::{CaptchaAppId, MAX_SAFE_INTEGER};
/// assert!(CaptchaAppId::parse(&MAX_SAFE_INTEGER.to_string()).is_ok());
/// assert!(CaptchaAppId::parse(&(MAX_SAFE_INTEGER + 1).to_string()).is_err());
/// ```
pub const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// A CaptchaAppId: a whole number above 0, written in decimal digits.
///
/// ```
/// use tcaptcha::CaptchaAppId;
/// assert_eq!(CaptchaAppId::parse("123456789")?.get(), 123_456_789);
/// assert!(CaptchaAppId::parse("0123").is_err());
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CaptchaAppId(u64);

impl CaptchaAppId {
    /// Parses decimal digits without sign, space or leading zero.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidArgument`] for anything else, and above [`MAX_SAFE_INTEGER`]: the
    /// ticket check carries the AppId as a JSON number.
    pub fn parse(digits: &str) -> Result<Self, Error> {
        Self::from_digits(digits.as_bytes())
    }

    /// The same from bytes, of which only digits are text anyway.
    pub(crate) fn from_digits(digits: &[u8]) -> Result<Self, Error> {
        parse_digits(digits)
            .filter(|id| *id > 0 && digits.first() != Some(&b'0'))
            .map(Self)
            .ok_or_else(|| {
                Error::new(
                    ErrorCode::InvalidArgument,
                    "captchaAppId takes decimal digits, as a string or a safe integer above 0",
                )
            })
    }

    /// The AppId as a number.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0
    }
}

impl core::fmt::Display for CaptchaAppId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(itoa::Buffer::new().format(self.0))
    }
}

/// How long a token may be used, 1 to 86400 seconds from its timestamp.
///
/// ```
/// use tcaptcha::ExpiresIn;
/// assert_eq!(ExpiresIn::from_seconds(600)?.as_seconds(), 600);
/// assert_eq!(ExpiresIn::default().as_seconds(), 3600);
/// assert_eq!(ExpiresIn::from_seconds(86_400)?, ExpiresIn::MAX);
/// assert!(ExpiresIn::from_seconds(86_401).is_err());
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpiresIn(u32);

impl ExpiresIn {
    /// One day, the vendor's maximum.
    pub const MAX: Self = Self(86_400);

    /// Takes whole seconds.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidArgument`] for 0 and above 86400.
    pub fn from_seconds(seconds: u64) -> Result<Self, Error> {
        match u32::try_from(seconds) {
            Ok(seconds) if seconds > 0 && seconds <= Self::MAX.0 => Ok(Self(seconds)),
            _ => Err(Error::new(
                ErrorCode::InvalidArgument,
                "expiresInSeconds takes a whole number from 1 to 86400",
            )),
        }
    }

    /// The duration in seconds.
    #[must_use]
    pub fn as_seconds(self) -> u32 {
        self.0
    }
}

impl Default for ExpiresIn {
    /// One hour: long enough for a page left open, short enough for a token that leaks.
    fn default() -> Self {
        Self(3600)
    }
}

/// The cipher mode of a token.
///
/// ```
/// use tcaptcha::Mode;
/// assert_eq!(Mode::default(), Mode::Cbc);
/// assert_eq!([Mode::Cbc.iv_len(), Mode::Gcm.iv_len()], [16, 12]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// AES-256-CBC with PKCS#7: what the mini-program plugin takes.
    #[default]
    Cbc,
    /// AES-256-GCM: an option of the web widget only.
    Gcm,
}

impl Mode {
    /// The length of the mode's IV in bytes: 16 for CBC, 12 for GCM.
    #[must_use]
    pub fn iv_len(self) -> usize {
        match self {
            Self::Cbc => 16,
            Self::Gcm => 12,
        }
    }
}

/// Additional authenticated data of a GCM token, at most 96 bytes (128 characters of Base64).
///
/// ```
/// use tcaptcha::{Aad, Mode};
/// assert!(Aad::new(Mode::Gcm, b"user 42").is_ok());
/// assert!(Aad::new(Mode::Cbc, b"user 42").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Aad(Box<[u8]>); // boxed: it moves with every token, and most have none

impl Aad {
    /// Takes at most 96 bytes.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidArgument`] for more, and for any with a mode other than GCM, which
    /// would not protect it.
    pub fn new(mode: Mode, bytes: &[u8]) -> Result<Self, Error> {
        if mode != Mode::Gcm && !bytes.is_empty() {
            return Err(Error::new(
                ErrorCode::InvalidArgument,
                "aad takes a value with mode 'gcm' only",
            ));
        }
        if bytes.len() > 96 {
            return Err(Error::new(
                ErrorCode::InvalidArgument,
                "aad takes at most 96 bytes, as a string or a Uint8Array",
            ));
        }
        Ok(Self(bytes.into()))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
