//! The only part that knows JavaScript: typed arguments in, `Result<T, CaptchaError>` out.
//!
//! TypeScript looks at the kind of each value before the call (text, number, bytes, absent); what the
//! value may be is decided here and below. Objects leave through `serde_wasm_bindgen`; none comes in:
//! a getter of a stranger's object must not run while wasm is on the stack.

#![allow(unreachable_pub)] // `pub` is what wasm-bindgen exports

mod aid;
mod error;
mod random;
mod result;
mod secrets;
mod verify;

use crate::{AppSecretKey, Error, ErrorCode};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

#[wasm_bindgen]
extern "C" {
    /// An AppSecretKey as the caller holds it: a string, or a `Uint8Array` of this realm.
    #[wasm_bindgen(typescript_type = "string | Uint8Array")]
    pub type TextOrBytes;
}

impl TextOrBytes {
    /// Reads an AppSecretKey, whose rule for text is stricter.
    fn app_secret_key(&self) -> Result<AppSecretKey, Error> {
        match self.as_string() {
            Some(text) => AppSecretKey::from_text(&text),
            None => AppSecretKey::new(&self.to_bytes()),
        }
    }

    /// Reads an AppSecretKey as text, for the ticket check, which sends it.
    fn app_secret_key_text(&self) -> Result<Zeroizing<String>, Error> {
        let text = match self.as_string() {
            Some(text) => text,
            None => String::from_utf8(self.to_bytes()).map_err(|_| {
                Error::new(
                    ErrorCode::InvalidKey,
                    "appSecretKey must be UTF-8 to be sent to the service",
                )
            })?,
        };
        AppSecretKey::from_text(&text)?;
        Ok(Zeroizing::new(text))
    }

    fn to_bytes(&self) -> Vec<u8> {
        self.unchecked_ref::<js_sys::Uint8Array>().to_vec()
    }
}

/// A whole number of JavaScript; `rule` says what it must be.
fn whole_number(name: &str, rule: &str, value: f64) -> Result<u64, Error> {
    const MAX: f64 = crate::MAX_SAFE_INTEGER as f64;
    if (0.0..=MAX).contains(&value) && value.fract() == 0.0 {
        return Ok(value as u64);
    }
    // JavaScript writes the number: the code that writes fractions takes kilobytes.
    let got = js_sys::Number::from(value)
        .to_string_with_radix(10)
        .map_or_else(|_| String::new(), String::from);
    Err(Error::new(
        ErrorCode::InvalidArgument,
        format!("{name} must be {rule}, got {got}"),
    ))
}

/// A value of the crate as a plain JavaScript object, absent fields left out.
fn to_js<T: Serialize + ?Sized>(value: &T) -> JsValue {
    // Fails for numbers above the safe integers alone, and no type of the crate has such.
    serde_wasm_bindgen::to_value(value).unwrap_or_default()
}
