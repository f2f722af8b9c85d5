//! The answer in: the only place that knows what the vendor's codes mean.

use super::json::{object_members, string};
use super::{Action, RejectReason, UnavailableReason, VerifyOutcome};
use crate::result::disaster_recovery_part;
use crate::tc3::{decimal, push_all};
use crate::{Error, ErrorCode, MAX_SAFE_INTEGER};

const MAX_BODY_BYTES: usize = 1024 * 1024;
const MAX_REQUEST_ID_BYTES: usize = 128;
const MAX_ERROR_CODE_BYTES: usize = 128;
const EVIL_LEVEL_MALICIOUS: i64 = 100;

/// Interprets the vendor's answer about a ticket.
///
/// Passing takes HTTP 200, a body that is one JSON object with one `Response` without an `Error`, a
/// `CaptchaCode` that is the integer 1, a `RequestId`, and no `EvilLevel` 100. Whatever cannot be
/// read is `unavailable`, never passed. The vendor's own messages are not repeated, because they
/// may quote what was sent.
///
/// # Errors
///
/// `ERR_CAPTCHA_AUTH` if the vendor refuses the credentials or the signature,
/// `ERR_CAPTCHA_REQUEST` if it refuses the parameters: misconfiguration, not the user's doing.
///
/// ```
/// use tcaptcha::verify::{Action, RejectReason, VerifyOutcome, parse_verify_response};
///
/// let body = r#"{"Response": {"CaptchaCode": 8, "RequestId": "3f1e-44"}}"#;
/// let outcome = parse_verify_response(200, body, Action::Mini, "tr0abc")?;
/// assert!(matches!(outcome, VerifyOutcome::Rejected { reason: RejectReason::Expired, .. }));
/// # Ok::<(), tcaptcha::Error>(())
/// ```
pub fn parse_verify_response(
    status: u16,
    body: &str,
    action: Action,
    ticket: &str,
) -> Result<VerifyOutcome, Error> {
    match status {
        200 => {}
        429 => {
            return Ok(unavailable(
                UnavailableReason::RateLimited,
                "the service takes no more requests for now (http 429)",
            ));
        }
        _ => {
            let mut message = String::from("the service answered with http status ");
            message.push_str(&decimal(u64::from(status)));
            return Ok(unavailable(UnavailableReason::Service, message));
        }
    }
    match Answer::read(body) {
        Some(Answer::Error { code, request_id }) => api_error(&code, request_id),
        Some(Answer::Result(result)) => Ok(result.interpret(action, ticket)),
        None => Ok(unreadable()),
    }
}

enum Answer<'a> {
    Error {
        code: String,
        request_id: Option<String>,
    },
    Result(CaptchaResult<'a>),
}

/// The members that matter, as raw JSON.
struct CaptchaResult<'a> {
    captcha_code: &'a str,
    evil_level: Option<&'a str>,
    score: Option<&'a str>,
    request_id: Option<String>,
}

impl<'a> Answer<'a> {
    fn read(body: &'a str) -> Option<Self> {
        if body.len() > MAX_BODY_BYTES {
            return None;
        }
        let [response] = object_members(body, ["Response"])?;
        let [error, captcha_code, evil_level, score, request_id] = object_members(
            response?,
            ["Error", "CaptchaCode", "EvilLevel", "Score", "RequestId"],
        )?;
        let request_id = request_id.and_then(string).filter(|id| is_request_id(id));

        if let Some(error) = error.filter(|error| *error != "null") {
            let [code] = object_members(error, ["Code"])?;
            let code = code.and_then(string).filter(|code| is_error_code(code))?;
            return Some(Self::Error { code, request_id });
        }
        Some(Self::Result(CaptchaResult {
            captcha_code: captcha_code?,
            evil_level: evil_level.filter(|level| *level != "null"),
            score,
            request_id,
        }))
    }
}

impl CaptchaResult<'_> {
    fn interpret(self, action: Action, ticket: &str) -> VerifyOutcome {
        let captcha_code = integer(self.captcha_code);
        let verdict = match captcha_code {
            Some(code) => verdict(action, code, disaster_recovery_part(ticket).is_some()),
            None => Verdict::Rejected(
                RejectReason::Refused,
                "the service answered with a CaptchaCode that is not an integer",
            ),
        };
        match verdict {
            Verdict::Passed => self.passed(ticket),
            Verdict::Rejected(reason, what) => VerifyOutcome::Rejected {
                reason,
                message: with_code(what, self.captcha_code, captcha_code),
                captcha_code,
                request_id: self.request_id,
            },
            Verdict::Unavailable(reason, what) => VerifyOutcome::Unavailable {
                reason,
                message: with_code(what, self.captcha_code, captcha_code),
                request_id: self.request_id,
                retryable: false,
            },
        }
    }

    fn passed(self, ticket: &str) -> VerifyOutcome {
        let evil_level = self.evil_level.map(integer);
        match (evil_level, self.request_id) {
            // Not an integer: what the vendor wants to say of malice cannot be read.
            (Some(None), _) | (_, None) => unreadable(),
            (Some(Some(level)), Some(request_id)) if level >= EVIL_LEVEL_MALICIOUS => {
                VerifyOutcome::Rejected {
                    reason: RejectReason::Malicious,
                    message: "the ticket is good, but the request is malicious (EvilLevel 100)"
                        .into(),
                    captcha_code: Some(1),
                    request_id: Some(request_id),
                }
            }
            (level, Some(request_id)) => VerifyOutcome::Passed {
                ticket: ticket.to_owned(),
                request_id,
                evil_level: level.flatten(),
                score: self.score.and_then(integer),
            },
        }
    }
}

enum Verdict {
    Passed,
    Rejected(RejectReason, &'static str),
    Unavailable(UnavailableReason, &'static str),
}

/// What a CaptchaCode means for each action (pages 1110/48499 and 1110/36926).
fn verdict(action: Action, code: i64, fallback: bool) -> Verdict {
    use Action::{Mini, Web};
    use RejectReason::{Expired, FallbackTicket, InvalidTicket, Mismatch, Refused, Replayed, Risk};
    use UnavailableReason::{Quota, Service};
    use Verdict::{Passed, Rejected, Unavailable};

    match (code, action) {
        (1, _) => Passed,
        (7, Mini) => Rejected(Mismatch, "the ticket does not belong to this CaptchaAppId"),
        (7, Web) => Rejected(Mismatch, "the randstr does not belong to this ticket"),
        (8, _) => Rejected(Expired, "the ticket is older than 5 minutes"),
        (9, _) => Rejected(Replayed, "the ticket was used before"),
        (10, _) => Rejected(InvalidTicket, "the ticket has a wrong format"),
        (15, _) => Rejected(
            InvalidTicket,
            "the ticket cannot be decrypted, or CaptchaAppId, AppSecretKey or UserIp are wrong",
        ),
        (16, Mini) => Rejected(InvalidTicket, "the service cannot use this CaptchaAppId"),
        (16, Web) => Rejected(Mismatch, "the ticket does not belong to this CaptchaAppId"),
        (21, _) if fallback => {
            Rejected(FallbackTicket, "a disaster-recovery ticket proves nothing")
        }
        (21, Mini) => Rejected(InvalidTicket, "the service does not take this ticket"),
        (21, Web) => Rejected(Risk, "the service's risk control refused the request"),
        (25, _) => Rejected(InvalidTicket, "the ticket is invalid"),
        (26, _) => Unavailable(Service, "the service had an internal error"),
        (31, _) => Unavailable(
            Quota,
            "the service's package is used up or the account is in arrears",
        ),
        (100, Web) => Rejected(
            Mismatch,
            "CaptchaAppId, AppSecretKey and ticket do not belong together",
        ),
        _ => Rejected(Refused, "the service refused the ticket"),
    }
}

/// What an error of the API's common layer means.
fn api_error(code: &str, request_id: Option<String>) -> Result<VerifyOutcome, Error> {
    let (family, _) = code.split_once('.').unwrap_or((code, ""));
    let (error_code, what) = match family {
        "AuthFailure" | "UnauthorizedOperation" => (
            ErrorCode::Auth,
            "the service refused the credentials, the signature or the account's permissions: ",
        ),
        "InvalidParameter" | "MissingParameter" | "InvalidParameterValue" | "UnknownParameter" => (
            ErrorCode::Request,
            "the service refused the request's parameters: ",
        ),
        "RequestLimitExceeded" => {
            return Ok(VerifyOutcome::Unavailable {
                reason: UnavailableReason::RateLimited,
                message: with_detail("the service takes no more requests for now: ", code, None),
                request_id,
                retryable: true,
            });
        }
        _ => {
            return Ok(VerifyOutcome::Unavailable {
                reason: UnavailableReason::Service,
                message: with_detail("the service failed: ", code, None),
                request_id,
                retryable: false,
            });
        }
    };
    Err(Error::new(
        error_code,
        with_detail(what, code, request_id.as_deref()),
    ))
}

fn unreadable() -> VerifyOutcome {
    unavailable(
        UnavailableReason::Service,
        "the service's answer cannot be read",
    )
}

fn unavailable(reason: UnavailableReason, message: impl Into<String>) -> VerifyOutcome {
    VerifyOutcome::Unavailable {
        reason,
        message: message.into(),
        request_id: None,
        retryable: false,
    }
}

/// A JSON number without fraction and exponent that JavaScript holds exactly.
fn integer(json: &str) -> Option<i64> {
    json.parse::<i64>()
        .ok()
        .filter(|number| number.unsigned_abs() <= MAX_SAFE_INTEGER)
}

fn is_request_id(id: &str) -> bool {
    (1..=MAX_REQUEST_ID_BYTES).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_error_code(code: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_';
    (1..=MAX_ERROR_CODE_BYTES).contains(&code.len()) && code.bytes().all(is_plain)
}

fn with_code(what: &str, raw: &str, code: Option<i64>) -> String {
    let mut message = what.to_owned();
    if code.is_some() {
        push_all(&mut message, &[" (CaptchaCode ", raw, ")"]);
    }
    message
}

fn with_detail(what: &str, code: &str, request_id: Option<&str>) -> String {
    let mut message = what.to_owned();
    message.push_str(code);
    if let Some(id) = request_id {
        push_all(&mut message, &[" (request id ", id, ")"]);
    }
    message
}
