//! Where the request goes.

use crate::ip::is_ipv4;
use crate::tc3::{decimal, push_all};
use crate::{Error, ErrorCode};

const DEFAULT_HOST: &str = "captcha.tencentcloudapi.com";
const V6_LOOPBACK: &str = "[::1]";
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
        Self::read(text).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidArgument,
                "endpoint must be a host name with an optional port, or an https address without \
                 user, path and query; http is for 127.0.0.1, localhost and [::1] only",
            )
        })
    }

    fn read(text: &str) -> Option<Self> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let lower = text.to_ascii_lowercase();
        let (scheme, rest) = match (
            lower.strip_prefix("https://"),
            lower.strip_prefix("http://"),
        ) {
            (Some(rest), _) => ("https", rest.strip_suffix('/').unwrap_or(rest)),
            (_, Some(rest)) => ("http", rest.strip_suffix('/').unwrap_or(rest)),
            _ => ("https", lower.as_str()),
        };

        // Of bracketed addresses only the loopback one: the others have many spellings, and `fetch`
        // would send another one than was signed.
        let (host, port) = match rest.strip_prefix(V6_LOOPBACK) {
            Some("") => (V6_LOOPBACK, None),
            Some(behind) => (V6_LOOPBACK, Some(behind.strip_prefix(':')?)),
            None => match rest.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (rest, None),
            },
        };
        let is_loopback = [V6_LOOPBACK, "127.0.0.1", "localhost"].contains(&host);
        if !(is_loopback || scheme == "https" && is_host(host)) {
            return None;
        }

        let mut host = host.to_owned();
        if let Some(port) = port {
            // As on the wire: clients leave the scheme's own port out of the Host header.
            let port = read_port(port)?;
            if port != (if scheme == "http" { 80 } else { 443 }) {
                push_all(&mut host, &[":", &decimal(u64::from(port))]);
            }
        }
        Some(Self { scheme, host })
    }

    /// The address to send to, such as `https://captcha.tencentcloudapi.com/`.
    #[must_use]
    pub fn url(&self) -> String {
        let mut url = self.scheme.to_owned();
        push_all(&mut url, &["://", &self.host, "/"]);
        url
    }

    /// The `Host` header's value.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }
}

/// A DNS name or an IPv4 address, in lower case.
fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let edges_are_plain = !label.starts_with('-') && !label.ends_with('-');
        (1..=63).contains(&label.len()) && edges_are_plain && label.bytes().all(is_plain)
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    // `127.1`, `2130706433` and `0x7f.1` are addresses to some resolvers and names to others.
    if last.starts_with(|first: char| first.is_ascii_digit()) {
        return is_ipv4(text);
    }
    text.len() <= 253 && text.split('.').all(is_label)
}

fn read_port(text: &str) -> Option<u16> {
    let digits_only = text.bytes().all(|byte| byte.is_ascii_digit());
    let port: u16 = text.parse().ok()?;
    (digits_only && port != 0).then_some(port)
}
