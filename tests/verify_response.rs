//! The ticket check: what the answers of the vendor come to.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use proptest::prelude::*;
use serde_json::{Value, json};
use tcaptcha::Error;
use tcaptcha::verify::{
    Action, RejectReason, UnavailableReason, VerifyOutcome, parse_verify_response,
};

fn outcomes() -> Value {
    serde_json::from_str(include_str!("vectors/verify-outcomes.json")).unwrap()
}

fn label(outcome: &Result<VerifyOutcome, Error>) -> String {
    match outcome {
        Ok(VerifyOutcome::Passed { .. }) => "passed".to_owned(),
        Ok(VerifyOutcome::Rejected { reason, .. }) => format!("rejected/{}", reason.as_str()),
        Ok(VerifyOutcome::Unavailable { reason, .. }) => format!("unavailable/{}", reason.as_str()),
        Err(error) => error.code().as_str().to_owned(),
    }
}

#[test]
fn every_captcha_code_of_both_actions() {
    let vectors = outcomes();
    for case in vectors["captchaCodes"].as_array().unwrap() {
        let ticket = vectors["tickets"][case["ticket"].as_str().unwrap_or("plain")]
            .as_str()
            .unwrap();
        let body =
            json!({"Response": {"CaptchaCode": case["code"], "RequestId": "r-1"}}).to_string();
        for (action, name) in [(Action::Mini, "mini"), (Action::Web, "web")] {
            let outcome = parse_verify_response(200, &body, action, ticket);
            assert_eq!(
                label(&outcome),
                case[name].as_str().unwrap(),
                "{case} {name}"
            );
            if let Ok(VerifyOutcome::Rejected {
                captcha_code,
                request_id,
                message,
                ..
            }) = outcome
            {
                assert_eq!(captcha_code, case["code"].as_i64());
                assert_eq!(request_id.as_deref(), Some("r-1"));
                assert!(
                    message.ends_with(&format!("(CaptchaCode {})", case["code"])),
                    "{message}"
                );
            }
        }
    }
}

#[test]
fn every_api_error() {
    for case in outcomes()["apiErrors"].as_array().unwrap() {
        let body = json!({"Response": {
            "Error": {"Code": case["code"], "Message": "may quote AppSecretKey and ticket"},
            "RequestId": "r-1",
        }});
        for action in [Action::Mini, Action::Web] {
            let outcome = parse_verify_response(200, &body.to_string(), action, "tr0");
            assert_eq!(label(&outcome), case["outcome"].as_str().unwrap(), "{case}");
            let code = case["code"].as_str().unwrap();
            let message = match outcome {
                Ok(VerifyOutcome::Unavailable {
                    message,
                    request_id,
                    retryable,
                    ..
                }) => {
                    assert_eq!(request_id.as_deref(), Some("r-1"));
                    assert_eq!(retryable, case["retryable"].as_bool().unwrap_or(false));
                    message
                }
                Err(error) => {
                    assert!(error.message().contains("(request id r-1)"));
                    error.message().to_owned()
                }
                other => panic!("{other:?}"),
            };
            assert!(
                message.contains(code) && !message.contains("quote"),
                "{message}"
            );
        }
    }
}

#[test]
fn no_http_status_but_200_passes() {
    let body = r#"{"Response":{"CaptchaCode":1,"RequestId":"r-1"}}"#;
    for case in outcomes()["httpStatuses"].as_array().unwrap() {
        let status = u16::try_from(case["status"].as_u64().unwrap()).unwrap();
        let outcome = parse_verify_response(status, body, Action::Mini, "tr0");
        assert_eq!(label(&outcome), case["outcome"].as_str().unwrap(), "{case}");
    }
    for status in 0..=u16::MAX {
        let outcome = parse_verify_response(status, body, Action::Web, "tr0");
        assert_eq!(label(&outcome) == "passed", status == 200, "{status}");
    }
}

#[test]
fn every_body_of_the_list() {
    for case in outcomes()["bodies"].as_array().unwrap() {
        let body = body_of(case);
        for action in [Action::Mini, Action::Web] {
            let outcome = parse_verify_response(200, &body, action, "tr0");
            assert_eq!(
                label(&outcome),
                case["outcome"].as_str().unwrap(),
                "{}",
                case["name"]
            );
        }
    }
}

/// `body`, or `bodyRepeat`: before, what is repeated (`%` is the counter), how often, after.
fn body_of(case: &Value) -> String {
    if let Some(body) = case["body"].as_str() {
        return body.to_owned();
    }
    let part = |index: usize| case["bodyRepeat"][index].as_str().unwrap();
    let times = case["bodyRepeat"][2].as_u64().unwrap();
    let middle: String = (0..times)
        .map(|counter| part(1).replace('%', &counter.to_string()))
        .collect();
    [part(0), &middle, part(3)].concat()
}

#[test]
fn what_a_passing_answer_says() {
    let body = r#"{"Response":{"CaptchaCode":1,"EvilLevel":0,"Score":92,"RequestId":"r-1"}}"#;
    let outcome = parse_verify_response(200, body, Action::Web, "tr0").unwrap();
    assert_eq!(
        outcome,
        VerifyOutcome::Passed {
            ticket: "tr0".into(),
            request_id: "r-1".into(),
            evil_level: Some(0),
            score: Some(92),
        }
    );
}

#[test]
fn outcomes_serialize_to_the_objects_of_the_contract() {
    let json = |body: &str| {
        let outcome = parse_verify_response(200, body, Action::Web, "tr0").unwrap();
        serde_json::to_value(outcome).unwrap()
    };
    assert_eq!(
        json(r#"{"Response":{"CaptchaCode":1,"EvilLevel":0,"Score":92,"RequestId":"r-1"}}"#),
        json!({"status": "passed", "ticket": "tr0", "requestId": "r-1", "evilLevel": 0, "score": 92})
    );
    assert_eq!(
        json(r#"{"Response":{"CaptchaCode":8,"RequestId":"r-1"}}"#),
        json!({
            "status": "rejected", "reason": "expired", "captchaCode": 8, "requestId": "r-1",
            "message": "the ticket is older than 5 minutes (CaptchaCode 8)",
        })
    );
    assert_eq!(
        json("x"),
        json!({
            "status": "unavailable", "reason": "service",
            "message": "the service's response cannot be read",
        })
    );
}

#[test]
fn reasons_have_the_names_of_the_contract() {
    let names = |all: &[&str]| all.join(" ");
    let rejected: Vec<_> = RejectReason::ALL
        .iter()
        .map(|reason| reason.as_str())
        .collect();
    let unavailable: Vec<_> = UnavailableReason::ALL
        .iter()
        .map(|reason| reason.as_str())
        .collect();
    assert_eq!(
        names(&rejected),
        "closed failed malformed fallback_ticket replayed expired mismatch invalid_ticket risk \
         malicious refused"
    );
    assert_eq!(
        names(&unavailable),
        "timeout network service rate_limited quota store overloaded"
    );
}

proptest! {
    /// Whatever is done to a passing answer, a body that passes has the code 1 and nothing else.
    #[test]
    fn only_the_integer_1_passes(
        code in prop_oneof![
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<bool>().prop_map(Value::from),
            ".{0,3}".prop_map(Value::from),
            Just(json!([1])), Just(json!({"1": 1})), Just(json!(null)), Just(json!(1)),
        ],
        web: bool,
    ) {
        let action = if web { Action::Web } else { Action::Mini };
        let body = json!({"Response": {"CaptchaCode": code, "RequestId": "r-1"}}).to_string();
        let outcome = parse_verify_response(200, &body, action, "tr0");
        prop_assert_eq!(label(&outcome) == "passed", body.contains("\"CaptchaCode\":1,"));
    }

    #[test]
    fn no_text_panics(body in ".*", status: u16, ticket in ".*") {
        let _ = parse_verify_response(status, &body, Action::Web, &ticket);
    }

    /// Cuts and overwrites a byte of a passing answer: it passes only if it still says 1 and no more.
    #[test]
    fn a_damaged_answer_does_not_pass(at in 0_usize..47, byte in 0_u8..128) {
        let body = r#"{"Response":{"CaptchaCode":8,"RequestId":"r-1"}}"#;
        let mut bytes = body.as_bytes().to_vec();
        bytes[at] = byte;
        let damaged = String::from_utf8(bytes).unwrap();
        let outcome = parse_verify_response(200, &damaged, Action::Mini, "tr0");
        prop_assert_eq!(label(&outcome) == "passed", damaged.contains(":1,"));
        let outcome = parse_verify_response(200, &body[..at], Action::Mini, "tr0");
        prop_assert_eq!(label(&outcome), "unavailable/service");
    }
}

/// What is no code is not repeated: messages go into logs.
#[test]
fn an_error_code_of_other_characters_makes_the_answer_unreadable() {
    let answer = |code: &str| {
        let body = json!({"Response": {"Error": {"Code": code}, "RequestId": "r-1"}}).to_string();
        parse_verify_response(200, &body, Action::for_randstr(None), "t")
    };
    for code in [
        "A B",
        "A\nB",
        "A\"B",
        "A-B",
        "A/B",
        "验",
        "",
        " ",
        &"A".repeat(129),
    ] {
        match answer(code) {
            Ok(VerifyOutcome::Unavailable {
                reason, message, ..
            }) => {
                assert_eq!(reason, UnavailableReason::Service, "{code:?}");
                assert_eq!(message, "the service's response cannot be read", "{code:?}");
            }
            other => panic!("{code:?}: {other:?}"),
        }
    }
    for code in ["Some_Thing.Else9", &"A".repeat(128)] {
        match answer(code) {
            Ok(VerifyOutcome::Unavailable { message, .. }) => assert!(message.contains(code)),
            other => panic!("{code:?}: {other:?}"),
        }
    }
}

#[test]
fn a_number_that_no_f64_holds_makes_the_response_unreadable() {
    for members in [
        r#""CaptchaCode":1,"New":5555555555e55551"#,
        r#""CaptchaCode":1e55551"#,
    ] {
        let body = format!(r#"{{"Response":{{{members},"RequestId":"r-1"}}}}"#);
        let outcome = parse_verify_response(200, &body, Action::for_randstr(None), "t03");
        assert_eq!(label(&outcome), "unavailable/service", "{body}");
    }
}

#[test]
fn members_of_no_meaning_may_hold_anything_that_is_json() {
    for value in [
        "true",
        "false",
        "null",
        r#""a \"quoted\" word""#,
        r#""ends in a backslash \\""#,
        r#""\b\f\n\r\t\/\u0041\ud83d\ude00""#,
        r#"[false,{"a":[false]},"\""]"#,
    ] {
        let body = format!(r#"{{"Response":{{"New":{value},"CaptchaCode":1,"RequestId":"r-1"}}}}"#);
        let outcome = parse_verify_response(200, &body, Action::for_randstr(None), "t03");
        assert!(
            matches!(outcome, Ok(VerifyOutcome::Passed { .. })),
            "{body}"
        );
    }
    for value in [
        "fals",
        "falsé",
        "tru",
        "nul",
        r#""\x""#,
        r#""\u00g1""#,
        r#""\"#,
    ] {
        let body = format!(r#"{{"Response":{{"New":{value},"CaptchaCode":1,"RequestId":"r-1"}}}}"#);
        let outcome = parse_verify_response(200, &body, Action::for_randstr(None), "t03");
        assert!(
            !matches!(outcome, Ok(VerifyOutcome::Passed { .. })),
            "{body}"
        );
    }
}

/// Found by the fuzzer: the empty key was taken for one that had come before.
#[test]
fn an_empty_key_is_a_key_and_twice_a_duplicate() {
    let passes = |members: &str| {
        let body = format!(r#"{{"Response":{{{members}"CaptchaCode":1,"RequestId":"r-1"}}}}"#);
        let outcome = parse_verify_response(200, &body, Action::for_randstr(None), "t03");
        matches!(outcome, Ok(VerifyOutcome::Passed { .. }))
    };
    assert!(passes(r#""":1,"#));
    assert!(passes(r#""New":1,"":1,"#));
    assert!(!passes(r#""":1,"":1,"#));
    assert!(!passes(r#""":1,"New":1,"":1,"#));
}
