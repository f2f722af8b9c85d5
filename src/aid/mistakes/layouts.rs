//! Where other implementations put IV, ciphertext and tag, and how they encode the whole.

use super::keys::{Candidate, repeat_to};
use super::{AidMistake, Mistakes};
use crate::aid::cipher::Aes;
use crate::aid::plaintext::{Text, is_without_first_block, unpad};
use crate::aid::{IV_LEN, InspectOptions, Mode, TAG_LEN};
use crate::key::KEY_LEN;
use base64::{
    Engine, alphabet,
    engine::{
        DecodePaddingMode,
        general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD},
    },
};
use md5::{Digest, Md5};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Base64 of the URL alphabet, with its padding or without.
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// IVs that code uses which never draws one: zeros as bytes and as digits, and the published
/// example's. The start of the key is another.
const FIXED_IVS: [&[u8; IV_LEN]; 3] = [&[0; IV_LEN], b"0000000000000000", b"0123456789012345"];

/// Every way to take a token apart.
pub(super) struct Layouts<'a> {
    layouts: Vec<Layout>,
    /// What follows `Salted__`: the salt and the ciphertext.
    salted: Vec<(Vec<u8>, Mistakes)>,
    options: &'a InspectOptions,
}

/// One way to take a token apart.
struct Layout {
    cipher: Cipher,
    body: Vec<u8>,
    mistakes: Mistakes,
}

enum Cipher {
    Cbc(Iv),
    Gcm(Iv),
    Ecb,
    /// CBC whose IV is neither sent nor known: all but the first block can be decrypted.
    CbcWithoutIv,
}

#[derive(Clone)]
enum Iv {
    Bytes(Vec<u8>),
    StartOfKey,
}

impl Iv {
    fn bytes<'a>(&'a self, key: &'a Candidate, mode: Mode) -> Option<&'a [u8]> {
        match self {
            Self::Bytes(iv) => Some(iv),
            Self::StartOfKey => key.bytes.get(..mode.iv_len()),
        }
    }
}

impl<'a> Layouts<'a> {
    pub(super) fn of(token: &str, options: &'a InspectOptions) -> Self {
        let mut all = Self {
            layouts: Vec::new(),
            salted: Vec::new(),
            options,
        };
        let text = token.trim_ascii_end();
        let trailing = Mistakes::when(text.len() < token.len(), AidMistake::TrailingBytes);
        all.add_text_iv(text.as_bytes(), trailing);
        if let Some(hex) = decode_hex(text.as_bytes()) {
            all.add_bytes(&hex, trailing.and(AidMistake::Hex));
        }
        if let Ok(bytes) = STANDARD.decode(text) {
            all.add_text_iv(&bytes, trailing);
            if let Some(hex) = decode_hex(&bytes) {
                all.add_bytes(&hex, trailing.and(AidMistake::Hex));
            }
            all.add_bytes(&bytes, trailing);
        } else if let Ok(bytes) = URL_SAFE.decode(text) {
            all.add_bytes(&bytes, trailing.and(AidMistake::UrlSafeBase64));
        }
        all
    }

    /// The parts in bytes: an IV in front, no IV, or a format without one.
    fn add_bytes(&mut self, bytes: &[u8], mistakes: Mistakes) {
        if let Some(salted) = bytes.strip_prefix(b"Salted__") {
            let mistakes = mistakes.and(AidMistake::OpensslSalted);
            self.salted.push((salted.to_vec(), mistakes));
        }
        let without_iv = mistakes.and(AidMistake::IvMissing);
        for mode in [Mode::Cbc, Mode::Gcm] {
            if let Some((iv, body)) = bytes.split_at_checked(mode.iv_len()) {
                let iv = Iv::Bytes(iv.to_vec());
                if let (Mode::Gcm, Some((tag, ciphertext))) = (mode, body.split_at_checked(TAG_LEN))
                {
                    let mistakes = mistakes.and(AidMistake::TagBeforeCiphertext);
                    self.add_mode(mode, iv.clone(), &[ciphertext, tag].concat(), mistakes);
                }
                self.add_mode(mode, iv, body, mistakes);
            }
            for iv in FIXED_IVS {
                let iv = iv.iter().copied().take(mode.iv_len()).collect();
                self.add_mode(mode, Iv::Bytes(iv), bytes, without_iv);
            }
            self.add_mode(mode, Iv::StartOfKey, bytes, without_iv);
        }
        let without_iv = without_iv.and(self.if_other_than(Mode::Cbc));
        self.add(Cipher::CbcWithoutIv, bytes, without_iv);
        let ecb = mistakes.and(AidMistake::Ecb);
        self.add(Cipher::Ecb, bytes, ecb);
        if let Some((_iv, body)) = bytes.split_at_checked(IV_LEN) {
            self.add(Cipher::Ecb, body, ecb);
        }
    }

    /// The IV as hexadecimal or Base64 text, and the ciphertext after it in bytes, hexadecimal or
    /// Base64, a colon between them or none.
    fn add_text_iv(&mut self, text: &[u8], mistakes: Mistakes) {
        let mistakes = mistakes.and(AidMistake::IvAsText);
        for mode in [Mode::Cbc, Mode::Gcm] {
            let (hex_len, base64_len) = (mode.iv_len() * 2, mode.iv_len().div_ceil(3) * 4);
            let hex = text
                .split_at_checked(hex_len)
                .and_then(|(iv, rest)| Some((decode_hex(iv)?, iv, rest)));
            let base64 = text
                .split_at_checked(base64_len)
                .and_then(|(iv, rest)| Some((STANDARD.decode(iv).ok()?, iv, rest)));
            for (iv, iv_text, rest) in hex.into_iter().chain(base64) {
                // PHP cuts a text that is too long for an IV.
                let cut = iv_text
                    .iter()
                    .copied()
                    .take(mode.iv_len())
                    .collect::<Vec<_>>();
                for iv in [iv, cut] {
                    let mut add = |body: &[u8], mistakes| {
                        self.add_mode(mode, Iv::Bytes(iv.clone()), body, mistakes);
                    };
                    add(rest, mistakes);
                    let rest = rest.strip_prefix(b":").unwrap_or(rest);
                    if let Ok(body) = STANDARD.decode(rest) {
                        add(&body, mistakes);
                    }
                    if let Some(body) = decode_hex(rest) {
                        add(&body, mistakes.and(AidMistake::Hex));
                    }
                }
            }
        }
    }

    fn add_mode(&mut self, mode: Mode, iv: Iv, body: &[u8], mistakes: Mistakes) {
        let mistakes = mistakes.and(self.if_other_than(mode));
        match mode {
            Mode::Cbc => self.add(Cipher::Cbc(iv), body, mistakes),
            Mode::Gcm => self.add(Cipher::Gcm(iv), body, mistakes),
        }
    }

    fn add(&mut self, cipher: Cipher, body: &[u8], mistakes: Mistakes) {
        let body = body.to_vec();
        self.layouts.push(Layout {
            cipher,
            body,
            mistakes,
        });
    }

    fn if_other_than(&self, mode: Mode) -> Mistakes {
        Mistakes::when(self.options.mode != mode, AidMistake::OtherMode)
    }

    /// Adds the mistakes of each layout in which a key of AES leads to a token's plaintext.
    pub(super) fn open(&self, key: &Candidate, explanations: &mut Vec<Mistakes>) {
        let Some(aes) = Aes::new(&key.bytes) else {
            return;
        };
        for layout in &self.layouts {
            if let Some(found) = layout.open(&aes, key, self.options) {
                explanations.push(found.and(layout.mistakes).and(key.mistakes));
            }
        }
    }

    /// The same with a secret as the password of OpenSSL, as it is or filled to 32 bytes.
    pub(super) fn open_salted(&self, secret: &Candidate, explanations: &mut Vec<Mistakes>) {
        let filled = Zeroizing::new(repeat_to(KEY_LEN, &secret.bytes));
        for (salted, mistakes) in &self.salted {
            for password in [&secret.bytes, &filled] {
                for derive in [derive_key_and_iv::<Md5>, derive_key_and_iv::<Sha256>] {
                    if let Some(found) = decrypt_salted(salted, password, derive) {
                        explanations.push(found.and(*mistakes).and(secret.mistakes));
                    }
                }
            }
        }
    }
}

impl Layout {
    fn open(&self, aes: &Aes, key: &Candidate, options: &InspectOptions) -> Option<Mistakes> {
        match &self.cipher {
            Cipher::Cbc(iv) => {
                let iv = iv.bytes(key, Mode::Cbc)?;
                read_padded(&aes.decrypt_cbc(iv, &self.body)?)
            }
            Cipher::Gcm(iv) => {
                let iv = iv.bytes(key, Mode::Gcm)?;
                let plaintext = aes.decrypt_gcm(iv, &self.body, options.aad.as_bytes())?;
                match unpad(&plaintext) {
                    None => Text::read(&plaintext)?.mistakes(),
                    // GCM needs no padding.
                    Some(text) => {
                        Some(Text::read(text)?.mistakes()?.and(AidMistake::TrailingBytes))
                    }
                }
            }
            Cipher::Ecb => read_padded(&aes.decrypt_ecb(&self.body)?),
            Cipher::CbcWithoutIv => {
                let (first, rest) = self.body.split_at_checked(IV_LEN)?;
                let plaintext = aes.decrypt_cbc(first, rest)?;
                is_without_first_block(unpad(&plaintext)?, options.captcha_app_id)
                    .then_some(Mistakes::NONE)
            }
        }
    }
}

fn decode_hex(text: &[u8]) -> Option<Vec<u8>> {
    base16ct::mixed::decode_vec(text).ok()
}

/// The mistakes in a plaintext that PKCS#7 padded, or zeros or blanks in its place.
fn read_padded(plaintext: &[u8]) -> Option<Mistakes> {
    match unpad(plaintext) {
        Some(text) => Text::read(text)?.mistakes(),
        None => Text::read(plaintext)
            .filter(Text::has_trailing_bytes)?
            .mistakes(),
    }
}

type Derive = fn(password: &[u8], salt: &[u8]) -> Zeroizing<Vec<u8>>;

fn decrypt_salted(salted: &[u8], password: &[u8], derive: Derive) -> Option<Mistakes> {
    let (salt, body) = salted.split_at_checked(8)?;
    let derived = derive(password, salt);
    let (key, iv) = derived.split_at_checked(KEY_LEN)?;
    read_padded(&Aes::new(key)?.decrypt_cbc(iv.get(..IV_LEN)?, body)?)
}

/// OpenSSL's `EVP_BytesToKey` with one round: hashes of the hash before, the password and the salt,
/// until there are a key and an IV. MD5 is that of CryptoJS and of OpenSSL before 1.1, SHA-256 that
/// of the command `openssl enc` since.
fn derive_key_and_iv<D: Digest>(password: &[u8], salt: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut derived = Zeroizing::new(Vec::with_capacity(2 * KEY_LEN));
    while derived.len() < KEY_LEN + IV_LEN {
        let last_hash = derived.len().saturating_sub(<D as Digest>::output_size());
        let hash = D::new()
            .chain_update(derived.get(last_hash..).unwrap_or_default())
            .chain_update(password)
            .chain_update(salt)
            .finalize();
        derived.extend_from_slice(&hash);
    }
    derived
}
