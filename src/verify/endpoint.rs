//! Where the request goes.

use core::net::{Ipv4Addr, Ipv6Addr};

use crate::{Error, ErrorCode};

const DEFAULT_HOST: &str = "captcha.tencentcloudapi.com";
const MAX_BYTES: usize = 300;

/// The service's address: a scheme and a host, with a port if it is not the scheme's own.
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

        let (name, port) = match rest.strip_prefix('[') {
            Some(rest) => {
                let (address, after) = rest.split_once(']')?;
                let port = if after.is_empty() {
                    None
                } else {
                    Some(after.strip_prefix(':')?)
                };
                let address: Ipv6Addr = address.parse().ok()?;
                (Name::V6(address), port)
            }
            None => match rest.split_once(':') {
                Some((name, port)) => (Name::read(name)?, Some(port)),
                None => (Name::read(rest)?, None),
            },
        };
        if scheme == "http" && !name.is_loopback() {
            return None;
        }

        let mut host = name.into_text();
        if let Some(port) = port {
            // As on the wire: clients leave the scheme's own port out of the Host header.
            let port = read_port(port)?;
            if port != (if scheme == "http" { 80 } else { 443 }) {
                host.push(':');
                host.push_str(&port.to_string());
            }
        }
        Some(Self { scheme, host })
    }

    /// The address to send to, such as `https://captcha.tencentcloudapi.com/`.
    #[must_use]
    pub fn url(&self) -> String {
        let mut url = self.scheme.to_owned();
        crate::tc3::push_all(&mut url, &["://", &self.host, "/"]);
        url
    }

    /// The `Host` header's value.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }
}

enum Name {
    Dns(String),
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}

impl Name {
    fn read(text: &str) -> Option<Self> {
        let labels_are_plain = text.split('.').all(|label| {
            let edges_are_plain = !label.starts_with('-') && !label.ends_with('-');
            let is_plain =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            (1..=63).contains(&label.len()) && edges_are_plain && label.bytes().all(is_plain)
        });
        let last = text.rsplit('.').next()?;
        // `127.1`, `2130706433` and `0x7f.1` are addresses to some resolvers and names to others.
        if last.starts_with(|first: char| first.is_ascii_digit()) {
            return text.parse().ok().map(Self::V4);
        }
        (labels_are_plain && text.len() <= 253).then(|| Self::Dns(text.to_owned()))
    }

    fn is_loopback(&self) -> bool {
        match self {
            Self::Dns(name) => name == "localhost",
            Self::V4(address) => *address == Ipv4Addr::LOCALHOST,
            Self::V6(address) => *address == Ipv6Addr::LOCALHOST,
        }
    }

    fn into_text(self) -> String {
        match self {
            Self::Dns(name) => name,
            Self::V4(address) => address.to_string(),
            Self::V6(address) => {
                let mut text = String::from("[");
                text.push_str(&address.to_string());
                text.push(']');
                text
            }
        }
    }
}

fn read_port(text: &str) -> Option<u16> {
    let digits_only = text.bytes().all(|byte| byte.is_ascii_digit());
    let port: u16 = text.parse().ok()?;
    (digits_only && port != 0).then_some(port)
}
