//! The cloud account's credentials.

use core::fmt;

use zeroize::Zeroizing;

use crate::text::{filled, is_visible};
use crate::{Error, ErrorCode};

const MAX_ID_BYTES: usize = 256;
const MAX_KEY_BYTES: usize = 256;
const MAX_TOKEN_BYTES: usize = 8192;

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
    /// Takes credentials that can go into HTTP headers: visible ASCII, no spaces.
    ///
    /// # Errors
    ///
    /// `ERR_CAPTCHA_CREDENTIALS` names the part that is missing or has other characters.
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
        check_credentials(
            credentials.secret_id(),
            credentials.secret_key(),
            credentials.token(),
        )?;
        Ok(credentials)
    }

    pub(super) fn secret_id(&self) -> &[u8] {
        self.secret_id.as_bytes()
    }

    pub(super) fn secret_key(&self) -> &[u8] {
        self.secret_key.as_bytes()
    }

    pub(super) fn token(&self) -> Option<&[u8]> {
        self.token.as_ref().map(|token| token.as_bytes())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials([redacted])")
    }
}

pub(crate) fn check_credentials(
    secret_id: &[u8],
    secret_key: &[u8],
    token: Option<&[u8]>,
) -> Result<(), Error> {
    check("secretId", secret_id, MAX_ID_BYTES)?;
    if secret_id.iter().any(|byte| matches!(byte, b',' | b'/')) {
        return Err(Error::new(
            ErrorCode::Credentials,
            "secretId must not contain a comma or a slash",
        ));
    }
    check("secretKey", secret_key, MAX_KEY_BYTES)?;
    token.map_or(Ok(()), |token| check("token", token, MAX_TOKEN_BYTES))
}

#[inline(never)]
fn check(name: &str, value: &[u8], max_bytes: usize) -> Result<(), Error> {
    if is_visible(value, max_bytes) {
        return Ok(());
    }
    let problem = if value.is_empty() {
        "$ is empty"
    } else if value.len() > max_bytes {
        "$ is too long"
    } else {
        "$ must be visible ascii without spaces or line breaks"
    };
    Err(Error::new(
        ErrorCode::Credentials,
        filled(problem, &[name.as_bytes()]),
    ))
}
