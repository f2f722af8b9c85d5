//! The parts of a token, as types that cannot be wrong.

use super::{GCM_NONCE_LEN, IV_LEN};
use crate::digits::parse_digits;
use crate::text::excerpt;
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
        parse_digits(digits)
            .filter(|id| *id > 0 && !digits.starts_with('0'))
            .map(Self)
            .ok_or_else(|| {
                Error::new(
                    ErrorCode::InvalidArgument,
                    format!(
                        "captchaAppId must be decimal digits, got {}",
                        excerpt(digits)
                    ),
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
                format!("expiresInSeconds must be a whole number from 1 to 86400, got {seconds}"),
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
/// assert_eq!(Mode::parse("gcm")?, Mode::Gcm);
/// assert_eq!(Mode::Gcm.as_str(), "gcm");
/// assert_eq!([Mode::Cbc.iv_len(), Mode::Gcm.iv_len()], [16, 12]);
/// # Ok::<(), tcaptcha::Error>(())
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
    /// Reads the name that JavaScript uses.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidArgument`] for any other text, and another spelling.
    ///
    /// ```
    /// use tcaptcha::Mode;
    /// assert_eq!(Mode::parse("gcm")?, Mode::Gcm);
    /// assert!(Mode::parse("GCM").is_err());
    /// # Ok::<(), tcaptcha::Error>(())
    /// ```
    pub fn parse(name: &str) -> Result<Self, Error> {
        [Self::Cbc, Self::Gcm]
            .into_iter()
            .find(|mode| mode.as_str() == name)
            .ok_or_else(|| {
                Error::new(
                    ErrorCode::InvalidArgument,
                    format!("mode must be 'cbc' or 'gcm', got {}", excerpt(name)),
                )
            })
    }

    /// The name that JavaScript uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cbc => "cbc",
            Self::Gcm => "gcm",
        }
    }

    /// The length of the mode's IV in bytes: 16 for CBC, 12 for GCM.
    #[must_use]
    pub fn iv_len(self) -> usize {
        match self {
            Self::Cbc => IV_LEN,
            Self::Gcm => GCM_NONCE_LEN,
        }
    }
}

/// Additional authenticated data of a GCM token, at most 96 bytes (128 characters of Base64).
///
/// ```
/// use tcaptcha::{Aad, Mode};
/// assert!(Aad::new(Mode::Gcm, b"user 42").is_ok());
/// assert!(Aad::new(Mode::Cbc, b"user 42").is_err());
/// assert!(Aad::new(Mode::Gcm, &[0; Aad::MAX_LEN + 1]).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Aad(Vec<u8>);

impl Aad {
    /// The longest AAD, in bytes: the vendor takes 128 characters of Base64.
    pub const MAX_LEN: usize = 96;

    /// Takes at most 96 bytes.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidArgument`] for more, and for any with a mode other than GCM, which
    /// would not protect it.
    pub fn new(mode: Mode, bytes: &[u8]) -> Result<Self, Error> {
        if mode != Mode::Gcm && !bytes.is_empty() {
            return Err(Error::new(
                ErrorCode::InvalidArgument,
                "aad must be left out unless mode is 'gcm'",
            ));
        }
        if bytes.len() > Self::MAX_LEN {
            return Err(Error::new(
                ErrorCode::InvalidArgument,
                format!(
                    "aad must be at most {} bytes, got {}",
                    Self::MAX_LEN,
                    bytes.len()
                ),
            ));
        }
        Ok(Self(bytes.to_vec()))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}
