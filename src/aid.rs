//! `aidEncrypted`: the token that proves to the captcha that a backend wanted it shown.
//!
//! ```text
//! cbc  Base64( IV(16) ‖ AES-256-CBC/PKCS#7( "CaptchaAppId&timestamp&expiry" ) )
//! gcm  Base64( IV(12) ‖ AES-256-GCM( the same ) ‖ tag(16) )      web widget only
//! ```
//!
//! Source: the vendor's pages 1110/48499 (mini program) and 1110/128489 (web). The GCM layout is
//! not published; three public implementations agree on it.

mod cipher;
mod encrypt;
mod inspect;
mod mistakes;
mod options;
mod plaintext;
mod problem;
#[cfg(test)]
mod wycheproof;

pub use encrypt::AidEncryptor;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) use encrypt::MAX_TOKEN_LEN;
pub use inspect::{AidInspection, InspectOptions, inspect_aid};
pub use mistakes::AidMistake;
pub use options::{Aad, CaptchaAppId, ExpiresIn, MAX_SAFE_INTEGER, Mode};
pub use problem::{AidProblem, AidProblemCode};

/// The IV of CBC: one block of AES, in bytes.
const IV_LEN: usize = 16;
/// The IV of GCM, in bytes.
const GCM_NONCE_LEN: usize = 12;
/// The tag of GCM, in bytes.
const TAG_LEN: usize = 16;
