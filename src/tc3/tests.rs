//! What stays private; the public functions are held in `tests/`.

use super::key::{hmac_sha256, secret_date};
use super::*;

fn hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

/// The stages that stay private; the public ones are held in `tests/tc3.rs`.
#[test]
fn every_stage_of_the_published_key_chain() {
    let vectors: serde_json::Value =
        serde_json::from_str(include_str!("../../tests/vectors/published.json")).unwrap();
    let vector = &vectors["tc3"][0];
    let text = |name: &str| vector[name].as_str().unwrap();

    let secret_date = secret_date(text("secretKey"), "2019-02-25");
    assert_eq!(hex(&*secret_date), text("secretDate"));
    let secret_service = hmac_sha256(&*secret_date, text("service").as_bytes());
    assert_eq!(hex(&*secret_service), text("secretService"));
    let key = SigningKey::derive(text("secretKey"), "2019-02-25", text("service"));
    assert_eq!(hex(&key.0), text("secretSigning"));
}

/// RFC 4231, test cases 1, 2, 6 (a key longer than a block).
#[test]
fn hmac_of_short_and_long_keys() {
    for (key, message, expected) in [
        (
            &[0x0b_u8; 20][..],
            &b"Hi There"[..],
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        ),
        (
            b"Jefe",
            b"what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (
            &[0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
    ] {
        assert_eq!(hex(&*hmac_sha256(key, message)), expected);
    }
}

#[test]
fn a_cached_key_is_kept_only_for_the_same_secret_day_and_service() {
    let mut cache = SigningKeyCache::default();
    for (secret_key, date, service) in [
        ("a", "2026-01-01", "captcha"),
        ("a", "2026-01-01", "captcha"),
        ("b", "2026-01-01", "captcha"),
        ("b", "2026-01-02", "captcha"),
        ("b", "2026-01-02", "cvm"),
    ] {
        let expected = SigningKey::derive(secret_key, date, service).0;
        assert_eq!(cache.get(secret_key, date, service).0, expected);
    }
    cache.clear();
    assert!(cache.0.is_none());
}
