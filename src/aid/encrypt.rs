//! Making tokens.

use super::{Aad, CaptchaAppId, ExpiresIn, GCM_NONCE_LEN, IV_LEN, MAX_SAFE_INTEGER, Mode, TAG_LEN};
use crate::{AppSecretKey, Error, ErrorCode};
use aes::Aes256;
use aes::cipher::{BlockEncryptMut, InnerIvInit, KeyInit, block_padding::Pkcs7};
use aes_gcm::{AeadInPlace, Aes256Gcm};
use arrayvec::ArrayString;
use base64::{Engine, engine::general_purpose::STANDARD};
use core::fmt;

// AppId and timestamp have at most 16 digits (the safe integers), the expiry has 5, and there are
// two separators: 39 bytes, which PKCS#7 fills to 48.
const MAX_MESSAGE_LEN: usize = 48;
/// The longest token before Base64, in bytes.
const MAX_RAW_LEN: usize = IV_LEN + MAX_MESSAGE_LEN + TAG_LEN;
/// The longest token, in characters.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) const MAX_TOKEN_LEN: usize = MAX_RAW_LEN.div_ceil(3) * 4;

/// `CaptchaAppId&timestamp&expiry`.
type Message = ArrayString<MAX_MESSAGE_LEN>;

/// Makes tokens for one AppId with one key, whose schedule it computes once.
///
/// ```
/// use tcaptcha::{Aad, AidEncryptor, AppSecretKey, CaptchaAppId, ExpiresIn, Mode};
///
/// let encryptor = AidEncryptor::new(
///     CaptchaAppId::parse("123456789")?,
///     &AppSecretKey::new(b"1234567891011121314151516")?,
///     ExpiresIn::from_seconds(86400)?,
///     Mode::Cbc,
///     Aad::default(),
/// );
/// assert_eq!(encryptor.mode(), Mode::Cbc);
/// // In production, pass the current time and 16 random bytes that were never used before.
/// let token = encryptor.encrypt(1_710_144_972, b"0123456789012345")?;
/// assert_eq!(token, "MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT");
/// # Ok::<(), tcaptcha::Error>(())
/// ```
pub struct AidEncryptor {
    captcha_app_id: CaptchaAppId,
    expires_in: ExpiresIn,
    pub(super) cipher: Cipher,
}

// Boxed, so that moving the encryptor leaves no copy of a key schedule on the stack.
pub(super) enum Cipher {
    Cbc(Box<Aes256>),
    Gcm(Box<Aes256Gcm>, Aad),
}

impl AidEncryptor {
    /// Computes the key schedule; `aad` is used by [`Mode::Gcm`] alone.
    #[must_use]
    pub fn new(
        captcha_app_id: CaptchaAppId,
        key: &AppSecretKey,
        expires_in: ExpiresIn,
        mode: Mode,
        aad: Aad,
    ) -> Self {
        let aes_key = key.aes_key().into();
        let cipher = match mode {
            Mode::Cbc => Cipher::Cbc(Box::new(Aes256::new(aes_key))),
            Mode::Gcm => Cipher::Gcm(Box::new(Aes256Gcm::new(aes_key)), aad),
        };
        Self {
            captcha_app_id,
            expires_in,
            cipher,
        }
    }

    /// The mode given to [`AidEncryptor::new`].
    #[must_use]
    pub fn mode(&self) -> Mode {
        match self.cipher {
            Cipher::Cbc(_) => Mode::Cbc,
            Cipher::Gcm(..) => Mode::Gcm,
        }
    }

    /// Makes one token from Unix seconds and an IV that was never used before.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidArgument`] when `iv` has not the length of the mode, and when
    /// `now_seconds` is above [`MAX_SAFE_INTEGER`].
    pub fn encrypt(&self, now_seconds: u64, iv: &[u8]) -> Result<String, Error> {
        let mut raw = [0; MAX_RAW_LEN];
        Ok(STANDARD.encode(self.seal(now_seconds, iv, &mut raw)?))
    }

    /// Makes one token in the caller's buffer; returns its length.
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    pub(crate) fn encrypt_into(
        &self,
        now_seconds: u64,
        iv: &[u8],
        token: &mut [u8; MAX_TOKEN_LEN],
    ) -> Result<usize, Error> {
        let mut raw = [0; MAX_RAW_LEN];
        let raw = self.seal(now_seconds, iv, &mut raw)?;
        STANDARD
            .encode_slice(raw, token)
            .map_err(|_| self.wrong_iv(iv.len())) // the buffer has room for the longest token
    }

    fn seal<'a>(
        &self,
        now_seconds: u64,
        iv: &[u8],
        raw: &'a mut [u8; MAX_RAW_LEN],
    ) -> Result<&'a [u8], Error> {
        let message = self.message(now_seconds)?;
        self.cipher
            .seal(message.as_bytes(), iv, raw)
            .ok_or_else(|| self.wrong_iv(iv.len()))
    }

    fn message(&self, now_seconds: u64) -> Result<Message, Error> {
        if now_seconds > MAX_SAFE_INTEGER {
            return Err(Error::new(
                ErrorCode::InvalidArgument,
                format!("nowSeconds must be whole Unix seconds, got {now_seconds}"),
            ));
        }
        let parts = [
            self.captcha_app_id.get(),
            now_seconds,
            u64::from(self.expires_in.as_seconds()),
        ];
        let mut message = Message::new();
        for part in parts {
            let separator = if message.is_empty() { "" } else { "&" };
            // The message has at most 39 bytes, so both fit.
            let _ = message.try_push_str(separator);
            let _ = message.try_push_str(itoa::Buffer::new().format(part));
        }
        Ok(message)
    }

    fn wrong_iv(&self, len: usize) -> Error {
        let (mode, iv_len) = (self.mode(), self.mode().iv_len());
        Error::new(
            ErrorCode::InvalidArgument,
            format!(
                "iv must be {iv_len} bytes with mode '{}', got {len}",
                mode.as_str()
            ),
        )
    }
}

impl Cipher {
    /// Writes `IV ‖ ciphertext`, and the tag of GCM; `None` when the IV has the wrong length, or
    /// `raw` has no room.
    pub(super) fn seal<'a>(
        &self,
        message: &[u8],
        iv: &[u8],
        raw: &'a mut [u8],
    ) -> Option<&'a [u8]> {
        let (iv_place, rest) = raw.split_at_mut_checked(iv.len())?;
        iv_place.copy_from_slice(iv);
        let sealed_len = match self {
            Self::Cbc(cipher) => cbc::Encryptor::<&Aes256>::inner_iv_slice_init(cipher, iv)
                .ok()?
                .encrypt_padded_b2b_mut::<Pkcs7>(message, rest)
                .ok()?
                .len(),
            Self::Gcm(cipher, aad) => {
                let nonce = <&[u8; GCM_NONCE_LEN]>::try_from(iv).ok()?;
                let (body, rest) = rest.split_at_mut_checked(message.len())?;
                body.copy_from_slice(message);
                let tag = cipher
                    .encrypt_in_place_detached(nonce.into(), aad.as_bytes(), body)
                    .ok()?;
                rest.get_mut(..TAG_LEN)?.copy_from_slice(&tag);
                message.len() + TAG_LEN
            }
        };
        raw.get(..iv.len() + sealed_len)
    }
}

impl fmt::Debug for AidEncryptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AidEncryptor")
            .field("captcha_app_id", &self.captcha_app_id)
            .field("expires_in", &self.expires_in)
            .field("mode", &self.mode())
            .finish_non_exhaustive()
    }
}
