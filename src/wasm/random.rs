//! Randomness for the wasm build: getrandom over whichever source the runtime has.

use crate::{Error, ErrorCode};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./platform.js")]
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

/// IVs drawn together and handed out one by one, as Node.js does for `crypto.randomUUID`: the call
/// into the runtime costs more than the encryption.
pub(super) struct IvPool<const LEN: usize> {
    bytes: [u8; LEN],
    used: usize,
}

impl<const LEN: usize> IvPool<LEN> {
    pub(super) const fn new() -> Self {
        Self {
            bytes: [0; LEN],
            used: LEN,
        }
    }

    /// Bytes that were never handed out; the pool keeps no copy.
    pub(super) fn draw<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        if self.used + N > LEN {
            self.used = LEN; // should the source fail, nothing old is handed out
            getrandom::fill(&mut self.bytes).map_err(|_| {
                Error::new(
                    ErrorCode::Random,
                    "this runtime has no source of cryptographic randomness, neither crypto.getRandomValues nor node:crypto",
                )
            })?;
            self.used = 0;
        }
        let bytes = self.bytes.get_mut(self.used..).unwrap_or_default();
        let Some(bytes) = bytes.first_chunk_mut::<N>() else {
            return Ok([0; N]); // unreachable: a pool is longer than what is drawn from it
        };
        self.used += N;
        Ok(core::mem::replace(bytes, [0; N]))
    }
}
