//! captchaResult from JSON text: what is read can be written down and read again, and nothing that
//! looks like a disaster-recovery ticket is ever `solved`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use tcaptcha::{CaptchaOrigin, CaptchaStatus, ErrorCode, parse_captcha_result, read_show_options};

fuzz_target!(|text: &str| {
    let result = parse_captcha_result(text);
    if let Some(shown) = read_show_options(text) {
        assert_eq!(shown.origin, CaptchaOrigin::MiniProgram);
        if let Ok(result) = &result {
            // `ret` and `detail` come first: then this is another shape that happens to fit both.
            assert!(result.origin != CaptchaOrigin::MiniProgram || *result == shown);
        }
    }
    let result = match result {
        Ok(result) => result,
        Err(error) => {
            assert_eq!(error.code(), ErrorCode::InvalidResult);
            return;
        }
    };
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(json).expect("only JSON is read");
    let fields = |ret: u8, ticket: &str, randstr: Option<&str>| match randstr {
        None => json!({"ret": ret, "ticket": ticket}),
        Some(randstr) => json!({"ret": ret, "ticket": ticket, "randstr": randstr}),
    };
    let again = match &result.status {
        CaptchaStatus::Solved { ticket, randstr } => {
            let ticket = ticket.as_str();
            assert!(!ticket.starts_with("trerror_") && !ticket.starts_with("terror_"));
            assert!(ticket.bytes().all(|byte| byte.is_ascii_graphic()));
            assert!(value.to_string().contains(&Value::from(ticket).to_string()));
            fields(0, ticket, randstr.as_ref().map(|randstr| randstr.as_str()))
        }
        CaptchaStatus::Fallback {
            ticket,
            randstr,
            claims,
        } => {
            let made_of = ticket.as_str();
            assert!(made_of.starts_with("trerror_") || made_of.starts_with("terror_"));
            let claimed = [
                claims.error_code.map(|number| number.to_string()),
                claims.captcha_app_id.clone(),
                claims.issued_at_seconds.map(|number| number.to_string()),
            ];
            for claim in claimed.into_iter().flatten() {
                assert!(made_of.contains(&claim), "{made_of} claims no {claim}");
            }
            fields(
                0,
                ticket.as_str(),
                randstr.as_ref().map(|randstr| randstr.as_str()),
            )
        }
        CaptchaStatus::Failed => json!({"ret": 1}),
        CaptchaStatus::Closed => json!({"ret": 2}),
    };
    let again = parse_captcha_result(&again.to_string()).expect("what was read is readable");
    assert_eq!(again.origin, CaptchaOrigin::Plain);
    assert_eq!(again.status, result.status);
});
