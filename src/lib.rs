//! Tencent Captcha for WeChat mini programs, the server's side: issue `aidEncrypted`,
//! read `captchaResult`, have the ticket checked.
//!
//! The core is pure: no I/O, no clock, no global state. Time, IV and randomness are arguments.
//!
//! ```
//! use tcaptcha::{Aad, AidEncryptor, AppSecretKey, CaptchaAppId, ExpiresIn, InspectOptions, Mode};
//!
//! let captcha_app_id = CaptchaAppId::parse("123456789")?;
//! let key = AppSecretKey::new(b"1234567891011121314151516")?;
//! let encryptor =
//!     AidEncryptor::new(captcha_app_id, &key, ExpiresIn::default(), Mode::Cbc, Aad::default());
//!
//! // In production, pass the current time and 16 random bytes that were never used before.
//! let now_seconds = 1_710_144_972;
//! let token = encryptor.encrypt(now_seconds, b"0123456789012345")?;
//!
//! let options = InspectOptions { now_seconds, ..Default::default() };
//! assert!(tcaptcha::inspect_aid(&token, &[key], &options).valid);
//! # Ok::<(), tcaptcha::Error>(())
//! ```
//!
//! The whole ticket check is in the example of [`verify`].

mod aid;
mod digits;
mod error;
mod json;
mod key;
mod result;
pub mod tc3;
mod text;
pub mod verify;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod wasm;

pub use aid::{
    Aad, AidEncryptor, AidInspection, AidMistake, AidProblem, AidProblemCode, CaptchaAppId,
    ExpiresIn, InspectOptions, MAX_SAFE_INTEGER, Mode, inspect_aid,
};
pub use error::{Error, ErrorCode};
pub use key::AppSecretKey;
pub use result::{
    CaptchaOrigin, CaptchaResult, CaptchaStatus, DisasterRecovery, Randstr, Ticket,
    parse_captcha_result, read_show_options,
};
