//! What a log shows of the types that carry secrets: what helps to find an error, and no secret.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod asking;

use asking::{APP_SECRET_KEY, NOW_SECONDS, request};
use tcaptcha::Error;
use tcaptcha::verify::{Credentials, Endpoint, SignedRequest, sign_verify_request};

const SECRET_KEY: &str = "secretKeyExample";
const TOKEN: &str = "tokenExample";

/// The Debug of a request, and what comes of signing it.
fn signed_at(timestamp_seconds: u64) -> (String, Result<SignedRequest, Error>) {
    let endpoint = Endpoint::default();
    let request = request(&endpoint);
    let credentials = Credentials::new("AKIDexample", SECRET_KEY, Some(TOKEN.into())).unwrap();
    let signed = sign_verify_request(&request, &credentials, timestamp_seconds);
    (format!("{request:?}"), signed)
}

#[test]
fn requests_show_where_they_go_and_no_secret() {
    let (request, signed) = signed_at(NOW_SECONDS);
    let signed = signed.unwrap();
    assert!(signed.body().contains(APP_SECRET_KEY), "there to be hidden");
    let signed = format!("{signed:?}");
    for (shown, named) in [
        (&request, ["VerifyRequest", "123456789", "203.0.113.7"]),
        (
            &signed,
            ["SignedRequest", "Mini", "captcha.tencentcloudapi.com"],
        ),
    ] {
        for name in named {
            assert!(shown.contains(name), "{shown} has no {name}");
        }
        for secret in [APP_SECRET_KEY, SECRET_KEY, TOKEN, "tr0a1b2c3", "Signature"] {
            assert!(!shown.contains(secret), "{shown} has {secret}");
        }
    }
}

#[test]
fn credentials_show_their_name_alone() {
    let credentials = Credentials::new("AKIDexample", SECRET_KEY, Some(TOKEN.into())).unwrap();
    assert_eq!(format!("{credentials:?}"), "Credentials([redacted])");
}

#[test]
fn the_last_second_with_four_digits_of_year_is_signed_and_no_later_one() {
    assert!(signed_at(253_402_300_799).1.is_ok());
    assert!(signed_at(253_402_300_800).1.is_err());
}
