//! From a value of unknown shape to a [`CaptchaResult`].

use super::{CaptchaOrigin, CaptchaResult, CaptchaStatus, Randstr, Ticket};
use crate::json::Json;
use crate::{Error, ErrorCode};

/// The AppId of the vendor's captcha mini program.
const CAPTCHA_MINI_PROGRAM: &str = "wx5a3a7366fd07e119";
/// WeChat's scene value for a return from another mini program.
const SCENE_RETURN: i64 = 1038;
/// The longest JSON text that is read, in bytes.
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
    parse_show_options(&parse_json(json).ok()?).ok()
}

fn parse_json(json: &str) -> Result<Json, Error> {
    if json.len() > MAX_JSON_LEN {
        return Err(invalid(format!(
            "captchaResult must be at most 64 KiB of JSON text, got {} bytes",
            json.len()
        )));
    }
    // Files and clipboards of Windows begin with a byte order mark.
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    Json::parse(json).ok_or_else(|| invalid("captchaResult must be an object or its JSON text"))
}

fn parse_from(input: &Json) -> Result<CaptchaResult, Error> {
    if input.get("ret").is_some() {
        return Ok(CaptchaResult {
            origin: CaptchaOrigin::Plain,
            status: parse_status(input)?,
        });
    }
    if let Some(detail) = event_detail(input) {
        return Ok(CaptchaResult {
            origin: CaptchaOrigin::Plugin,
            status: parse_status(detail)?,
        });
    }
    if input.get("scene").is_some() || input.get("referrerInfo").is_some() {
        return parse_show_options(input);
    }
    Err(invalid(
        "captchaResult must be an object with ret, a verify or close event, options of App.onShow, or JSON text of these",
    ))
}

/// The `detail` of an event: of WeChat itself, uni-app and Taro, of mpvue, or of wepy.
fn event_detail(input: &Json) -> Option<&Json> {
    let of_wrapper = |name| input.get(name).and_then(|event| event.get("detail"));
    input
        .get("detail")
        .or_else(|| of_wrapper("mp"))
        .or_else(|| of_wrapper("$wx"))
}

fn parse_show_options(options: &Json) -> Result<CaptchaResult, Error> {
    if !options
        .get("scene")
        .is_some_and(|scene| scene.is_number(SCENE_RETURN))
    {
        return Err(invalid(
            "captchaResult.scene must be 1038, the return from another mini program",
        ));
    }
    let referrer_info = options.get("referrerInfo");
    let extra_data = referrer_info
        .filter(|info| info.get("appId").and_then(Json::as_text) == Some(CAPTCHA_MINI_PROGRAM))
        .ok_or_else(|| {
            invalid("captchaResult.referrerInfo must have the appId of the captcha mini program")
        })?
        .get_non_null("extraData");
    let status = match extra_data {
        // Leaving the captcha by the system's own back gesture brings no data along.
        None => CaptchaStatus::Closed,
        Some(Json::Object(data)) if data.is_empty() => CaptchaStatus::Closed,
        Some(data) => parse_status(data)?,
    };
    Ok(CaptchaResult {
        origin: CaptchaOrigin::MiniProgram,
        status,
    })
}

fn parse_status(fields: &Json) -> Result<CaptchaStatus, Error> {
    let ret = fields.get("ret");
    let is = |number| ret.is_some_and(|ret| ret.is_number(number));
    if is(1) {
        return Ok(CaptchaStatus::Failed);
    }
    if is(2) {
        return Ok(CaptchaStatus::Closed);
    }
    if !is(0) {
        return Err(invalid("captchaResult.ret must be the number 0, 1 or 2"));
    }
    // A ticket that is no text is refused with the message for an empty one.
    let ticket = fields.get("ticket").and_then(Json::as_text);
    let ticket = Ticket::parse(ticket.unwrap_or_default())?;
    let randstr = match fields.get_non_null("randstr") {
        None => None,
        Some(Json::Text(text)) if text.is_empty() => None,
        // A randstr that is no text is refused with the message for an empty one.
        Some(randstr) => Some(Randstr::parse(randstr.as_text().unwrap_or_default())?),
    };
    Ok(CaptchaStatus::of_ticket(ticket, randstr))
}

fn invalid(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorCode::InvalidResult, message)
}
