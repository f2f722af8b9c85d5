//! The end user's address.

use crate::text::excerpt;
use crate::{Error, ErrorCode};
use core::fmt;
use core::net::IpAddr;

/// The end user's public IP address, version 4 or 6.
///
/// An IPv4 address that was mapped to version 6 is an IPv4 address again: the vendor compares it with
/// the one that its own page has seen.
///
/// ```
/// use tcaptcha::verify::UserIp;
///
/// assert_eq!(UserIp::parse("2001:db8::7")?.to_string(), "2001:db8::7");
/// assert_eq!(UserIp::parse("::ffff:203.0.113.7")?.to_string(), "203.0.113.7");
/// assert!(UserIp::parse("203.0.113.7, 10.0.0.1").is_err());
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserIp(IpAddr);

impl UserIp {
    /// Reads an address without port, brackets and zone.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidArgument`] for anything else, such as a list of addresses.
    pub fn parse(text: &str) -> Result<Self, Error> {
        text.parse::<IpAddr>()
            .map(|address| Self(address.to_canonical()))
            .map_err(|_| {
                Error::new(
                    ErrorCode::InvalidArgument,
                    format!(
                        "userIp must be one IPv4 or IPv6 address, got {}",
                        excerpt(text)
                    ),
                )
            })
    }
}

impl fmt::Display for UserIp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
