//! Secrets do not stay in the module's memory: freed heap buffers and the used part of the stack are
//! wiped.

use core::mem::MaybeUninit;
use zeroize::Zeroize;

/// Wipes every buffer when it is freed: the strings that JavaScript passes, and all that is made of
/// them.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<talc::wasm::WasmDynamicTalc> =
    zeroizing_alloc::ZeroAlloc(talc::wasm::new_wasm_dynamic_allocator());

/// More of the stack than `work` reaches wherever it has secrets; the tests fill it with a pattern and
/// look how far that is.
const WIPED_STACK_BYTES: usize = 6 * 1024;

/// Does `work`, then overwrites the part of the stack that it used.
pub(super) fn with_wiped_stack<T>(work: impl FnOnce() -> T) -> T {
    let result = in_own_frame(work);
    wipe_stack();
    result
}

/// A frame below the caller's, which is where [`wipe_stack`] wipes.
#[inline(never)]
fn in_own_frame<T>(work: impl FnOnce() -> T) -> T {
    work()
}

/// Overwrites the part of the stack that calls from here have used.
#[inline(never)]
pub(super) fn wipe_stack() {
    // Not initialized before: that would overwrite it twice.
    let mut stack = [const { MaybeUninit::<u64>::uninit() }; WIPED_STACK_BYTES / 8];
    for word in &mut stack {
        word.zeroize();
    }
}
