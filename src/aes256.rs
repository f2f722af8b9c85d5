//! AES-256, one block at a time.
//!
//! The `aes` crate brings a second implementation for blocks in parallel, which modes choose by
//! themselves. A token has two to five blocks, most of them chained: here the second one would
//! cost 5 KB of wasm and gain nothing.

use aes::Aes256;
use aes::cipher::{
    BlockCipherDecBackend, BlockCipherDecClosure, BlockCipherDecrypt, BlockCipherEncBackend,
    BlockCipherEncClosure, BlockCipherEncrypt, Key, KeyInit, KeySizeUser, ParBlocksSizeUser,
    common::{Block, BlockSizeUser},
    consts::{U1, U16, U32},
    inout::InOut,
};

/// AES-256 whose only backend takes one block. Its key schedule is wiped on drop.
pub(crate) struct SingleBlockAes256(Aes256);

impl KeySizeUser for SingleBlockAes256 {
    type KeySize = U32;
}

impl KeyInit for SingleBlockAes256 {
    fn new(key: &Key<Self>) -> Self {
        Self(Aes256::new(key))
    }
}

impl BlockSizeUser for SingleBlockAes256 {
    type BlockSize = U16;
}

impl ParBlocksSizeUser for SingleBlockAes256 {
    type ParBlocksSize = U1;
}

impl BlockCipherEncrypt for SingleBlockAes256 {
    fn encrypt_with_backend(&self, f: impl BlockCipherEncClosure<BlockSize = U16>) {
        f.call(self);
    }
}

impl BlockCipherEncBackend for SingleBlockAes256 {
    fn encrypt_block(&self, block: InOut<'_, '_, Block<Self>>) {
        self.0.encrypt_block_inout(block);
    }
}

impl BlockCipherDecrypt for SingleBlockAes256 {
    fn decrypt_with_backend(&self, f: impl BlockCipherDecClosure<BlockSize = U16>) {
        f.call(self);
    }
}

impl BlockCipherDecBackend for SingleBlockAes256 {
    fn decrypt_block(&self, block: InOut<'_, '_, Block<Self>>) {
        self.0.decrypt_block_inout(block);
    }
}
