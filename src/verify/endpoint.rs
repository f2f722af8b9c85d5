//! Where the request goes.

use crate::digits::parse_digits;
use crate::ip::is_ipv4;
use crate::text::{fill, filled, string};
use crate::{Error, ErrorCode};

const DEFAULT_HOST: &str = "captcha.tencentcloudapi.com";
const V6_LOOPBACK: &[u8] = b"[::1]";
const MAX_BYTES: usize = 300;

/// The service's address: a scheme and a host, with a port if it is not the scheme's own.
///
/// ```
/// use tcaptcha::verify::Endpoint;
///
/// let endpoint = Endpoint::parse("captcha.intl.tencentcloudapi.com")?;
/// assert_eq!(endpoint.url(), "https://captcha.intl.tencentcloudapi.com/");
/// assert_eq!(Endpoint::parse("http://127.0.0.1:4000")?.host(), "127.0.0.1:4000");
/// assert!(Endpoint::parse("http://captcha.tencentcloudapi.com").is_err());
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    scheme: &'static str,
    host: String,
}

impl Default for Endpoint {
    /// `https://captcha.tencentcloudapi.com`
    fn default() -> Self {
        Self {
            scheme: "https",
            host: DEFAULT_HOST.to_owned(),
        }
    }
}

impl Endpoint {
    /// Reads `host`, `host:port` or `https://host:port`; `http://` for the loopback address only.
    ///
    /// A user, a path other than `/`, a query and a fragment are refused: whatever is not a plain
    /// host could send the secrets elsewhere than it seems to.
    ///
    /// # Errors
    ///
    /// `ERR_CAPTCHA_INVALID_ARGUMENT` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::read(text.as_bytes()).ok_or_else(invalid)
    }

    /// The same, with no text for the default.
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    pub(crate) fn parse_or_default(text: &[u8]) -> Result<Self, Error> {
        Self::read(if text.is_empty() {
            DEFAULT_HOST.as_bytes()
        } else {
            text
        })
        .ok_or_else(invalid)
    }

    fn read(text: &[u8]) -> Option<Self> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let lower = text.to_ascii_lowercase();
        let (scheme, own_port, rest) = if let Some(rest) = lower.strip_prefix(b"https://") {
            ("https", 443, without_slash(rest))
        } else if let Some(rest) = lower.strip_prefix(b"http://") {
            ("http", 80, without_slash(rest))
        } else {
            ("https", 443, &*lower)
        };

        // Of bracketed addresses only the loopback one: the others have many spellings, and `fetch`
        // would send another one than was signed.
        let host_len = if rest.starts_with(V6_LOOPBACK) {
            Some(V6_LOOPBACK.len())
        } else {
            rest.iter().position(|byte| *byte == b':')
        };
        let (name, port) = rest.split_at_checked(host_len.unwrap_or(rest.len()))?;
        let is_loopback = name == V6_LOOPBACK || name == b"127.0.0.1" || name == b"localhost";
        if !(is_loopback || own_port == 443 && is_host(name)) {
            return None;
        }

        // As on the wire: clients leave the scheme's own port out of the Host header.
        let port = if port.is_empty() {
            own_port
        } else {
            read_port(port)?
        };
        let template = if port == own_port { "$" } else { "$:$" };
        let host = filled(
            template,
            &[name, itoa::Buffer::new().format(port).as_bytes()],
        );
        Some(Self { scheme, host })
    }

    /// The address to send to, such as `https://captcha.tencentcloudapi.com/`.
    #[must_use]
    pub fn url(&self) -> String {
        let mut url = Vec::new();
        self.push_url(&mut url);
        string(url)
    }

    pub(super) fn push_url(&self, text: &mut Vec<u8>) {
        fill(
            text,
            "$://$/",
            &[self.scheme.as_bytes(), self.host.as_bytes()],
        );
    }

    /// The `Host` header's value.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }
}

fn invalid() -> Error {
    Error::new(
        ErrorCode::InvalidArgument,
        "endpoint must be a host name with an optional port, or an https address without \
         user, path and query; http is for 127.0.0.1, localhost and [::1] only",
    )
}

fn without_slash(text: &[u8]) -> &[u8] {
    text.strip_suffix(b"/").unwrap_or(text)
}

/// A DNS name or an IPv4 address, in lower case.
fn is_host(text: &[u8]) -> bool {
    let mut label_len = 0_u32;
    let mut starts_with_digit = false;
    let mut before = b'.';
    for byte in text {
        match byte {
            // No label is empty, and none ends with a hyphen.
            b'.' if !matches!(before, b'.' | b'-') => label_len = 0,
            b'a'..=b'z' | b'0'..=b'9' => {
                if label_len == 0 {
                    starts_with_digit = byte.is_ascii_digit();
                }
                label_len = label_len.saturating_add(1);
            }
            b'-' if label_len > 0 => label_len = label_len.saturating_add(1),
            _ => return false,
        }
        if label_len > 63 {
            return false;
        }
        before = *byte;
    }
    // `127.1`, `2130706433` and `0x7f.1` are addresses to some resolvers and names to others.
    let is_plain = if starts_with_digit {
        is_ipv4(text)
    } else {
        text.len() <= 253
    };
    is_plain && !matches!(before, b'.' | b'-')
}

/// The port behind a colon.
fn read_port(text: &[u8]) -> Option<u64> {
    let digits = text.strip_prefix(b":")?;
    parse_digits(digits).filter(|port| (1..=65_535).contains(port))
}
