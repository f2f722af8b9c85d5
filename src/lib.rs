//! Tencent Captcha for WeChat mini programs, the server's side: issue `aidEncrypted`,
//! read `captchaResult`, have the ticket checked.
//!
//! The core is pure: no I/O, no clock, no global state. Time, IV and randomness are arguments.

mod error;

pub use error::{Error, ErrorCode};
