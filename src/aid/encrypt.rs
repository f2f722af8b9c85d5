//! Making tokens.

use super::{Aad, CaptchaAppId, ExpiresIn, MAX_SAFE_INTEGER, Mode};
use crate::{AppSecretKey, Error, ErrorCode};
use aes::Aes256;
use aes::cipher::{BlockEncryptMut, InnerIvInit, KeyInit, block_padding::Pkcs7};
use aes_gcm::{AeadInPlace, Aes256Gcm};
use arrayvec::ArrayVec;
use base64::{Engine, engine::general_purpose::STANDARD};
use core::fmt;

/// The longest token that [`AidEncryptor`] makes, in characters of Base64.
pub(crate) const MAX_TOKEN_LEN: usize = MAX_RAW_LEN.div_ceil(3) * 4;

// AppId, timestamp (16 digits each, the safe integers), expiry (5) and two separators: 39 bytes,
// which PKCS#7 fills to 48; before them the IV, behind them the tag of GCM.
const MAX_RAW_LEN: usize = 16 + 48 + 16;
const BLOCK_LEN: usize = 16;

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
/// // In earnest: the clock, and 16 fresh random bytes for every token.
/// let token = encryptor.encrypt(1_710_144_972, b"0123456789012345")?;
/// assert_eq!(token, "MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT");
/// # Ok::<(), tcaptcha::Error>(())
/// ```
pub struct AidEncryptor {
    captcha_app_id: CaptchaAppId,
    expires_in: ExpiresIn,
    cipher: Cipher,
}

// Boxed, so that moving the encryptor leaves no copy of a key schedule behind.
enum Cipher {
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
        let mut token = ArrayVec::new();
        self.encrypt_into(now_seconds, iv, &mut token)?;
        Ok(token.iter().copied().map(char::from).collect())
    }

    /// Like [`AidEncryptor::encrypt`], without an allocation: for callers that make many.
    pub(crate) fn encrypt_into(
        &self,
        now_seconds: u64,
        iv: &[u8],
        token: &mut ArrayVec<u8, MAX_TOKEN_LEN>,
    ) -> Result<(), Error> {
        if now_seconds > MAX_SAFE_INTEGER {
            return Err(Error::new(
                ErrorCode::InvalidArgument,
                "nowSeconds takes whole Unix seconds",
            ));
        }
        let raw = self.seal(now_seconds, iv).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidArgument,
                "iv takes 16 bytes with mode 'cbc', 12 bytes with mode 'gcm'",
            )
        })?;
        token.clear();
        token.extend([0; MAX_TOKEN_LEN]);
        // The buffer is as long as the longest token, so encoding cannot fail.
        let len = STANDARD.encode_slice(&raw, token).unwrap_or(0);
        token.truncate(len);
        Ok(())
    }

    /// `IV ‖ ciphertext`, and the tag with GCM; `None` when the IV has the wrong length.
    fn seal(&self, now_seconds: u64, iv: &[u8]) -> Option<ArrayVec<u8, MAX_RAW_LEN>> {
        if iv.len() != self.mode().iv_len() {
            return None; // before anything is sized by it
        }
        let mut raw = ArrayVec::<u8, MAX_RAW_LEN>::new();
        raw.try_extend_from_slice(iv).ok()?;
        let mut digits = itoa::Buffer::new();
        for part in [self.captcha_app_id.get(), now_seconds] {
            raw.try_extend_from_slice(digits.format(part).as_bytes())
                .ok()?;
            raw.try_push(b'&').ok()?;
        }
        raw.try_extend_from_slice(digits.format(self.expires_in.as_seconds()).as_bytes())
            .ok()?;
        self.encrypt_behind(iv, &mut raw)?;
        Some(raw)
    }

    /// Encrypts what lies behind the IV in `raw`, in place, and puts the tag of GCM behind it.
    pub(super) fn encrypt_behind<const ROOM: usize>(
        &self,
        iv: &[u8],
        raw: &mut ArrayVec<u8, ROOM>,
    ) -> Option<()> {
        match &self.cipher {
            Cipher::Cbc(cipher) => {
                let message_len = raw.len().checked_sub(iv.len())?;
                let padded_len = message_len / BLOCK_LEN * BLOCK_LEN + BLOCK_LEN;
                raw.extend(core::iter::repeat_n(0, padded_len - message_len));
                let (iv, body) = raw.split_at_mut_checked(iv.len())?;
                let iv = <&[u8; BLOCK_LEN]>::try_from(&*iv).ok()?;
                cbc::Encryptor::<&Aes256>::inner_iv_init(cipher, iv.into())
                    .encrypt_padded_mut::<Pkcs7>(body, message_len)
                    .ok()?;
            }
            Cipher::Gcm(cipher, aad) => {
                let (iv, body) = raw.split_at_mut_checked(iv.len())?;
                let iv = <&[u8; 12]>::try_from(&*iv).ok()?;
                let tag = cipher
                    .encrypt_in_place_detached(iv.into(), aad.as_bytes(), body)
                    .ok()?;
                raw.try_extend_from_slice(&tag).ok()?;
            }
        }
        Some(())
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
