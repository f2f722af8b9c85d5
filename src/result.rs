//! captchaResult: every shape in which a client hands it over.
//!
//! | shape | origin |
//! |---|---|
//! | `{ret, ticket, randstr}` | [`CaptchaOrigin::Plain`] |
//! | an event of the plugin: `{detail: {ret, ticket}}`, of mpvue `{mp: {detail}}`, of wepy `{$wx: {detail}}` | [`CaptchaOrigin::Plugin`] |
//! | options of `App.onShow`: `{scene: 1038, referrerInfo: {appId, extraData}}` | [`CaptchaOrigin::MiniProgram`] |
//! | JSON text of any of these, with a byte order mark or without | the same |
//!
//! Source: the vendor's pages on the mini-program plugin and on the captcha mini program.

mod parse;
mod ticket;

pub use parse::{parse_captcha_result, read_show_options};
pub(crate) use ticket::disaster_recovery_claims;
pub use ticket::{DisasterRecovery, Randstr, Ticket};

use serde::{Serialize, Serializer};

/// What became of a captcha, and how the client handed it over.
///
/// ```
/// use tcaptcha::{CaptchaOrigin, CaptchaResult, CaptchaStatus, parse_captcha_result};
///
/// let CaptchaResult { origin, status } = parse_captcha_result(r#"{"detail": {"ret": 1}}"#)?;
/// assert_eq!((origin, status), (CaptchaOrigin::Plugin, CaptchaStatus::Failed));
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptchaResult {
    /// The shape that it came in.
    pub origin: CaptchaOrigin,
    /// What became of the captcha.
    pub status: CaptchaStatus,
}

/// The shape in which a captchaResult came.
///
/// ```
/// use tcaptcha::{CaptchaOrigin, parse_captcha_result};
///
/// let result = parse_captcha_result(r#"{"ret": 0, "ticket": "tr0abc"}"#)?;
/// assert_eq!(result.origin, CaptchaOrigin::Plain);
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaptchaOrigin {
    /// An event of the plugin's component.
    Plugin,
    /// The return from the captcha mini program.
    MiniProgram,
    /// The bare object.
    Plain,
}

/// What became of a captcha, by the client's word alone.
///
/// ```
/// use tcaptcha::{CaptchaStatus, parse_captcha_result};
///
/// match parse_captcha_result(r#"{"ret": 0, "ticket": "tr0abc"}"#)?.status {
///     CaptchaStatus::Solved { ticket, .. } => assert_eq!(ticket.as_str(), "tr0abc"),
///     CaptchaStatus::Fallback { .. } | CaptchaStatus::Failed | CaptchaStatus::Closed => unreachable!(),
/// }
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaptchaStatus {
    /// Solved, says the client; the ticket is still to be checked.
    Solved {
        /// What the vendor is asked about.
        ticket: Ticket,
        /// Goes with the tickets of the captcha mini program.
        randstr: Option<Randstr>,
    },
    /// A disaster-recovery ticket, which anybody can write: see [`DisasterRecovery`].
    Fallback {
        /// The ticket as it came.
        ticket: Ticket,
        /// The random string, when there is one.
        randstr: Option<Randstr>,
        /// What the ticket claims.
        claims: DisasterRecovery,
    },
    /// Not solved.
    Failed,
    /// Closed by the user.
    Closed,
}

impl CaptchaStatus {
    /// The status of a client that says that the captcha is solved.
    pub(crate) fn of_ticket(ticket: Ticket, randstr: Option<Randstr>) -> Self {
        match ticket.disaster_recovery() {
            None => Self::Solved { ticket, randstr },
            Some(claims) => Self::Fallback {
                ticket,
                randstr,
                claims,
            },
        }
    }

    /// The name that JavaScript sees.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Solved { .. } => "solved",
            Self::Fallback { .. } => "fallback",
            Self::Failed => "failed",
            Self::Closed => "closed",
        }
    }
}

/// The object that JavaScript sees: `ret` beside `status`, absent fields left out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wire<'a> {
    origin: CaptchaOrigin,
    status: &'static str,
    ret: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    randstr: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    captcha_app_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_at_seconds: Option<u64>,
}

impl Serialize for CaptchaResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ret = match self.status {
            CaptchaStatus::Solved { .. } | CaptchaStatus::Fallback { .. } => 0,
            CaptchaStatus::Failed => 1,
            CaptchaStatus::Closed => 2,
        };
        let (ticket, randstr, claims) = match &self.status {
            CaptchaStatus::Solved { ticket, randstr } => (Some(ticket), randstr.as_ref(), None),
            CaptchaStatus::Fallback {
                ticket,
                randstr,
                claims,
            } => (Some(ticket), randstr.as_ref(), Some(claims)),
            CaptchaStatus::Failed | CaptchaStatus::Closed => (None, None, None),
        };
        Wire {
            origin: self.origin,
            status: self.status.name(),
            ret,
            ticket: ticket.map(Ticket::as_str),
            randstr: randstr.map(Randstr::as_str),
            error_code: claims.and_then(|claims| claims.error_code),
            captcha_app_id: claims.and_then(|claims| claims.captcha_app_id.as_deref()),
            issued_at_seconds: claims.and_then(|claims| claims.issued_at_seconds),
        }
        .serialize(serializer)
    }
}
