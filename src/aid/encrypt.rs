//! Making tokens.

use super::{Aad, BLOCK_LEN, CaptchaAppId, ExpiresIn, MAX_SAFE_INTEGER, Mode, TAG_LEN};
use crate::{AppSecretKey, Error, ErrorCode};
use aes::Aes256;
use aes::cipher::{Block, BlockEncrypt, KeyInit};
use aes_gcm::{AeadInPlace, Aes256Gcm};
use arrayvec::ArrayVec;
use base64::{Engine, engine::general_purpose::STANDARD};
use core::fmt;

// AppId, timestamp (16 digits each, the safe integers), expiry (5) and two separators: 39 bytes,
// which PKCS#7 fills to 48; before them the IV, behind them the tag of GCM.
const MAX_MESSAGE_LEN: usize = 48;
/// The longest token before Base64, in bytes.
pub(crate) const MAX_RAW_LEN: usize = BLOCK_LEN + MAX_MESSAGE_LEN + TAG_LEN;

/// `CaptchaAppId&timestamp&expiry`.
pub(crate) type Message = ArrayVec<u8, MAX_MESSAGE_LEN>;

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
        let mut raw = [0; MAX_RAW_LEN];
        let len = self.encrypt_raw(now_seconds, iv, &mut raw)?;
        Ok(STANDARD.encode(raw.get(..len).unwrap_or_default()))
    }

    /// The same before Base64, into a place of the caller's; how long it is.
    pub(crate) fn encrypt_raw(
        &self,
        now_seconds: u64,
        iv: &[u8],
        raw: &mut [u8],
    ) -> Result<usize, Error> {
        let mut message = Message::new();
        self.write_message(&mut message, now_seconds)?;
        self.seal(&message, iv, raw).ok_or_else(wrong_iv)
    }

    /// Writes what every token of a second says.
    pub(crate) fn write_message(
        &self,
        message: &mut Message,
        now_seconds: u64,
    ) -> Result<(), Error> {
        write_message(message, self.captcha_app_id, self.expires_in, now_seconds)
    }

    /// Two tokens with one message before Base64, one behind the other and each with an IV of its
    /// own; how long each is. Nothing with GCM.
    ///
    /// The cipher computes two blocks in the time of one, and CBC chains the blocks of a single
    /// token one behind the other.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) fn encrypt_two_raw(
        &self,
        message: &Message,
        ivs: [[u8; BLOCK_LEN]; 2],
        raws: &mut [u8; 2 * MAX_RAW_LEN],
    ) -> usize {
        let Cipher::Cbc(cipher) = &self.cipher else {
            return 0;
        };
        let len = sealed_cbc_len(message);
        let (raw, other_raw) = raws.split_at_mut_checked(len).unwrap_or_default();
        // Room is for the longest message: it fits.
        seal_cbc(cipher, message, ivs, raw, other_raw).unwrap_or_default()
    }

    /// IV, ciphertext, and the tag of GCM; `None` when the IV has the wrong length.
    pub(super) fn seal(&self, message: &[u8], iv: &[u8], raw: &mut [u8]) -> Option<usize> {
        match &self.cipher {
            Cipher::Cbc(cipher) => seal_one_cbc(cipher, message, iv, raw),
            Cipher::Gcm(cipher, aad) => seal_gcm(cipher, message, aad, iv, raw),
        }
    }
}

/// One token before Base64, for which nothing is kept; how long it is.
///
/// The cipher stays on the stack: for the heap it would be copied, and wiped once more.
#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) fn encrypt_once_raw(
    captcha_app_id: CaptchaAppId,
    key: &AppSecretKey,
    expires_in: ExpiresIn,
    (mode, aad): (Mode, &Aad),
    now_seconds: u64,
    iv: &[u8],
    raw: &mut [u8],
) -> Result<usize, Error> {
    let mut message = Message::new();
    write_message(&mut message, captcha_app_id, expires_in, now_seconds)?;
    let aes_key = key.aes_key().into();
    match mode {
        Mode::Cbc => seal_one_cbc(&Aes256::new(aes_key), &message, iv, raw),
        Mode::Gcm => seal_gcm(&Aes256Gcm::new(aes_key), &message, aad, iv, raw),
    }
    .ok_or_else(wrong_iv)
}

fn wrong_iv() -> Error {
    Error::new(
        ErrorCode::InvalidArgument,
        "iv takes 16 bytes with mode 'cbc', 12 bytes with mode 'gcm'",
    )
}

fn write_message(
    message: &mut Message,
    captcha_app_id: CaptchaAppId,
    expires_in: ExpiresIn,
    now_seconds: u64,
) -> Result<(), Error> {
    if now_seconds > MAX_SAFE_INTEGER {
        return Err(Error::new(
            ErrorCode::InvalidArgument,
            "nowSeconds takes whole Unix seconds",
        ));
    }
    message.clear();
    let mut digits = itoa::Buffer::new();
    let expires_in = u64::from(expires_in.as_seconds());
    for part in [captcha_app_id.get(), now_seconds, expires_in] {
        if !message.is_empty() {
            message.push(b'&');
        }
        // What a message holds is at most 39 bytes: it fits.
        let _ = message.try_extend_from_slice(digits.format(part).as_bytes());
    }
    Ok(())
}

/// The length of `IV ‖ ciphertext`.
fn sealed_cbc_len(message: &[u8]) -> usize {
    (message.len() / BLOCK_LEN + 2) * BLOCK_LEN
}

fn seal_one_cbc(cipher: &Aes256, message: &[u8], iv: &[u8], raw: &mut [u8]) -> Option<usize> {
    let iv = iv.try_into().ok()?;
    // The second chain costs nothing, and its result is thrown away.
    seal_cbc(cipher, message, [iv; 2], raw, &mut [])
}

/// `IV ‖ ciphertext` of one message under two IVs, as far as there is room; `None` if the first does
/// not fit.
///
/// Not by the `cbc` crate, which knows one chain at a time; Wycheproof's vectors hold this to the
/// standard.
fn seal_cbc(
    cipher: &Aes256,
    message: &[u8],
    [iv, other_iv]: [[u8; BLOCK_LEN]; 2],
    raw: &mut [u8],
    other_raw: &mut [u8],
) -> Option<usize> {
    let mut chains: [Block<Aes256>; 2] = [iv.into(), other_iv.into()];
    let mut places = raw.as_chunks_mut::<BLOCK_LEN>().0.iter_mut();
    let mut other_places = other_raw.as_chunks_mut::<BLOCK_LEN>().0.iter_mut();
    let mut put = |[chain, other]: &[Block<Aes256>; 2]| {
        *places.next()? = (*chain).into();
        if let Some(place) = other_places.next() {
            *place = (*other).into();
        }
        Some(())
    };

    let (blocks, rest) = message.as_chunks::<BLOCK_LEN>();
    let mut last = [(BLOCK_LEN - rest.len()) as u8; BLOCK_LEN]; // PKCS#7
    last.get_mut(..rest.len())?.copy_from_slice(rest);
    for block in blocks.iter().chain([&last]) {
        put(&chains)?;
        for chain in &mut chains {
            // As one number: byte by byte it would take as long as a round of the cipher.
            let mixed = u128::from_ne_bytes((*chain).into()) ^ u128::from_ne_bytes(*block);
            *chain = mixed.to_ne_bytes().into();
        }
        cipher.encrypt_blocks(&mut chains);
    }
    put(&chains)?;
    Some(sealed_cbc_len(message))
}

/// `IV ‖ ciphertext ‖ tag`; `None` when the IV has the wrong length, or they do not fit.
fn seal_gcm(
    cipher: &Aes256Gcm,
    message: &[u8],
    aad: &Aad,
    iv: &[u8],
    raw: &mut [u8],
) -> Option<usize> {
    let nonce = <&[u8; 12]>::try_from(iv).ok()?;
    let len = nonce.len() + message.len() + TAG_LEN;
    let raw = raw.get_mut(..len)?;
    let (iv_place, rest) = raw.split_at_mut_checked(nonce.len())?;
    let (body, tag_place) = rest.split_at_mut_checked(message.len())?;
    iv_place.copy_from_slice(nonce);
    body.copy_from_slice(message);
    let tag = cipher
        .encrypt_in_place_detached(nonce.into(), aad.as_bytes(), body)
        .ok()?;
    tag_place.copy_from_slice(&tag);
    Some(len)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_at_once_are_those_of_one_after_the_other() {
        for (app_id, secret) in [("1", "k"), ("123456789", "1234567891011121314151516")] {
            let encryptor = AidEncryptor::new(
                CaptchaAppId::parse(app_id).unwrap(),
                &AppSecretKey::new(secret.as_bytes()).unwrap(),
                ExpiresIn::MAX,
                Mode::Cbc,
                Aad::default(),
            );
            for now in [0, 1_710_144_972, MAX_SAFE_INTEGER] {
                let ivs = [*b"0123456789012345", [0xa5; BLOCK_LEN]];
                let mut raws = [0; 2 * MAX_RAW_LEN];
                let mut message = Message::new();
                encryptor.write_message(&mut message, now).unwrap();
                let len = encryptor.encrypt_two_raw(&message, ivs, &mut raws);
                for (raw, iv) in raws.chunks(len).zip(ivs) {
                    let token = STANDARD.encode(raw);
                    assert_eq!(token, encryptor.encrypt(now, &iv).unwrap());
                }
            }
        }
    }

    #[test]
    fn one_for_which_nothing_is_kept_is_the_same() {
        let (app_id, expires_in) = (CaptchaAppId::parse("123456789").unwrap(), ExpiresIn::MAX);
        let key = AppSecretKey::new(b"1234567891011121314151516").unwrap();
        for mode in [Mode::Cbc, Mode::Gcm] {
            let aad = match mode {
                Mode::Cbc => Aad::default(),
                Mode::Gcm => Aad::new(mode, b"aad").unwrap(),
            };
            let iv = &b"0123456789012345"[..mode.iv_len()];
            let mut raw = [0; MAX_RAW_LEN];
            let len =
                encrypt_once_raw(app_id, &key, expires_in, (mode, &aad), 1, iv, &mut raw).unwrap();
            let encryptor = AidEncryptor::new(app_id, &key, expires_in, mode, aad);
            assert_eq!(
                STANDARD.encode(&raw[..len]),
                encryptor.encrypt(1, iv).unwrap()
            );
        }
    }

    #[test]
    fn two_at_once_are_for_cbc_alone() {
        let encryptor = AidEncryptor::new(
            CaptchaAppId::parse("1").unwrap(),
            &AppSecretKey::new(b"k").unwrap(),
            ExpiresIn::default(),
            Mode::Gcm,
            Aad::default(),
        );
        let mut raws = [0; 2 * MAX_RAW_LEN];
        let mut message = Message::new();
        encryptor.write_message(&mut message, 1).unwrap();
        let len = encryptor.encrypt_two_raw(&message, [[0; 16], [1; 16]], &mut raws);
        assert_eq!((len, raws), (0, [0; 2 * MAX_RAW_LEN]));
    }
}
