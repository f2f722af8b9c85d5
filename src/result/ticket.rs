//! Tickets, and the disaster-recovery tickets among them.

use crate::digits::three_numbers;
use crate::text::{is_visible, string};
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

/// What a disaster-recovery ticket, `trerror_{errorCode}_{captchaAppId}_{unixSeconds}`, claims.
///
/// The vendor's script makes one when the captcha cannot be reached, and so can anybody's: the
/// format is public and nothing in it is signed. Older scripts write `terror_`.
/// Source: the vendor's page 1110/72311.
///
/// ```
/// use tcaptcha::{DisasterRecovery, Ticket};
///
/// let ticket = Ticket::parse("trerror_1001_123456789_1710144972")?;
/// let claimed = DisasterRecovery {
///     error_code: 1001,
///     captcha_app_id: "123456789".to_owned(),
///     issued_at_seconds: 1_710_144_972,
/// };
/// assert_eq!(ticket.disaster_recovery(), Some(claimed));
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisasterRecovery {
    /// The script's error code.
    pub error_code: u64,
    /// The AppId, as its digits.
    pub captcha_app_id: String,
    /// When the ticket was made, in Unix seconds.
    pub issued_at_seconds: u64,
}

impl Ticket {
    /// The longest ticket that is taken, in characters.
    pub const MAX_LEN: usize = 8192;

    /// Takes a ticket as the client sent it.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidResult`] when it is empty, too long or not visible ASCII, and when it
    /// starts like a disaster-recovery ticket but is none.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if !is_visible(text.as_bytes(), Self::MAX_LEN) {
            return Err(Error::new(
                ErrorCode::InvalidResult,
                "captchaResult.ticket takes 1 to 8192 characters of visible ASCII",
            ));
        }
        if is_broken_disaster_recovery(text.as_bytes()) {
            return Err(Error::new(
                ErrorCode::InvalidResult,
                "captchaResult.ticket takes trerror_{errorCode}_{captchaAppId}_{unixSeconds} when it starts so",
            ));
        }
        Ok(Self(text.to_owned()))
    }

    /// The ticket's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a disaster-recovery ticket claims; `None` for any other ticket.
    #[must_use]
    pub fn disaster_recovery(&self) -> Option<DisasterRecovery> {
        let part = disaster_recovery_part(self.0.as_bytes())?;
        let [(_, error_code), (captcha_app_id, _), (_, issued_at_seconds)] =
            three_numbers(part, b'_')?;
        Some(DisasterRecovery {
            error_code,
            captcha_app_id: string(captcha_app_id.to_vec()),
            issued_at_seconds,
        })
    }
}

impl Randstr {
    /// The longest random string that is taken, in characters.
    pub const MAX_LEN: usize = 1024;

    /// Takes a random string as the client sent it.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidResult`] when it is empty, too long or not visible ASCII.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if is_visible(text.as_bytes(), Self::MAX_LEN) {
            Ok(Self(text.to_owned()))
        } else {
            Err(invalid_randstr())
        }
    }

    /// The random string's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

pub(super) fn invalid_randstr() -> Error {
    Error::new(
        ErrorCode::InvalidResult,
        "captchaResult.randstr takes at most 1024 characters of visible ASCII, or is left out",
    )
}

/// What is behind the beginning of a disaster-recovery ticket.
pub(crate) fn disaster_recovery_part(ticket: &[u8]) -> Option<&[u8]> {
    ticket
        .strip_prefix(b"trerror_")
        .or_else(|| ticket.strip_prefix(b"terror_"))
}

/// Whether a ticket starts like one of disaster recovery, but is none.
pub(crate) fn is_broken_disaster_recovery(ticket: &[u8]) -> bool {
    disaster_recovery_part(ticket).is_some_and(|part| three_numbers(part, b'_').is_none())
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
