//! Tokens made and opened without this crate: AES by `libaes`, the key filled by hand.
#![allow(dead_code, reason = "each test takes what it needs of it")]

use base64::{Engine, engine::general_purpose::STANDARD};
use libaes::Cipher;

pub const APP_ID: &str = "123456789";
pub const SECRET: &[u8] = b"1234567891011121314151516";
pub const NOW: u64 = 1_710_144_972;

/// The AppSecretKey as often as it takes to fill 32 bytes.
pub fn filled_key(secret: &[u8]) -> [u8; 32] {
    core::array::from_fn(|at| secret[at % secret.len()])
}

/// Base64 of the IV and the encrypted plaintext.
pub fn cbc_token(secret: &[u8], iv: &[u8; 16], plaintext: &[u8]) -> String {
    let mut raw = iv.to_vec();
    raw.extend(Cipher::new_256(&filled_key(secret)).cbc_encrypt(iv, plaintext));
    STANDARD.encode(raw)
}

/// What a token holds.
pub fn open_cbc(secret: &[u8], token: &str) -> String {
    let raw = raw_of(token);
    let (iv, body) = raw.split_at(16);
    let plaintext = Cipher::new_256(&filled_key(secret)).cbc_decrypt(iv, body);
    String::from_utf8(plaintext).unwrap()
}

/// Whether a key leaves PKCS#7 padding at the end, as one wrong key in 256 does.
pub fn leaves_padding(secret: &[u8], token: &str) -> bool {
    let raw = raw_of(token);
    let (iv, body) = raw.split_at(16);
    let mut cipher = Cipher::new_256(&filled_key(secret));
    cipher.set_auto_padding(false);
    let plaintext = cipher.cbc_decrypt(iv, body);
    let padding = *plaintext.last().unwrap();
    (1..=16).contains(&padding) && plaintext.ends_with(&vec![padding; usize::from(padding)])
}

pub fn raw_of(token: &str) -> Vec<u8> {
    STANDARD.decode(token).unwrap()
}

pub fn token_of(raw: &[u8]) -> String {
    STANDARD.encode(raw)
}
