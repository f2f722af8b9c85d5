//! Tencent Captcha for WeChat mini programs, the server's side: issue `aidEncrypted`,
//! read `captchaResult`, have the ticket checked.
//!
//! The core is pure: no I/O, no clock, no global state. Time, IV and randomness are arguments.

mod aid;
mod error;
mod ip;
mod key;
mod result;
pub mod tc3;
mod text;
pub mod verify;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
mod wasm;

pub use aid::{
    Aad, AidEncryptor, AidInspection, AidProblem, AidProblemCode, CaptchaAppId, ExpiresIn,
    InspectOptions, MAX_SAFE_INTEGER, Mode, inspect_aid,
};
pub use error::{Error, ErrorCode};
pub use key::AppSecretKey;
pub use result::{
    CaptchaOrigin, CaptchaResult, CaptchaStatus, DisasterRecovery, Randstr, Ticket,
    parse_captcha_result, read_show_options,
};
