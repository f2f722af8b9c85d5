//! Decrypting with an AES key of any length; [`decrypt`] opens what a right token holds.

use super::plaintext::unpad;
use super::{GCM_NONCE_LEN, InspectOptions, Mode, TAG_LEN};
use crate::AppSecretKey;
use aes::cipher::consts::U16;
use aes::cipher::{
    BlockCipher, BlockDecrypt, BlockDecryptMut, BlockEncrypt, InnerIvInit, KeyInit,
    block_padding::NoPadding, impl_simple_block_encdec,
};
use aes::{Aes128, Aes192, Aes256};
use aes_gcm::{AeadInPlace, AesGcm, aes::cipher::consts::U12};
use zeroize::Zeroizing;

/// AES whose key length is known at run time.
///
/// Boxed, so that moving it leaves no copy of a key schedule on the stack.
pub(super) enum Aes {
    Aes128(Box<Aes128>),
    Aes192(Box<Aes192>),
    Aes256(Box<Aes256>),
}

impl Aes {
    /// Takes 16, 24 or 32 bytes; `None` for any other length.
    pub(super) fn new(key: &[u8]) -> Option<Self> {
        Aes256::new_from_slice(key)
            .map(|aes| Self::Aes256(Box::new(aes)))
            .or_else(|_| Aes192::new_from_slice(key).map(|aes| Self::Aes192(Box::new(aes))))
            .or_else(|_| Aes128::new_from_slice(key).map(|aes| Self::Aes128(Box::new(aes))))
            .ok()
    }

    /// CBC, with the padding still on; `None` unless `body` is whole blocks and the IV is one.
    pub(super) fn decrypt_cbc(&self, iv: &[u8], body: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let cbc = cbc::Decryptor::<&Self>::inner_iv_slice_init(self, iv).ok()?;
        decrypt_blocks(cbc, body)
    }

    /// ECB, with the padding still on; `None` unless `body` is whole blocks.
    pub(super) fn decrypt_ecb(&self, body: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        decrypt_blocks(self, body)
    }

    /// GCM, the tag after the ciphertext; `None` when the tag is wrong.
    pub(super) fn decrypt_gcm(
        &self,
        nonce: &[u8],
        sealed: &[u8],
        aad: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        let nonce = <&[u8; GCM_NONCE_LEN]>::try_from(nonce).ok()?;
        let (ciphertext, tag) = sealed.split_last_chunk::<TAG_LEN>()?;
        let mut buffer = Zeroizing::new(ciphertext.to_vec());
        AesGcm::<&Self, U12>::from(self)
            .decrypt_in_place_detached(nonce.into(), aad, &mut buffer, tag.into())
            .ok()?;
        Some(buffer)
    }
}

fn decrypt_blocks(cipher: impl BlockDecryptMut, body: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut buffer = Zeroizing::new(body.to_vec());
    cipher.decrypt_padded_mut::<NoPadding>(&mut buffer).ok()?;
    Some(buffer)
}

impl BlockCipher for Aes {}

// Block by block, so that each mode is compiled once and not once for each length of key.
impl_simple_block_encdec!(
    Aes, U16, aes, block,
    encrypt: {
        match aes {
            Aes::Aes128(aes) => aes.encrypt_block_inout(block),
            Aes::Aes192(aes) => aes.encrypt_block_inout(block),
            Aes::Aes256(aes) => aes.encrypt_block_inout(block),
        }
    }
    decrypt: {
        match aes {
            Aes::Aes128(aes) => aes.decrypt_block_inout(block),
            Aes::Aes192(aes) => aes.decrypt_block_inout(block),
            Aes::Aes256(aes) => aes.decrypt_block_inout(block),
        }
    }
);

/// What a token of the documented form holds; `None` when the padding or the tag is wrong.
pub(super) fn decrypt(
    iv: &[u8],
    body: &[u8],
    key: &AppSecretKey,
    options: &InspectOptions,
) -> Option<Zeroizing<Vec<u8>>> {
    let aes = Aes::new(key.aes_key())?;
    match options.mode {
        Mode::Gcm => aes.decrypt_gcm(iv, body, options.aad.as_bytes()),
        Mode::Cbc => {
            let mut plaintext = aes.decrypt_cbc(iv, body)?;
            let len = unpad(&plaintext)?.len();
            plaintext.truncate(len);
            Some(plaintext)
        }
    }
}
