//! captchaResult from JSON text: the cases that the JavaScript suite reads too, and the bounds.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use proptest::prelude::*;
use serde_json::{Value, json};
use tcaptcha::{
    CaptchaOrigin, CaptchaStatus, ErrorCode, Randstr, Ticket, parse_captcha_result,
    read_show_options,
};

#[derive(serde::Deserialize)]
struct Cases {
    cases: Vec<Case>,
}

#[derive(serde::Deserialize)]
struct Case {
    name: String,
    input: Value,
    /// The input is handed over as its JSON text, whatever it is.
    #[serde(default)]
    text: bool,
    expect: Option<Value>,
    error: Option<String>,
    show: Value,
}

impl Case {
    /// What this crate, which reads JSON text only, is given.
    fn json(&self) -> String {
        match &self.input {
            // A string is JSON text already, unless it is the value whose text is meant.
            Value::String(text) if !self.text => text.clone(),
            value => value.to_string(),
        }
    }
}

fn cases() -> Vec<Case> {
    let file = include_str!("vectors/captcha-result.json");
    let Cases { cases } = serde_json::from_str(file).unwrap();
    assert!(cases.len() > 120, "only {} cases", cases.len());
    cases
}

/// Whole numbers of JSON compare as numbers: `0` in the file, `0.0` or `-0.0` elsewhere.
fn as_json(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn parse_captcha_result_gives_what_the_shared_cases_expect() {
    for case in cases() {
        let name = &case.name;
        match (
            parse_captcha_result(&case.json()),
            &case.expect,
            &case.error,
        ) {
            (Ok(result), Some(expect), None) => assert_eq!(&as_json(result), expect, "{name}"),
            (Err(error), None, Some(field)) => {
                assert_eq!(error.code(), ErrorCode::InvalidResult, "{name}");
                assert!(error.message().contains(field), "{name}: {error}");
            }
            (result, ..) => panic!("{name}: {result:?}"),
        }
    }
}

#[test]
fn read_show_options_gives_what_the_shared_cases_expect() {
    for case in cases() {
        assert_eq!(
            as_json(read_show_options(&case.json())),
            case.show,
            "{}",
            case.name
        );
    }
}

#[test]
fn json_text_is_read_up_to_64_kib() {
    let of_len = |len: usize| {
        let bare = r#"{"ret":2,"pad":""}"#.len();
        format!(r#"{{"ret":2,"pad":"{}"}}"#, "x".repeat(len - bare))
    };
    assert_eq!(
        parse_captcha_result(&of_len(65_536)).unwrap().status,
        CaptchaStatus::Closed
    );
    let error = parse_captcha_result(&of_len(65_537)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidResult);
    assert!(error.message().contains("64 KiB"), "{error}");
}

#[test]
fn nesting_as_deep_as_the_text_allows_is_refused_and_does_not_overflow_the_stack() {
    for (open, close) in [("[", "]"), (r#"{"ret":"#, "}"), (r#"{"detail":"#, "}")] {
        let depth = 65_536 / (open.len() + close.len());
        let json = format!("{}{}", open.repeat(depth), close.repeat(depth));
        assert_eq!(
            parse_captcha_result(&json).unwrap_err().code(),
            ErrorCode::InvalidResult
        );
        assert!(read_show_options(&json).is_none());
    }
}

#[test]
fn a_key_that_comes_twice_is_refused() {
    for json in [
        r#"{"ret":0,"ticket":"first","ret":1}"#,
        r#"{"ret":1,"ticket":"a","ticket":"b","ret":0}"#,
        r#"{"ret":0,"ticket":"a","unknown":{"a":1,"a":2}}"#,
    ] {
        let error = parse_captcha_result(json).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidResult, "{json}");
    }
}

#[test]
fn tickets_and_random_strings_are_taken_up_to_their_bounds() {
    assert!(Ticket::parse(&"t".repeat(Ticket::MAX_LEN)).is_ok());
    assert!(Randstr::parse(&"r".repeat(Randstr::MAX_LEN)).is_ok());
    for ticket in ["", &"t".repeat(Ticket::MAX_LEN + 1), "a b", "票", "\u{7f}"] {
        let error = Ticket::parse(ticket).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidResult);
        assert!(
            error.message().starts_with("captchaResult.ticket"),
            "{error}"
        );
    }
    for randstr in ["", &"r".repeat(Randstr::MAX_LEN + 1), "a b", "随", "\n"] {
        let error = Randstr::parse(randstr).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidResult);
        assert!(
            error.message().starts_with("captchaResult.randstr"),
            "{error}"
        );
    }
    let json = |ticket_len: usize, randstr_len: usize| {
        json!({"ret": 0, "ticket": "t".repeat(ticket_len), "randstr": "r".repeat(randstr_len)})
            .to_string()
    };
    assert!(parse_captcha_result(&json(Ticket::MAX_LEN, Randstr::MAX_LEN)).is_ok());
    for (ticket_len, randstr_len, field) in [
        (Ticket::MAX_LEN + 1, 1, "ticket"),
        (1, Randstr::MAX_LEN + 1, "randstr"),
    ] {
        let error = parse_captcha_result(&json(ticket_len, randstr_len)).unwrap_err();
        assert!(error.message().contains(field), "{error}");
    }
}

#[test]
fn debug_shows_no_ticket_and_no_random_string() {
    let json = r#"{"ret":0,"ticket":"t03SECRETTICKET","randstr":"@SECRET"}"#;
    let shown = format!("{:?}", parse_captcha_result(json).unwrap());
    assert!(!shown.contains("SECRET"), "{shown}");
    assert!(shown.contains("Ticket(15 characters)"), "{shown}");
    assert!(shown.contains("Randstr(7 characters)"), "{shown}");
    let ticket = Ticket::parse("t03SECRETTICKET").unwrap();
    assert_eq!(ticket.as_str(), "t03SECRETTICKET");
    assert_eq!(Randstr::parse("@SECRET").unwrap().as_str(), "@SECRET");
}

proptest! {
    #[test]
    fn any_text_is_a_result_or_a_typed_error(json in any::<String>()) {
        if let Err(error) = parse_captcha_result(&json) {
            prop_assert_eq!(error.code(), ErrorCode::InvalidResult);
        }
        let _ = read_show_options(&json);
    }

    #[test]
    fn a_visible_ticket_is_handed_through_unless_it_claims_disaster_recovery(
        ticket in "[!-~]{1,200}",
        randstr in proptest::option::of("[!-~]{1,50}"),
        event in any::<bool>(),
    ) {
        let fields = json!({"ret": 0, "ticket": ticket, "randstr": randstr});
        let input = if event { json!({"detail": fields}) } else { fields };
        let result = parse_captcha_result(&input.to_string());
        if ticket.starts_with("trerror_") || ticket.starts_with("terror_") {
            let solved = matches!(result, Ok(found) if matches!(found.status, CaptchaStatus::Solved { .. }));
            prop_assert!(!solved);
        } else {
            let result = result.unwrap();
            prop_assert_eq!(
                result.origin,
                if event { CaptchaOrigin::Plugin } else { CaptchaOrigin::Plain }
            );
            prop_assert_eq!(result.status, CaptchaStatus::Solved {
                ticket: Ticket::parse(&ticket).unwrap(),
                randstr: randstr.map(|text| Randstr::parse(&text).unwrap()),
            });
        }
    }

    #[test]
    fn a_disaster_recovery_ticket_is_read_as_its_three_claims(
        prefix in "(trerror|terror)",
        error_code in 0_u64..1 << 53,
        captcha_app_id in 0_u64..1 << 53,
        issued_at_seconds in 0_u64..1 << 53,
    ) {
        let text = format!("{prefix}_{error_code}_{captcha_app_id}_{issued_at_seconds}");
        let claims = Ticket::parse(&text).unwrap().disaster_recovery().unwrap();
        prop_assert_eq!(claims.error_code, Some(error_code));
        prop_assert_eq!(claims.captcha_app_id, Some(captcha_app_id.to_string()));
        prop_assert_eq!(claims.issued_at_seconds, Some(issued_at_seconds));
    }
}
