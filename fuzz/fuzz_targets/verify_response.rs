//! The vendor's answer against serde_json: it passes exactly if it says so by the letter.
#![no_main]

use libfuzzer_sys::{arbitrary, fuzz_target};
use serde_json::{Value, value::RawValue};
use std::collections::BTreeMap;
use tcaptcha::ErrorCode;
use tcaptcha::verify::{Action, VerifyOutcome, parse_verify_response};

#[derive(Debug, arbitrary::Arbitrary)]
struct Input<'a> {
    status: Status,
    web: bool,
    body: &'a str,
}

#[derive(Debug, arbitrary::Arbitrary)]
enum Status {
    Ok,
    Other(u16),
}

fuzz_target!(|input: Input<'_>| {
    let action = if input.web {
        Action::for_randstr(Some("r"))
    } else {
        Action::for_randstr(None)
    };
    let status = match input.status {
        Status::Ok => 200,
        Status::Other(status) => status,
    };
    let outcome = match parse_verify_response(status, input.body, action, "t03ticket") {
        Ok(outcome) => outcome,
        Err(error) => {
            assert!(matches!(error.code(), ErrorCode::Auth | ErrorCode::Request));
            return;
        }
    };
    let says_passed = status == 200 && says_passed(input.body).unwrap_or(false);
    let passed = matches!(outcome, VerifyOutcome::Passed { .. });
    assert!(
        !passed || says_passed,
        "passed without the word of the vendor"
    );
    let theirs = serde_json::from_str::<Value>(input.body).ok();
    let response = theirs.as_ref().and_then(|value| value.get("Response"));
    if let (
        VerifyOutcome::Passed {
            ticket, request_id, ..
        },
        Some(response),
    ) = (&outcome, response)
    {
        assert_eq!(ticket, "t03ticket");
        assert_eq!(
            response.get("RequestId").and_then(Value::as_str),
            Some(request_id.as_str())
        );
    }
    // The other way round, without what the two readers treat differently on purpose: duplicate
    // keys and depth. Written anew by serde_json, an answer has no duplicate.
    if let (true, Some(theirs)) = (says_passed, &theirs) {
        let again = parse_verify_response(200, &theirs.to_string(), action, "t03ticket");
        let response = response.unwrap_or(&Value::Null);
        let plain =
            |id: &str| (1..=128).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_graphic());
        let no_malice = response.get("EvilLevel").is_none_or(|level| {
            level.is_null()
                || level
                    .as_i64()
                    .is_some_and(|level| level < 100 && level.unsigned_abs() < 1 << 53)
        });
        let small = |value: &Value| value.as_object().is_none_or(|object| object.len() <= 64);
        if response["RequestId"].as_str().is_some_and(plain)
            && no_malice
            && small(theirs)
            && small(response)
            && depth(theirs) < 20
        {
            assert!(
                matches!(again, Ok(VerifyOutcome::Passed { .. })),
                "{theirs}: {again:?}"
            );
        }
    }
});

/// Whether the members that decide say so.
fn says_passed(body: &str) -> Option<bool> {
    let members = |text: &str| serde_json::from_str::<BTreeMap<String, Box<RawValue>>>(text).ok();
    let outer = members(body)?;
    let response = members(outer.get("Response")?.get())?;
    let read = |name: &str| match response.get(name) {
        None => Some(Value::Null),
        Some(raw) => serde_json::from_str::<Value>(raw.get()).ok(),
    };
    Some(
        read("Error")?.is_null()
            && read("CaptchaCode")?.as_i64() == Some(1)
            && read("RequestId")?.is_string(),
    )
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 1,
    }
}
