//! captchaResult for JavaScript.

use super::error::CaptchaError;
use super::to_js;
use crate::{parse_captcha_result, read_show_options};
use wasm_bindgen::prelude::*;

/// Reads what the client sent, from JSON text; returns a `CaptchaResult`.
#[wasm_bindgen(js_name = parseCaptchaResult)]
pub fn parse_captcha_result_for_js(json: &str) -> Result<JsValue, CaptchaError> {
    Ok(to_js(&parse_captcha_result(json)?))
}

/// Reads options of `App.onShow`, from JSON text; returns a `CaptchaResult`, or `undefined` when this
/// show is not a return from the captcha mini program.
#[wasm_bindgen(js_name = readShowOptions)]
pub fn read_show_options_for_js(json: &str) -> JsValue {
    read_show_options(json).map_or(JsValue::UNDEFINED, |result| to_js(&result))
}
