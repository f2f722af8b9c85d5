//! From a value of unknown shape to a [`CaptchaResult`].

use super::ticket::invalid_randstr;
use super::{CaptchaOrigin, CaptchaResult, CaptchaStatus, Randstr, Ticket};
use crate::{Error, ErrorCode};
use serde_json::Value;

/// The AppId of the vendor's captcha mini program.
const CAPTCHA_MINI_PROGRAM: &str = "wx5a3a7366fd07e119";
/// WeChat's scene value for a return from another mini program.
const SCENE_RETURN: f64 = 1038.0;
/// The longest JSON text that is read.
const MAX_JSON_LEN: usize = 64 * 1024;

/// Reads what the client sent, from JSON text.
///
/// # Errors
/// [`ErrorCode::InvalidResult`], naming the field, for text over 64 KiB, text that is not JSON,
/// and a value of none of the shapes.
///
/// ```
/// use tcaptcha::{CaptchaStatus, parse_captcha_result};
///
/// let result = parse_captcha_result(r#"{"detail": {"ret": 2}}"#)?;
/// assert_eq!(result.status, CaptchaStatus::Closed);
/// # Ok::<(), tcaptcha::Error>(())
/// ```
pub fn parse_captcha_result(json: &str) -> Result<CaptchaResult, Error> {
    parse_from(&parse_json(json)?)
}

/// Reads options of `App.onShow`, from JSON text; `None` when this show is not a return from the
/// captcha mini program.
///
/// ```
/// assert!(tcaptcha::read_show_options(r#"{"scene": 1001}"#).is_none());
/// ```
#[must_use]
pub fn read_show_options(json: &str) -> Option<CaptchaResult> {
    read_show_from(&parse_json(json).ok()?)
}

fn parse_json(json: &str) -> Result<Value, Error> {
    if json.len() > MAX_JSON_LEN {
        return Err(json_too_long());
    }
    serde_json::from_str(json).map_err(|_| not_json())
}

fn json_too_long() -> Error {
    invalid("captchaResult takes at most 64 KiB of JSON text")
}

fn not_json() -> Error {
    invalid("captchaResult takes an object or its JSON text")
}

fn parse_from(input: &Value) -> Result<CaptchaResult, Error> {
    if input.get("ret").is_some() {
        return Ok(CaptchaResult {
            origin: CaptchaOrigin::Plain,
            status: parse_status(input)?,
        });
    }
    let event_detail = input
        .get("detail")
        .or_else(|| input.get("mp").and_then(|mp| mp.get("detail")));
    if let Some(detail) = event_detail {
        return Ok(CaptchaResult {
            origin: CaptchaOrigin::Plugin,
            status: parse_status(detail)?,
        });
    }
    if input.get("scene").is_some() || input.get("referrerInfo").is_some() {
        return parse_show_options(input);
    }
    Err(invalid(
        "captchaResult takes an object with ret, a verify or close event, options of App.onShow, or JSON text of these",
    ))
}

fn read_show_from(input: &Value) -> Option<CaptchaResult> {
    parse_show_options(input).ok()
}

fn parse_show_options(options: &Value) -> Result<CaptchaResult, Error> {
    if options.get("scene").and_then(Value::as_f64) != Some(SCENE_RETURN) {
        return Err(invalid(
            "captchaResult.scene takes 1038, the return from another mini program",
        ));
    }
    let referrer_info = options.get("referrerInfo");
    let extra_data = referrer_info
        .filter(|info| info.get("appId").and_then(Value::as_str) == Some(CAPTCHA_MINI_PROGRAM))
        .ok_or_else(|| {
            invalid("captchaResult.referrerInfo takes the appId of the captcha mini program")
        })?
        .get("extraData")
        .filter(|value| !value.is_null());
    let status = match extra_data {
        // Whoever leaves the captcha by the system's own back gesture brings nothing along.
        None => CaptchaStatus::Closed,
        Some(Value::Object(data)) if data.is_empty() => CaptchaStatus::Closed,
        Some(data) => parse_status(data)?,
    };
    Ok(CaptchaResult {
        origin: CaptchaOrigin::MiniProgram,
        status,
    })
}

fn parse_status(fields: &Value) -> Result<CaptchaStatus, Error> {
    let ret = fields.get("ret").and_then(Value::as_f64);
    if ret == Some(1.0) {
        return Ok(CaptchaStatus::Failed);
    }
    if ret == Some(2.0) {
        return Ok(CaptchaStatus::Closed);
    }
    if ret != Some(0.0) {
        return Err(invalid("captchaResult.ret takes the number 0, 1 or 2"));
    }
    // No text at all is refused with the message for an empty one.
    let ticket = fields
        .get("ticket")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let ticket = Ticket::parse(ticket)?;
    let randstr = match fields.get("randstr").filter(|value| !value.is_null()) {
        None => None,
        Some(randstr) => match randstr.as_str().ok_or_else(invalid_randstr)? {
            "" => None,
            text => Some(Randstr::parse(text)?),
        },
    };
    Ok(match ticket.disaster_recovery() {
        None => CaptchaStatus::Solved { ticket, randstr },
        Some(claims) => CaptchaStatus::Fallback {
            ticket,
            randstr,
            claims,
        },
    })
}

fn invalid(message: &'static str) -> Error {
    Error::new(ErrorCode::InvalidResult, message)
}
