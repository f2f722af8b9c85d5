//! Interprets the response: the only place that knows what the vendor's codes mean.

use super::{Action, RejectReason, UnavailableReason, VerifyOutcome};
use crate::json::Json;
use crate::result::disaster_recovery_claims;
use crate::text::is_visible_ascii;
use crate::{Error, ErrorCode};

const MAX_BODY_LEN: usize = 1024 * 1024;
const MAX_REQUEST_ID_LEN: usize = 128;
const MAX_ERROR_CODE_LEN: usize = 128;
const EVIL_LEVEL_MALICIOUS: i64 = 100;

/// Interprets the vendor's response about a ticket.
///
/// Passing takes HTTP 200, a body that is one JSON object with one `Response` without an `Error`, a
/// `CaptchaCode` that is the integer 1, a `RequestId`, and no `EvilLevel` 100. A body that cannot be
/// read, a key that comes twice included, is `unavailable`, never passed. The vendor's own messages
/// are not repeated, because they may quote what was sent.
///
/// # Errors
/// [`ErrorCode::Auth`] if the vendor refuses the credentials or the signature,
/// [`ErrorCode::Request`] if it refuses the parameters: misconfiguration, not the user's doing.
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
                "the service takes no more requests for now (HTTP 429)",
            ));
        }
        _ => {
            return Ok(unavailable(
                UnavailableReason::Service,
                format!("the service responded with HTTP status {status}"),
            ));
        }
    }
    match Response::parse(body) {
        None => Ok(unreadable()),
        Some(Response::ApiError { code, request_id }) => interpret_api_error(&code, request_id),
        Some(Response::Answer(answer)) => Ok(answer.interpret(action, ticket)),
    }
}

fn unavailable(reason: UnavailableReason, message: impl Into<String>) -> VerifyOutcome {
    VerifyOutcome::Unavailable {
        reason,
        message: message.into(),
        captcha_code: None,
        request_id: None,
        retryable: false,
    }
}

fn unreadable() -> VerifyOutcome {
    unavailable(
        UnavailableReason::Service,
        "the service's response cannot be read",
    )
}

/// What a body holds.
enum Response {
    Answer(Answer),
    ApiError {
        code: String,
        request_id: Option<String>,
    },
}

/// An answer about a ticket.
struct Answer {
    /// `None` if it is not an integer.
    captcha_code: Option<i64>,
    /// `Err` if it is there but not an integer.
    evil_level: Result<Option<i64>, ()>,
    score: Option<i64>,
    request_id: Option<String>,
}

impl Response {
    fn parse(body: &str) -> Option<Self> {
        if body.len() > MAX_BODY_LEN {
            return None;
        }
        let body = Json::parse(body)?;
        let response = body.get("Response")?;
        let request_id = response
            .get("RequestId")
            .and_then(Json::as_text)
            .filter(|id| is_visible_ascii(id, MAX_REQUEST_ID_LEN))
            .map(str::to_owned);
        if let Some(error) = response.get_non_null("Error") {
            let code = error.get("Code")?.as_text()?;
            return is_error_code(code).then(|| Self::ApiError {
                code: code.to_owned(),
                request_id,
            });
        }
        Some(Self::Answer(Answer {
            captcha_code: response.get("CaptchaCode")?.as_safe_integer(),
            evil_level: response
                .get_non_null("EvilLevel")
                .map(|level| level.as_safe_integer().ok_or(()))
                .transpose(),
            score: response.get("Score").and_then(Json::as_safe_integer),
            request_id,
        }))
    }
}

fn is_error_code(code: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_');
    (1..=MAX_ERROR_CODE_LEN).contains(&code.len()) && code.bytes().all(is_plain)
}

impl Answer {
    fn interpret(self, action: Action, ticket: &str) -> VerifyOutcome {
        let Some(code) = self.captcha_code else {
            return self.rejected(
                RejectReason::Refused,
                "the service responded with a CaptchaCode that is not an integer".to_owned(),
            );
        };
        let is_fallback = disaster_recovery_claims(ticket).is_some();
        match verdict(action, code, is_fallback) {
            Verdict::Passed => self.passed(ticket),
            Verdict::Rejected(reason, why) => {
                self.rejected(reason, format!("{why} (CaptchaCode {code})"))
            }
            Verdict::Unavailable(reason, why) => VerifyOutcome::Unavailable {
                reason,
                message: format!("{why} (CaptchaCode {code})"),
                captcha_code: Some(code),
                request_id: self.request_id,
                retryable: false,
            },
        }
    }

    fn passed(self, ticket: &str) -> VerifyOutcome {
        // Without an integer nobody can say whether the request was malicious.
        let Ok(evil_level) = self.evil_level else {
            return unreadable();
        };
        if evil_level >= Some(EVIL_LEVEL_MALICIOUS) {
            return self.rejected(
                RejectReason::Malicious,
                "the ticket is good, but the request is malicious (EvilLevel 100)".to_owned(),
            );
        }
        let Some(request_id) = self.request_id else {
            return unreadable();
        };
        VerifyOutcome::Passed {
            ticket: ticket.to_owned(),
            request_id,
            evil_level,
            score: self.score,
        }
    }

    fn rejected(self, reason: RejectReason, message: String) -> VerifyOutcome {
        VerifyOutcome::Rejected {
            reason,
            message,
            captcha_code: self.captcha_code,
            request_id: self.request_id,
        }
    }
}

enum Verdict {
    Passed,
    Rejected(RejectReason, &'static str),
    Unavailable(UnavailableReason, &'static str),
}

/// What a CaptchaCode means for each action (pages 1110/48499, 1110/36926 and 1110/84005).
fn verdict(action: Action, code: i64, is_fallback: bool) -> Verdict {
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
        (16, Web) | (21, _) if is_fallback => {
            Rejected(FallbackTicket, "a disaster-recovery ticket proves nothing")
        }
        (16, Mini) => Rejected(InvalidTicket, "the service cannot use this CaptchaAppId"),
        (16, Web) => Rejected(Mismatch, "the ticket does not belong to this CaptchaAppId"),
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

/// What an error of the API's common layer means, by the part of its code before the first dot
/// (page 1388/114322).
fn interpret_api_error(code: &str, request_id: Option<String>) -> Result<VerifyOutcome, Error> {
    let family = code.split('.').next().unwrap_or_default();
    let unavailable = |reason, why| {
        Ok(VerifyOutcome::Unavailable {
            reason,
            message: format!("{why}: {code}"),
            captcha_code: None,
            request_id: request_id.clone(),
            // The vendor says that it did not process the request.
            retryable: family == "RequestLimitExceeded",
        })
    };
    let misuse = |error_code, why| {
        let hint = api_error_hint(code);
        let request = request_id
            .as_ref()
            .map_or_else(String::new, |id| format!(" (request id {id})"));
        Err(Error::new(
            error_code,
            format!("{why}: {code}{hint}{request}"),
        ))
    };
    match family {
        "AuthFailure" | "UnauthorizedOperation" | "IpNotInWhitelist" | "IpInBlacklist" => misuse(
            ErrorCode::Auth,
            "the service refused the credentials, the signature or the account's permissions",
        ),
        "ActionOffline"
        | "DryRunOperation"
        | "InvalidAction"
        | "InvalidParameter"
        | "InvalidParameterValue"
        | "InvalidRequest"
        | "MissingParameter"
        | "NoSuchProduct"
        | "NoSuchVersion"
        | "RequestSizeLimitExceeded"
        | "ResourceNotFound"
        | "UnknownParameter"
        | "UnsupportedOperation"
        | "UnsupportedProtocol"
        | "UnsupportedRegion" => misuse(
            ErrorCode::Request,
            "the service refused the request's parameters",
        ),
        "RequestLimitExceeded" => unavailable(
            UnavailableReason::RateLimited,
            "the service takes no more requests for now",
        ),
        "LimitExceeded" => unavailable(UnavailableReason::Quota, "the account's quota is used up"),
        _ => unavailable(UnavailableReason::Service, "the service failed"),
    }
}

/// What else an error can mean, where its name does not say it.
fn api_error_hint(code: &str) -> &'static str {
    match code {
        "UnauthorizedOperation.Unauthorized" => {
            ", which also stands for no package, or an account in arrears"
        }
        _ => "",
    }
}
