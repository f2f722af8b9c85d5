//! The only part that knows JavaScript.
//!
//! Small values cross as numbers and through the [`exchange`] buffer, and what is asked for often
//! leaves as lines of one text; what is asked for seldom leaves as an object, by serde-wasm-bindgen.
//! No object comes in: those that a stranger may have made are read on the other side, because a
//! getter that throws through wasm frames would leave the shadow stack where it was, and each
//! property that is read from here costs more than the work itself.
//!
//! Secrets: every freed heap buffer is wiped by the allocator, and [`scrub_stack`] wipes what the
//! calls below left on the shadow stack.

#![allow(unreachable_pub)] // `pub` is what wasm-bindgen exports
#![allow(clippy::too_many_arguments)] // flat values cross the boundary for less than objects

mod aid;
mod exchange;
mod random;
mod verify;

use crate::Error;
use core::cell::Cell;
use core::mem::MaybeUninit;
use wasm_bindgen::prelude::*;
use zeroize::Zeroize;

#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<talc::wasm::WasmDynamicTalc> =
    zeroizing_alloc::ZeroAlloc(talc::wasm::new_wasm_dynamic_allocator());

thread_local! {
    static LAST_ERROR: Cell<Option<Error>> = const { Cell::new(None) };
}

/// Keeps an error for [`take_error`], behind an answer that says that there is one.
fn keep_error(error: Error) {
    LAST_ERROR.set(Some(error));
}

/// The error behind a call that answered nothing: its code, and its message on the next line.
#[wasm_bindgen(js_name = takeError)]
pub fn take_error() -> String {
    let mut text = String::new();
    if let Some(error) = LAST_ERROR.take() {
        text.push_str(error.code().as_str());
        text.push('\n');
        text.push_str(error.message());
    }
    text
}

/// A whole number of JavaScript; `None` for fractions, negatives, NaN and unsafe integers.
fn whole(value: f64) -> Option<u64> {
    const MAX: f64 = crate::MAX_SAFE_INTEGER as f64;
    ((0.0..=MAX).contains(&value) && value.fract() == 0.0).then_some(value as u64)
}

/// More of the shadow stack than any call that has secrets reaches, in blocks of 32 bytes: at most 69
/// were measured, by filling it with a pattern before each.
const DEPTH: usize = 80;

/// Overwrites the shadow stack below the caller, as deep as its calls have reached.
#[inline(never)]
fn scrub_stack() {
    // In blocks of four stores, and not initialized before: what the compiler makes of an array of
    // zeros takes as long as a third of the encryption.
    let mut blocks = [const { [MaybeUninit::<u64>::uninit(); 4] }; DEPTH];
    for [first, second, third, fourth] in &mut blocks {
        first.zeroize();
        second.zeroize();
        third.zeroize();
        fourth.zeroize();
    }
}
