//! Errors as JavaScript sees them.

use crate::Error;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./errors.js")]
extern "C" {
    /// The package's own error class.
    pub type CaptchaError;

    #[wasm_bindgen(js_name = captchaError)]
    fn captcha_error(code: &str, message: &str) -> CaptchaError;
}

impl From<Error> for CaptchaError {
    fn from(error: Error) -> Self {
        captcha_error(error.code().as_str(), error.message())
    }
}
