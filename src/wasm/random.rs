//! Randomness for the wasm build: getrandom over the source that the runtime has.

use crate::{Error, ErrorCode};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./random.js")]
extern "C" {
    /// Fills the view, or throws when the runtime has no cryptographic source.
    #[wasm_bindgen(js_name = fillRandom, catch)]
    fn fill_random(dest: &mut [u8]) -> Result<(), JsValue>;
}

/// The backend that `--cfg getrandom_backend="custom"` asks for.
#[allow(unsafe_code)] // getrandom's contract for a custom backend: this name, this signature
#[unsafe(no_mangle)]
unsafe extern "Rust" fn __getrandom_v03_custom(
    dest: *mut u8,
    len: usize,
) -> Result<(), getrandom::Error> {
    // SAFETY: getrandom passes a valid destination of `len` bytes, which this call alone holds;
    // zeroed first because it may be uninitialized.
    let dest = unsafe {
        core::ptr::write_bytes(dest, 0, len);
        core::slice::from_raw_parts_mut(dest, len)
    };
    fill_random(dest).map_err(|_| getrandom::Error::UNEXPECTED)
}

/// Fills the buffer with random bytes.
pub(super) fn fill(buffer: &mut [u8]) -> Result<(), Error> {
    getrandom::fill(buffer).map_err(|_| {
        Error::new(
            ErrorCode::Random,
            "this runtime has no source of cryptographic randomness, neither crypto.getRandomValues nor node:crypto",
        )
    })
}

/// How many IVs are drawn at once, as Node.js does for `crypto.randomUUID`: the call into the runtime
/// costs more than the encryption.
const POOL_IVS: usize = 128;
const IV_LEN: usize = 16;

/// IVs for the CBC tokens of one kept encryptor, handed out one by one.
pub(super) struct IvPool {
    ivs: Box<[[u8; IV_LEN]; POOL_IVS]>,
    /// The IVs from here on were never handed out.
    next: usize,
}

impl IvPool {
    pub(super) fn new() -> Self {
        Self {
            ivs: Box::new([[0; IV_LEN]; POOL_IVS]),
            next: POOL_IVS,
        }
    }

    /// An IV that was never handed out; the pool keeps no copy.
    pub(super) fn draw(&mut self) -> Result<[u8; IV_LEN], Error> {
        if self.next >= POOL_IVS {
            fill(self.ivs.as_flattened_mut())?;
            self.next = 0;
        }
        let iv = self.ivs.get_mut(self.next).map(core::mem::take);
        self.next += 1;
        iv.ok_or_else(|| Error::new(ErrorCode::Random, "the pool of IVs is empty"))
    }
}
