//! The answer in: the only place that knows what the vendor's codes mean.

use super::json::{object_members, string};
use super::{Action, RejectReason, UnavailableReason, VerifyOutcome};
use crate::digits::parse_digits;
use crate::result::disaster_recovery_part;
use crate::text::{fill, is_visible, string as to_string};
use crate::{Error, ErrorCode};

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
    let reading = read_answer(status, body.as_bytes(), action, ticket);
    let captcha_code = integer(reading.captcha_code);
    Ok(match reading.verdict {
        Verdict::Passed => VerifyOutcome::Passed {
            ticket: ticket.to_owned(),
            request_id: to_string(reading.request_id),
            evil_level: integer(reading.evil_level),
            score: integer(reading.score),
        },
        Verdict::Rejected(reason) => VerifyOutcome::Rejected {
            reason,
            message: to_string(reading.message),
            captcha_code,
            request_id: given(to_string(reading.request_id)),
        },
        Verdict::Unavailable(reason) => VerifyOutcome::Unavailable {
            reason,
            message: to_string(reading.message),
            request_id: given(to_string(reading.request_id)),
            retryable: reading.retryable,
        },
        Verdict::Misuse(code) => return Err(Error::new(code, to_string(reading.message))),
    })
}

fn given(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// What the vendor's answer says, field by field; an empty text for what it does not say.
pub(crate) struct Reading<'a> {
    pub(crate) verdict: Verdict,
    pub(crate) message: Vec<u8>,
    pub(crate) request_id: Vec<u8>,
    /// A safe integer; of a rejected ticket only.
    pub(crate) captcha_code: &'a [u8],
    /// The same; of a ticket that passed only.
    pub(crate) evil_level: &'a [u8],
    /// The same.
    pub(crate) score: &'a [u8],
    pub(crate) retryable: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum Verdict {
    Passed,
    Rejected(RejectReason),
    Unavailable(UnavailableReason),
    /// Only who calls can mend it.
    Misuse(ErrorCode),
}

pub(crate) fn read_answer<'a>(
    status: u16,
    body: &'a [u8],
    action: Action,
    ticket: &str,
) -> Reading<'a> {
    let mut reading = Reading {
        verdict: Verdict::Unavailable(UnavailableReason::Service),
        message: Vec::new(),
        request_id: Vec::new(),
        captcha_code: b"",
        evil_level: b"",
        score: b"",
        retryable: false,
    };
    let unreadable = match status {
        200 => {
            if reading.read(body, action, ticket).is_some() {
                return reading;
            }
            reading.request_id.clear();
            "the service's answer cannot be read"
        }
        429 => {
            reading.verdict = Verdict::Unavailable(UnavailableReason::RateLimited);
            "the service takes no more requests for now (http $)"
        }
        _ => "the service answered with http status $",
    };
    let status = u64::from(status);
    reading.say(unreadable, &[itoa::Buffer::new().format(status).as_bytes()]);
    reading
}

impl<'a> Reading<'a> {
    fn say(&mut self, template: &str, values: &[&[u8]]) {
        fill(&mut self.message, template, values);
    }

    /// `None` if the answer cannot be read.
    fn read(&mut self, body: &'a [u8], action: Action, ticket: &str) -> Option<()> {
        if body.len() > MAX_BODY_BYTES {
            return None;
        }
        let [response] = object_members(body, ["Response"])?;
        let [error, captcha_code, evil_level, score, request_id] = object_members(
            response?,
            ["Error", "CaptchaCode", "EvilLevel", "Score", "RequestId"],
        )?;
        let given = |member: Option<&'a [u8]>| member.filter(|json| *json != b"null");
        if let Some(id) = request_id.and_then(string)
            && is_visible(&id, MAX_REQUEST_ID_BYTES)
        {
            self.request_id = id;
        }

        if let Some(error) = given(error) {
            let [code] = object_members(error, ["Code"])?;
            return self.api_error(&string(code?)?);
        }

        let captcha_code = captcha_code?;
        let Some(code) = integer(captcha_code) else {
            self.verdict = Verdict::Rejected(RejectReason::Refused);
            self.say(
                "the service answered with a CaptchaCode that is not an integer",
                &[],
            );
            return Some(());
        };
        let is_fallback = disaster_recovery_part(ticket.as_bytes()).is_some();
        let (verdict, what) = verdict(action, code, is_fallback);
        self.verdict = verdict;
        match verdict {
            Verdict::Passed => {
                // Not an integer: what the vendor wants to say of malice cannot be read.
                let evil_level = given(evil_level).unwrap_or_default();
                let is_readable = evil_level.is_empty() || integer(evil_level).is_some();
                if self.request_id.is_empty() || !is_readable {
                    self.verdict = Verdict::Unavailable(UnavailableReason::Service);
                    return None;
                }
                if integer(evil_level) >= Some(EVIL_LEVEL_MALICIOUS) {
                    self.verdict = Verdict::Rejected(RejectReason::Malicious);
                    self.captcha_code = captcha_code;
                    self.say(
                        "the ticket is good, but the request is malicious (EvilLevel 100)",
                        &[],
                    );
                } else {
                    self.evil_level = evil_level;
                    self.score = score
                        .filter(|score| integer(score).is_some())
                        .unwrap_or_default();
                }
            }
            _ => {
                self.captcha_code = captcha_code;
                self.say("$ (CaptchaCode $)", &[what.as_bytes(), captcha_code]);
            }
        }
        Some(())
    }

    /// What an error of the API's common layer means.
    fn api_error(&mut self, code: &[u8]) -> Option<()> {
        if !is_error_code(code) {
            return None;
        }
        let family = code.iter().position(|byte| *byte == b'.');
        let family = family.and_then(|end| code.get(..end)).unwrap_or(code);
        let is_one_of = |families: &[&str]| families.iter().any(|name| name.as_bytes() == family);
        let what = if is_one_of(&["AuthFailure", "UnauthorizedOperation"]) {
            self.verdict = Verdict::Misuse(ErrorCode::Auth);
            "the service refused the credentials, the signature or the account's permissions: "
        } else if is_one_of(&[
            "InvalidParameter",
            "MissingParameter",
            "InvalidParameterValue",
            "UnknownParameter",
        ]) {
            self.verdict = Verdict::Misuse(ErrorCode::Request);
            "the service refused the request's parameters: "
        } else if is_one_of(&["RequestLimitExceeded"]) {
            self.verdict = Verdict::Unavailable(UnavailableReason::RateLimited);
            self.retryable = true;
            "the service takes no more requests for now: "
        } else {
            "the service failed: "
        };
        let is_thrown = matches!(self.verdict, Verdict::Misuse(_));
        let template = if is_thrown && !self.request_id.is_empty() {
            "$$ (request id $)"
        } else {
            "$$"
        };
        fill(
            &mut self.message,
            template,
            &[what.as_bytes(), code, &self.request_id],
        );
        Some(())
    }
}

/// What a CaptchaCode means for each action (pages 1110/48499 and 1110/36926).
fn verdict(action: Action, code: i64, fallback: bool) -> (Verdict, &'static str) {
    use Action::{Mini, Web};
    use RejectReason::{Expired, FallbackTicket, InvalidTicket, Mismatch, Refused, Replayed, Risk};
    use UnavailableReason::{Quota, Service};

    let rejected = |reason, what| (Verdict::Rejected(reason), what);
    let unavailable = |reason, what| (Verdict::Unavailable(reason), what);

    match (code, action) {
        (1, _) => (Verdict::Passed, ""),
        (7, Mini) => rejected(Mismatch, "the ticket does not belong to this CaptchaAppId"),
        (7, Web) => rejected(Mismatch, "the randstr does not belong to this ticket"),
        (8, _) => rejected(Expired, "the ticket is older than 5 minutes"),
        (9, _) => rejected(Replayed, "the ticket was used before"),
        (10, _) => rejected(InvalidTicket, "the ticket has a wrong format"),
        (15, _) => rejected(
            InvalidTicket,
            "the ticket cannot be decrypted, or CaptchaAppId, AppSecretKey or UserIp are wrong",
        ),
        (16, Mini) => rejected(InvalidTicket, "the service cannot use this CaptchaAppId"),
        (16, Web) => rejected(Mismatch, "the ticket does not belong to this CaptchaAppId"),
        (21, _) if fallback => {
            rejected(FallbackTicket, "a disaster-recovery ticket proves nothing")
        }
        (21, Mini) => rejected(InvalidTicket, "the service does not take this ticket"),
        (21, Web) => rejected(Risk, "the service's risk control refused the request"),
        (25, _) => rejected(InvalidTicket, "the ticket is invalid"),
        (26, _) => unavailable(Service, "the service had an internal error"),
        (31, _) => unavailable(
            Quota,
            "the service's package is used up or the account is in arrears",
        ),
        (100, Web) => rejected(
            Mismatch,
            "CaptchaAppId, AppSecretKey and ticket do not belong together",
        ),
        _ => rejected(Refused, "the service refused the ticket"),
    }
}

/// A JSON number without fraction and exponent that JavaScript holds exactly.
#[inline(never)]
fn integer(json: &[u8]) -> Option<i64> {
    let digits = json.strip_prefix(b"-");
    let number = parse_digits(digits.unwrap_or(json))?;
    // A safe integer is one of either sign.
    let number = i64::try_from(number).ok()?;
    Some(if digits.is_some() { -number } else { number })
}

fn is_error_code(code: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_');
    !code.is_empty() && code.len() <= MAX_ERROR_CODE_BYTES && code.iter().all(is_plain)
}
