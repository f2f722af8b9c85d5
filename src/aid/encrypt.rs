//! Making tokens.

use super::{Aad, CaptchaAppId, ExpiresIn, MAX_SAFE_INTEGER, Mode};
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
const MAX_RAW_LEN: usize = 16 + MAX_MESSAGE_LEN + 16;
const BLOCK_LEN: usize = 16;

/// What a token is the Base64 of.
pub(crate) type Raw = ArrayVec<u8, MAX_RAW_LEN>;
type Message = ArrayVec<u8, MAX_MESSAGE_LEN>;

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
        let mut raw = Raw::new();
        self.encrypt_raw(now_seconds, iv, &mut raw)?;
        Ok(STANDARD.encode(&raw))
    }

    /// The same before Base64, into a place of the caller's.
    pub(crate) fn encrypt_raw(
        &self,
        now_seconds: u64,
        iv: &[u8],
        raw: &mut Raw,
    ) -> Result<(), Error> {
        let message = self.message(now_seconds)?;
        self.seal(&message, iv, raw).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidArgument,
                "iv takes 16 bytes with mode 'cbc', 12 bytes with mode 'gcm'",
            )
        })
    }

    /// Two tokens of one second before Base64, each with an IV of its own; nothing with GCM.
    ///
    /// The cipher computes two blocks in the time of one, and CBC chains the blocks of a single
    /// token one behind the other.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) fn encrypt_two_raw(
        &self,
        now_seconds: u64,
        ivs: [[u8; BLOCK_LEN]; 2],
        raws: [&mut Raw; 2],
    ) -> Result<(), Error> {
        let message = self.message(now_seconds)?;
        if let Cipher::Cbc(cipher) = &self.cipher {
            // Room is for the longest message: it fits.
            let _ = seal_cbc(cipher, &message, ivs, raws);
        }
        Ok(())
    }

    /// IV, ciphertext, and the tag of GCM; `None` when the IV has the wrong length.
    pub(super) fn seal<const ROOM: usize>(
        &self,
        message: &[u8],
        iv: &[u8],
        raw: &mut ArrayVec<u8, ROOM>,
    ) -> Option<()> {
        match &self.cipher {
            Cipher::Cbc(cipher) => {
                let iv = iv.try_into().ok()?;
                // The second chain costs nothing, and its result is thrown away.
                let mut unused = ArrayVec::new();
                seal_cbc(cipher, message, [iv; 2], [raw, &mut unused])
            }
            Cipher::Gcm(cipher, aad) => seal_gcm(cipher, message, aad, iv, raw),
        }
    }

    fn message(&self, now_seconds: u64) -> Result<Message, Error> {
        if now_seconds > MAX_SAFE_INTEGER {
            return Err(Error::new(
                ErrorCode::InvalidArgument,
                "nowSeconds takes whole Unix seconds",
            ));
        }
        let mut message = Message::new();
        let mut digits = itoa::Buffer::new();
        let expires_in = u64::from(self.expires_in.as_seconds());
        for part in [self.captcha_app_id.get(), now_seconds, expires_in] {
            if !message.is_empty() {
                message.push(b'&');
            }
            // What a message holds is at most 39 bytes: it fits.
            let _ = message.try_extend_from_slice(digits.format(part).as_bytes());
        }
        Ok(message)
    }
}

/// `IV ‖ ciphertext` of one message under two IVs.
///
/// Not by the `cbc` crate, which knows one chain at a time; Wycheproof's vectors hold this to the
/// standard.
fn seal_cbc<const ROOM: usize>(
    cipher: &Aes256,
    message: &[u8],
    [iv, other_iv]: [[u8; BLOCK_LEN]; 2],
    [raw, other_raw]: [&mut ArrayVec<u8, ROOM>; 2],
) -> Option<()> {
    raw.clear();
    other_raw.clear();
    let mut chains: [Block<Aes256>; 2] = [iv.into(), other_iv.into()];
    let (blocks, rest) = message.as_chunks::<BLOCK_LEN>();
    let mut last = [(BLOCK_LEN - rest.len()) as u8; BLOCK_LEN]; // PKCS#7
    last.get_mut(..rest.len())?.copy_from_slice(rest);
    for block in blocks.iter().chain([&last]) {
        push_both(raw, other_raw, &chains)?;
        for chain in &mut chains {
            // As one number: byte by byte it would take as long as a round of the cipher.
            let mixed = u128::from_ne_bytes((*chain).into()) ^ u128::from_ne_bytes(*block);
            *chain = mixed.to_ne_bytes().into();
        }
        cipher.encrypt_blocks(&mut chains);
    }
    push_both(raw, other_raw, &chains)
}

fn push_both<const ROOM: usize>(
    raw: &mut ArrayVec<u8, ROOM>,
    other_raw: &mut ArrayVec<u8, ROOM>,
    [block, other_block]: &[Block<Aes256>; 2],
) -> Option<()> {
    raw.try_extend_from_slice(block).ok()?;
    other_raw.try_extend_from_slice(other_block).ok()
}

/// `IV ‖ ciphertext ‖ tag`; `None` when the IV has the wrong length.
fn seal_gcm<const ROOM: usize>(
    cipher: &Aes256Gcm,
    message: &[u8],
    aad: &Aad,
    iv: &[u8],
    raw: &mut ArrayVec<u8, ROOM>,
) -> Option<()> {
    let nonce = <&[u8; 12]>::try_from(iv).ok()?;
    raw.clear();
    raw.try_extend_from_slice(iv).ok()?;
    raw.try_extend_from_slice(message).ok()?;
    let body = raw.get_mut(iv.len()..)?;
    let tag = cipher
        .encrypt_in_place_detached(nonce.into(), aad.as_bytes(), body)
        .ok()?;
    raw.try_extend_from_slice(&tag).ok()
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
                let (mut raw, mut other) = (Raw::new(), Raw::new());
                encryptor
                    .encrypt_two_raw(now, ivs, [&mut raw, &mut other])
                    .unwrap();
                for (raw, iv) in [raw, other].iter().zip(ivs) {
                    let token = STANDARD.encode(raw);
                    assert_eq!(token, encryptor.encrypt(now, &iv).unwrap());
                }
            }
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
        let (mut raw, mut other) = (Raw::new(), Raw::new());
        encryptor
            .encrypt_two_raw(1, [[0; 16], [1; 16]], [&mut raw, &mut other])
            .unwrap();
        assert!(raw.is_empty() && other.is_empty());
    }
}
