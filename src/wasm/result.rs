//! captchaResult for JavaScript.

use super::foreign::Foreign;
use super::{throw, to_js};
use crate::Error;
use crate::result::{MAX_JSON_LEN, json_too_long, not_json, parse_from, read_show_from};
use wasm_bindgen::prelude::*;

/// A `CaptchaResult` from an object or JSON text.
#[wasm_bindgen(js_name = parseCaptchaResult)]
pub fn parse(input: JsValue) -> Result<JsValue, JsValue> {
    value_of(input)
        .and_then(parse_from)
        .map(|result| to_js(&result))
        .map_err(|error| throw(&error))
}

/// A `CaptchaResult` from options of `App.onShow`, or `null`.
#[wasm_bindgen(js_name = readShowOptions)]
pub fn read_show(options: JsValue) -> JsValue {
    value_of(options)
        .ok()
        .and_then(read_show_from)
        .map_or(JsValue::NULL, |result| to_js(&result))
}

/// The value itself, or what its JSON text says: JavaScript's parser is there, a second one would
/// be an eighth of the wasm. (What the vendor answers is another matter: see `verify`.)
fn value_of(input: JsValue) -> Result<Foreign, Error> {
    let input = Foreign(input);
    match input.text_len() {
        None => Ok(input),
        Some(len) if len > MAX_JSON_LEN => Err(json_too_long()),
        Some(_) => input.parse_json().ok_or_else(not_json),
    }
}
