//! captchaResult for JavaScript.

use super::foreign::Foreign;
use super::{throw, to_js};
use crate::result::{Source, parse_from, read_show_from};
use crate::{Error, ErrorCode};
use wasm_bindgen::prelude::*;

const MAX_JSON_LEN: usize = 64 * 1024;

/// A `CaptchaResult` from an object or JSON text.
#[wasm_bindgen(js_name = parseCaptchaResult)]
pub fn parse(input: JsValue) -> Result<JsValue, JsValue> {
    let result = if input.is_string() {
        Foreign(input)
            .text(MAX_JSON_LEN)
            .ok_or_else(|| {
                Error::new(
                    ErrorCode::InvalidResult,
                    "captchaResult takes at most 64 KiB of JSON text",
                )
            })
            .and_then(|json| crate::parse_captcha_result(&json))
    } else {
        parse_from(Foreign(input))
    };
    result
        .map(|result| to_js(&result))
        .map_err(|error| throw(&error))
}

/// A `CaptchaResult` from options of `App.onShow`, or `null`.
#[wasm_bindgen(js_name = readShowOptions)]
pub fn read_show(options: JsValue) -> JsValue {
    let result = if options.is_string() {
        Foreign(options)
            .text(MAX_JSON_LEN)
            .and_then(|json| crate::read_show_options(&json))
    } else {
        read_show_from(Foreign(options))
    };
    result.map_or(JsValue::NULL, |result| to_js(&result))
}
