//! Tencent Captcha for WeChat mini programs, the server's side: issue `aidEncrypted`,
//! read `captchaResult`, have the ticket checked.
//!
//! The core is pure: no I/O, no clock, no global state. Time, IV and randomness are arguments.
#![no_std]
extern crate alloc;

mod error;

pub use error::{Error, ErrorCode};
