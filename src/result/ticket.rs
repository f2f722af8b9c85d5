//! Tickets, and the disaster-recovery tickets among them.

use crate::digits::parse_digits;
use crate::text::is_visible_ascii;
use crate::{Error, ErrorCode};
use core::fmt;

/// A ticket: 1 to 8192 characters of visible ASCII. `Debug` shows its length only.
///
/// ```
/// use tcaptcha::Ticket;
///
/// let ticket = Ticket::parse("tr0abc")?;
/// assert_eq!(ticket.as_str(), "tr0abc");
/// assert!(ticket.disaster_recovery().is_none());
/// assert!(Ticket::parse(&"t".repeat(Ticket::MAX_LEN + 1)).is_err());
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket(String);

/// A random string that goes with a ticket: 1 to 1024 characters of visible ASCII.
///
/// ```
/// use tcaptcha::Randstr;
///
/// assert_eq!(Randstr::parse("@abc")?.as_str(), "@abc");
/// assert!(Randstr::parse(&"r".repeat(Randstr::MAX_LEN + 1)).is_err());
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Randstr(String);

/// What a disaster-recovery ticket claims, as far as it can be read.
///
/// The usual form is `trerror_{errorCode}_{captchaAppId}_{unixSeconds}`. Older scripts write
/// `terror_`, leave out the AppId, or leave out the `_` before the time; a page whose AppId is not
/// set writes `undefined` in its place. The vendor's script makes such a ticket when the captcha
/// cannot be reached, and so can anybody: the format is public and nothing in it is signed.
/// Source: the vendor's pages 1110/72311 and 1110/84005.
///
/// ```
/// use tcaptcha::{DisasterRecovery, Ticket};
///
/// let ticket = Ticket::parse("trerror_1001_123456789_1710144972")?;
/// let claimed = DisasterRecovery {
///     error_code: Some(1001),
///     captcha_app_id: Some("123456789".to_owned()),
///     issued_at_seconds: Some(1_710_144_972),
/// };
/// assert_eq!(ticket.disaster_recovery(), Some(claimed));
///
/// let without_app_id = Ticket::parse("terror_1001_1710144972")?.disaster_recovery().unwrap();
/// assert_eq!(without_app_id.captcha_app_id, None);
/// assert_eq!(without_app_id.issued_at_seconds, Some(1_710_144_972));
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DisasterRecovery {
    /// The script's error code.
    pub error_code: Option<u64>,
    /// The AppId, as its digits.
    pub captcha_app_id: Option<String>,
    /// When the ticket was made, in Unix seconds.
    pub issued_at_seconds: Option<u64>,
}

/// How many digits the time has in Unix seconds, from 2001 to 2286.
const TIME_DIGITS: usize = 10;

impl DisasterRecovery {
    /// Reads what follows the prefix.
    fn parse(claims: &str) -> Self {
        let mut parts = claims.split('_');
        let error_code = parts.next().and_then(parse_digits);
        let (app_id, time) = match (parts.next(), parts.next(), parts.next()) {
            (app_id, Some(time), None) => (app_id, Some(time)),
            // Without the second `_`: the time are the last digits.
            (Some(both), None, None) => match both.len().checked_sub(TIME_DIGITS) {
                None => (None, None),
                Some(at) => (both.get(..at), both.get(at..)),
            },
            _ => (None, None),
        };
        Self {
            error_code,
            captcha_app_id: app_id
                .filter(|app_id| parse_digits(app_id).is_some())
                .map(str::to_owned),
            issued_at_seconds: time.and_then(parse_digits),
        }
    }
}

impl Ticket {
    /// The longest ticket that is taken, in characters.
    pub const MAX_LEN: usize = 8192;

    /// Takes a ticket as the client sent it.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidResult`] when it is empty, too long or not visible ASCII.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if is_visible_ascii(text, Self::MAX_LEN) {
            return Ok(Self(text.to_owned()));
        }
        Err(Error::new(
            ErrorCode::InvalidResult,
            "captchaResult.ticket must be 1 to 8192 characters of visible ASCII",
        ))
    }

    /// The ticket's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a disaster-recovery ticket claims; `None` for any other ticket.
    #[must_use]
    pub fn disaster_recovery(&self) -> Option<DisasterRecovery> {
        disaster_recovery_claims(&self.0).map(DisasterRecovery::parse)
    }
}

/// What follows the prefix of a disaster-recovery ticket; the prefix alone makes it one.
pub(crate) fn disaster_recovery_claims(ticket: &str) -> Option<&str> {
    ticket
        .strip_prefix("trerror_")
        .or_else(|| ticket.strip_prefix("terror_"))
}

impl Randstr {
    /// The longest random string that is taken, in characters.
    pub const MAX_LEN: usize = 1024;

    /// Takes a random string as the client sent it.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidResult`] when it is empty, too long or not visible ASCII.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if is_visible_ascii(text, Self::MAX_LEN) {
            return Ok(Self(text.to_owned()));
        }
        Err(Error::new(
            ErrorCode::InvalidResult,
            "captchaResult.randstr must be at most 1024 characters of visible ASCII, or left out",
        ))
    }

    /// The random string's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticket({} characters)", self.0.len())
    }
}

impl fmt::Debug for Randstr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Randstr({} characters)", self.0.len())
    }
}
