//! TC3-HMAC-SHA256 against the vendor's published example, through the public functions.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

use proptest::prelude::*;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tcaptcha::tc3::{SigningKey, authorization, canonical_request, string_to_sign, utc_date};

fn hex_sha256(text: &str) -> String {
    Sha256::digest(text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn every_stage_of_the_published_request() {
    let vectors: Value = serde_json::from_str(include_str!("vectors/published.json")).unwrap();
    let vector = &vectors["tc3"][0];
    let text = |name: &str| vector[name].as_str().unwrap();
    let timestamp_seconds = vector["timestampSeconds"].as_u64().unwrap();
    assert_eq!(hex_sha256(text("body")), text("bodySha256"));

    let canonical = canonical_request(
        "POST",
        "/",
        "",
        // In another order and case than the result has them.
        &[
            ("X-TC-Action", text("action")),
            ("Host", text("host")),
            ("Content-Type", text("contentType")),
        ],
        text("body").as_bytes(),
    );
    let signed_headers: Vec<&str> = canonical.signed_headers().split(';').collect();
    assert_eq!(Value::from(signed_headers), vector["signedHeaders"]);
    assert!(canonical.text().ends_with(text("bodySha256")));
    assert_eq!(hex_sha256(canonical.text()), text("canonicalRequestSha256"));

    let to_sign = string_to_sign(timestamp_seconds, text("service"), canonical.text());
    assert_eq!(
        to_sign,
        format!(
            "TC3-HMAC-SHA256\n1551113065\n2019-02-25/cvm/tc3_request\n{}",
            text("canonicalRequestSha256")
        )
    );

    let date = utc_date(timestamp_seconds);
    let key = SigningKey::derive(text("secretKey"), &date, text("service"));
    assert_eq!(key.sign(&to_sign), text("signature"));
    assert_eq!(
        authorization(
            text("secretId"),
            timestamp_seconds,
            text("service"),
            canonical.signed_headers(),
            text("signature"),
        ),
        format!(
            "TC3-HMAC-SHA256 Credential={}/2019-02-25/cvm/tc3_request, \
             SignedHeaders=content-type;host;x-tc-action, Signature={}",
            text("secretId"),
            text("signature")
        )
    );
}

/// `TC3` and the SecretKey make one byte less than a block of HMAC, a block, one byte more; Python's
/// hmac computed what is expected.
#[test]
fn secret_keys_around_the_block_of_hmac() {
    for (len, signature) in [
        (
            60,
            "170d59aa5b4c0e7ab6756a9184569890fc435b41bed24758cb51087a2c93ab14",
        ),
        (
            61,
            "b4a3c560cafae9f30b2a769a10e15f0c2667fb6a281ddd1db299b24823604cc0",
        ),
        (
            62,
            "a298b9135ea89041e1ce770b397d5fdb9563d4c9d3d1d17eaa779cdcdec23b31",
        ),
    ] {
        let key = SigningKey::derive(&"k".repeat(len), "2026-01-01", "captcha");
        assert_eq!(key.sign("text"), signature, "{len} characters");
    }
}

#[test]
fn a_signing_key_does_not_show_itself() {
    let key = SigningKey::derive("a secret key", "2026-01-01", "captcha");
    assert_eq!(format!("{key:?}"), "SigningKey([redacted])");
}

#[test]
fn dates_at_the_edges_of_the_calendar() {
    for (seconds, date) in [
        (0, "1970-01-01"),
        (86_399, "1970-01-01"),
        (86_400, "1970-01-02"),
        (951_782_399, "2000-02-28"),
        (951_782_400, "2000-02-29"),
        (951_868_800, "2000-03-01"),
        (1_709_164_800, "2024-02-29"),
        (1_735_689_599, "2024-12-31"),
        (1_735_689_600, "2025-01-01"),
        (4_107_542_399, "2100-02-28"),
        (4_107_542_400, "2100-03-01"),
        (253_402_300_799, "9999-12-31"),
    ] {
        assert_eq!(utc_date(seconds), date, "{seconds}");
    }
}

proptest! {
    /// Walks the calendar the plain way, as a second opinion.
    #[test]
    fn any_date_equals_a_calendar_that_counts_days(seconds in 0_u64..253_402_300_800) {
        let mut days = seconds / 86_400;
        let mut year = 1970_u64;
        let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        while days >= 365 + u64::from(leap(year)) {
            days -= 365 + u64::from(leap(year));
            year += 1;
        }
        let mut month = 0;
        let lengths = [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        while days >= lengths[month] {
            days -= lengths[month];
            month += 1;
        }
        prop_assert_eq!(utc_date(seconds), format!("{year:04}-{:02}-{:02}", month + 1, days + 1));
    }

    #[test]
    fn signing_never_panics_and_always_gives_a_digest(key in ".{0,200}", date in ".*", text in ".*") {
        let signature = SigningKey::derive(&key, &date, "captcha").sign(&text);
        prop_assert_eq!(signature.len(), 64);
        prop_assert!(signature.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
}
