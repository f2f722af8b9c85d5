//! The cloud account's credentials.

use crate::text::is_visible_ascii;
use crate::{Error, ErrorCode};
use core::fmt;
use zeroize::Zeroizing;

const MAX_ID_LEN: usize = 256;
const MAX_KEY_LEN: usize = 256;
const MAX_TOKEN_LEN: usize = 8192;

/// SecretId and SecretKey of the cloud account, and the token of temporary ones.
///
/// Wiped on drop, not `Clone`, redacted in `Debug`.
///
/// ```
/// use tcaptcha::verify::Credentials;
///
/// let credentials = Credentials::new("secretId", "secretKey", None)?;
/// assert_eq!(format!("{credentials:?}"), "Credentials([redacted])");
/// assert!(Credentials::new("secretId", "secretKey\n", None).is_err());
/// # Ok::<(), tcaptcha::Error>(())
/// ```
pub struct Credentials {
    secret_id: String,
    secret_key: Zeroizing<String>,
    token: Option<Zeroizing<String>>,
}

impl Credentials {
    /// Takes credentials that can go into HTTP headers: visible ASCII, no blanks.
    ///
    /// # Errors
    /// [`ErrorCode::Credentials`] names the part that is missing or has other characters.
    pub fn new(
        secret_id: impl Into<String>,
        secret_key: impl Into<String>,
        token: Option<String>,
    ) -> Result<Self, Error> {
        // Wrapped before anything can fail, so that a refused secret is wiped as well.
        let credentials = Self {
            secret_id: secret_id.into(),
            secret_key: Zeroizing::new(secret_key.into()),
            token: token.map(Zeroizing::new),
        };
        check("secretId", &credentials.secret_id, MAX_ID_LEN)?;
        if credentials.secret_id.contains([',', '/']) {
            return Err(Error::new(
                ErrorCode::Credentials,
                "secretId must not contain a comma or a slash",
            ));
        }
        check("secretKey", &credentials.secret_key, MAX_KEY_LEN)?;
        if let Some(token) = &credentials.token {
            check("token", token, MAX_TOKEN_LEN)?;
        }
        Ok(credentials)
    }

    pub(super) fn secret_id(&self) -> &str {
        &self.secret_id
    }

    pub(super) fn secret_key(&self) -> &str {
        &self.secret_key
    }

    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_ref().map(|token| token.as_str())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials([redacted])")
    }
}

fn check(name: &str, value: &str, max_len: usize) -> Result<(), Error> {
    if is_visible_ascii(value, max_len) {
        return Ok(());
    }
    let rule = if value.is_empty() {
        "must not be empty".to_owned()
    } else if value.len() > max_len {
        format!("must be at most {max_len} characters, got {}", value.len())
    } else {
        "must be visible ASCII without blanks and line breaks".to_owned()
    };
    Err(Error::new(ErrorCode::Credentials, format!("{name} {rule}")))
}
