//! The ticket check for JavaScript.
//!
//! What goes in and out in several parts is one text in lines: a string crosses for less than an
//! object, and its code takes less room. An empty answer says that there is an error to take.

use super::aid::app_id;
use super::exchange::with_key;
use super::{keep_error, scrub_stack, whole};
use crate::digits::parse_digits;
use crate::result::is_broken_disaster_recovery;
use crate::tc3::SigningKeyCache;
use crate::text::{filled, is_visible, string};
use crate::verify::{
    Action, Application, Endpoint, Question, Reading, Verdict, check_credentials, check_user_ip,
    claim_key_of, read_answer,
};
use crate::{AppSecretKey, CaptchaAppId, Error, ErrorCode, Randstr, Ticket};
use wasm_bindgen::prelude::*;

/// One application's side of the ticket check: what stays the same from call to call.
#[wasm_bindgen]
pub struct TicketCheck {
    captcha_app_id: CaptchaAppId,
    application: Application,
    endpoint: Endpoint,
    keys: SigningKeyCache,
}

#[wasm_bindgen]
impl TicketCheck {
    /// Reads AppId and AppSecretKey from the exchange; `options` has three lines: BusinessId,
    /// SceneId, endpoint, each empty for none. `undefined` if there is an error to take.
    pub fn create(app_id_len: usize, key_len: usize, options: &str) -> Option<TicketCheck> {
        let check = Self::read(app_id_len, key_len, options);
        scrub_stack();
        check.map_err(keep_error).ok()
    }

    /// A request signed for Unix seconds, in lines: see `Application::request_text`.
    ///
    /// `question` has six lines: ticket, randstr, user's address, SecretId, SecretKey, token; an
    /// empty one for a randstr or a token that there is none of. With a ticket alone, the answer is
    /// the replay store's name of it.
    pub fn ask(&mut self, question: &str, timestamp_seconds: f64) -> String {
        let answer = self.answer(question.as_bytes(), timestamp_seconds);
        scrub_stack();
        text_or_error(answer)
    }
}

impl TicketCheck {
    fn read(app_id_len: usize, key_len: usize, options: &str) -> Result<Self, Error> {
        let captcha_app_id = app_id(app_id_len);
        let mut options = options.as_bytes();
        let business_id = next_line(&mut options);
        let scene_id = next_line(&mut options);
        // Before anything fails, because reading the key wipes it.
        with_key(key_len, |app_secret_key| {
            let captcha_app_id = captcha_app_id?;
            if str::from_utf8(app_secret_key).is_err() {
                return Err(Error::new(
                    ErrorCode::InvalidKey,
                    "appSecretKey takes UTF-8 to be sent to the service",
                ));
            }
            AppSecretKey::new(app_secret_key)?;
            Ok(Self {
                captcha_app_id,
                application: Application::new(
                    captcha_app_id,
                    app_secret_key,
                    read_id(business_id, "businessId takes a whole number")?,
                    read_id(scene_id, "sceneId takes a whole number")?,
                ),
                endpoint: Endpoint::parse_or_default(options)?,
                keys: SigningKeyCache::default(),
            })
        })
    }

    fn answer(&mut self, question: &[u8], timestamp_seconds: f64) -> Result<String, Error> {
        let mut rest = question;
        let ticket = next_line(&mut rest);
        // The same rules as for a ticket from a client, but as an argument.
        if !is_visible(ticket, Ticket::MAX_LEN) || is_broken_disaster_recovery(ticket) {
            return Err(Error::new(
                ErrorCode::InvalidArgument,
                "ticket takes 1 to 8192 characters of visible ASCII",
            ));
        }
        if rest.is_empty() {
            return Ok(claim_key_of(self.captcha_app_id, ticket));
        }
        let randstr = next_line(&mut rest);
        let user_ip = next_line(&mut rest);
        let secret_id = next_line(&mut rest);
        let secret_key = next_line(&mut rest);
        let given = |text| Some(text).filter(|text: &&[u8]| !text.is_empty());
        let question = Question {
            ticket,
            randstr: given(randstr),
            user_ip,
            secret_id,
            secret_key,
            token: given(rest),
        };
        check_credentials(secret_id, secret_key, question.token)?;
        if !randstr.is_empty() && !is_visible(randstr, Randstr::MAX_LEN) {
            return Err(Error::new(
                ErrorCode::InvalidArgument,
                "randstr takes at most 1024 characters of visible ASCII, or is left out",
            ));
        }
        self.application.request_text(
            &question,
            &self.endpoint,
            whole(timestamp_seconds).unwrap_or(u64::MAX),
            &mut self.keys,
        )
    }
}

/// Whether the text is an IP address; if not, there is an error to take.
#[wasm_bindgen(js_name = checkUserIp)]
pub fn check_user_ip_for_js(user_ip: &str) -> bool {
    check_user_ip(user_ip).map_err(keep_error).is_ok()
}

/// An outcome in lines: status, reason, message, request id, CaptchaCode, EvilLevel, Score and
/// whether the request can be sent again; empty where there is none.
///
/// `answer` has in lines the HTTP status, the vendor's name of the action and the ticket; what is
/// behind them is the body.
#[wasm_bindgen(js_name = parseVerifyResponse)]
pub fn parse_verify_response_for_js(answer: &str) -> String {
    let mut body = answer.as_bytes();
    // A status that is none is one that nobody knows.
    let status = parse_digits(next_line(&mut body));
    let status = status.and_then(|status| u16::try_from(status).ok());
    let action = Action::from_name(text(next_line(&mut body)));
    let ticket = text(next_line(&mut body));
    text_or_error(match action {
        Some(action) => outcome_text(read_answer(status.unwrap_or(0), body, action, ticket)),
        None => Err(Error::new(
            ErrorCode::InvalidArgument,
            "action takes 'DescribeCaptchaMiniResult' or 'DescribeCaptchaResult'",
        )),
    })
}

/// No field holds a line break: messages and reasons are ours, and what of them is the vendor's was
/// taken for visible ASCII only.
fn outcome_text(reading: Reading<'_>) -> Result<String, Error> {
    let (status, reason) = match reading.verdict {
        Verdict::Passed => ("passed", ""),
        Verdict::Rejected(reason) => ("rejected", reason.as_str()),
        Verdict::Unavailable(reason) => ("unavailable", reason.as_str()),
        Verdict::Misuse(code) => return Err(Error::new(code, string(reading.message))),
    };
    Ok(filled(
        "$\n$\n$\n$\n$\n$\n$\n$",
        &[
            status.as_bytes(),
            reason.as_bytes(),
            &reading.message,
            &reading.request_id,
            reading.captcha_code,
            reading.evil_level,
            reading.score,
            if reading.retryable { b"1" } else { b"" },
        ],
    ))
}

/// The text, or nothing and an error to take.
fn text_or_error(result: Result<String, Error>) -> String {
    result.unwrap_or_else(|error| {
        keep_error(error);
        String::new()
    })
}

/// Takes the text's first line off it.
#[inline(never)]
fn next_line<'a>(text: &mut &'a [u8]) -> &'a [u8] {
    let end = text.iter().position(|byte| *byte == b'\n');
    let (line, rest) = text
        .split_at_checked(end.unwrap_or(text.len()))
        .unwrap_or_default();
    *text = rest.strip_prefix(b"\n").unwrap_or_default();
    line
}

/// What came from JavaScript as text, and is cut between characters.
fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap_or_default()
}

fn read_id(digits: &[u8], message: &'static str) -> Result<Option<u64>, Error> {
    let id = parse_digits(digits);
    if id.is_none() && !digits.is_empty() {
        return Err(Error::new(ErrorCode::InvalidArgument, message));
    }
    Ok(id)
}
