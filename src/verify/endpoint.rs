//! Where the request goes.

use crate::digits::parse_digits;
use crate::text::excerpt;
use crate::{Error, ErrorCode};
use core::net::Ipv4Addr;

const DEFAULT_HOST: &str = "captcha.tencentcloudapi.com";
/// Of bracketed addresses only the loopback one is taken: the others have many spellings, and `fetch`
/// would send another one than was signed.
const V6_LOOPBACK: &str = "[::1]";
/// The longest DNS name.
const MAX_NAME_LEN: usize = 253;
const MAX_LABEL_LEN: usize = 63;

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
    /// [`ErrorCode::InvalidArgument`] for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::read(&text.to_ascii_lowercase()).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidArgument,
                format!(
                    "endpoint must be a host name with an optional port, or an https address without \
                     user, path and query (http for 127.0.0.1, localhost and [::1] only), got {}",
                    excerpt(text)
                ),
            )
        })
    }

    fn read(text: &str) -> Option<Self> {
        let (scheme, own_port, rest) = if let Some(rest) = text.strip_prefix("http://") {
            ("http", 80, without_slash(rest))
        } else if let Some(rest) = text.strip_prefix("https://") {
            ("https", 443, without_slash(rest))
        } else {
            ("https", 443, text)
        };
        let name_len = if rest.starts_with(V6_LOOPBACK) {
            V6_LOOPBACK.len()
        } else {
            rest.find(':').unwrap_or(rest.len())
        };
        let (name, port) = rest.split_at_checked(name_len)?;
        let port = match port.strip_prefix(':') {
            None if port.is_empty() => own_port,
            None => return None,
            Some(digits) => parse_digits(digits).filter(|port| (1..=65_535).contains(port))?,
        };
        let is_loopback = [V6_LOOPBACK, "127.0.0.1", "localhost"].contains(&name);
        if !(is_loopback || scheme == "https" && is_host(name)) {
            return None;
        }
        // As on the wire: clients leave the scheme's own port out of the Host header.
        let host = if port == own_port {
            name.to_owned()
        } else {
            format!("{name}:{port}")
        };
        Some(Self { scheme, host })
    }

    /// The address to send to, such as `https://captcha.tencentcloudapi.com/`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}://{}/", self.scheme, self.host)
    }

    /// The `Host` header's value.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }
}

fn without_slash(text: &str) -> &str {
    text.strip_suffix('/').unwrap_or(text)
}

/// A DNS name or an IPv4 address, in lower case.
fn is_host(name: &str) -> bool {
    let last_label = name.rsplit('.').next().unwrap_or_default();
    // `127.1`, `2130706433` and `0x7f.1` are addresses to some resolvers and names to others; so is a
    // name whose last label begins with a digit.
    if last_label.starts_with(|first: char| first.is_ascii_digit()) {
        return name.parse::<Ipv4Addr>().is_ok();
    }
    name.len() <= MAX_NAME_LEN && name.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    (1..=MAX_LABEL_LEN).contains(&label.len())
        && label.bytes().all(is_plain)
        && !label.starts_with('-')
        && !label.ends_with('-')
}
