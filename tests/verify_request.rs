//! The ticket check: the signed request.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod asking;

use asking::{APP_SECRET_KEY, NOW_SECONDS, request};
use proptest::prelude::*;
use serde_json::Value;
use tcaptcha::tc3::{SigningKey, SigningKeyCache, canonical_request, string_to_sign};
use tcaptcha::verify::{
    Action, Credentials, Endpoint, UserIp, VerifyRequest, claim_key, sign_verify_request,
    sign_verify_request_cached,
};
use tcaptcha::{CaptchaAppId, ErrorCode, Randstr, Ticket};

fn credentials() -> Credentials {
    Credentials::new("AKIDexample", "secretKeyExample", None).unwrap()
}

#[test]
fn bodies_of_both_actions_in_the_documented_order() {
    let endpoint = Endpoint::default();
    let mini = sign_verify_request(&request(&endpoint), &credentials(), NOW_SECONDS).unwrap();
    assert_eq!(mini.action(), Action::Mini);
    assert_eq!(
        mini.body(),
        r#"{"CaptchaType":9,"Ticket":"tr0a1b2c3","UserIp":"203.0.113.7","CaptchaAppId":123456789,"AppSecretKey":"1234567891011121314151516"}"#
    );

    let web = VerifyRequest {
        randstr: Some(&Randstr::parse("@a\"b").unwrap()),
        captcha_app_id: CaptchaAppId::parse("12").unwrap(),
        business_id: Some(7),
        scene_id: Some(0),
        ..request(&endpoint)
    };
    let web = sign_verify_request(&web, &credentials(), NOW_SECONDS).unwrap();
    assert_eq!(web.action(), Action::Web);
    assert_eq!(
        web.body(),
        r#"{"CaptchaType":9,"Ticket":"tr0a1b2c3","UserIp":"203.0.113.7","Randstr":"@a\"b","CaptchaAppId":12,"AppSecretKey":"1234567891011121314151516","BusinessId":7,"SceneId":0}"#
    );
    assert_eq!(
        (web.method(), web.url()),
        ("POST", "https://captcha.tencentcloudapi.com/")
    );
}

#[test]
fn the_signature_is_that_of_the_headers_and_body_sent() {
    let endpoint = Endpoint::parse("127.0.0.1:8443").unwrap();
    let credentials =
        Credentials::new("AKIDexample", "secretKeyExample", Some("token".into())).unwrap();
    let signed = sign_verify_request(&request(&endpoint), &credentials, NOW_SECONDS).unwrap();
    let header = |name: &str| {
        let mut found = signed
            .headers()
            .iter()
            .filter(|(header, _)| *header == name);
        (found.next().unwrap().1.clone(), found.next().is_none())
    };
    for (name, value) in [
        ("Content-Type", "application/json"),
        ("Host", "127.0.0.1:8443"),
        ("X-TC-Action", "DescribeCaptchaMiniResult"),
        ("X-TC-Version", "2019-07-22"),
        ("X-TC-Timestamp", "1710144972"),
        ("X-TC-Token", "token"),
    ] {
        assert_eq!(header(name), (value.to_owned(), true));
    }
    let canonical = canonical_request(
        "POST",
        "/",
        "",
        &[
            ("host", "127.0.0.1:8443"),
            ("content-type", "application/json"),
        ],
        signed.body().as_bytes(),
    );
    let to_sign = string_to_sign(NOW_SECONDS, "captcha", canonical.text());
    let signature = SigningKey::derive("secretKeyExample", "2024-03-11", "captcha").sign(&to_sign);
    assert_eq!(
        header("Authorization").0,
        format!(
            "TC3-HMAC-SHA256 Credential=AKIDexample/2024-03-11/captcha/tc3_request, \
             SignedHeaders=content-type;host, Signature={signature}"
        )
    );
}

#[test]
fn a_kept_signing_key_changes_nothing() {
    let endpoint = Endpoint::default();
    let mut cache = SigningKeyCache::default();
    for (secret_key, seconds) in [
        ("a", 86_399),
        ("a", 86_399),
        ("a", 86_400),
        ("b", 86_400),
        ("a", 86_400),
    ] {
        let credentials = Credentials::new("id", secret_key, None).unwrap();
        let kept =
            sign_verify_request_cached(&request(&endpoint), &credentials, seconds, &mut cache);
        let fresh = sign_verify_request(&request(&endpoint), &credentials, seconds);
        assert_eq!(kept.unwrap().headers(), fresh.unwrap().headers());
    }
}

#[test]
fn requests_that_cannot_be_made() {
    let endpoint = Endpoint::default();
    let good = request(&endpoint);
    for user_ip in [
        "",
        "1.2.3",
        "01.2.3.4",
        "1.2.3.4\r\nX-A: b",
        "1.2.3.4, 5.6.7.8",
        " 1.2.3.4",
        "1.2.3.4:80",
        "fe80::1%eth0",
        "[::1]",
        "localhost",
    ] {
        let error = UserIp::parse(user_ip).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{error:?}");
        assert!(error.message().starts_with("userIp"), "{error:?}");
    }
    for secret in [
        "",
        "123456789012345678901234567890123",
        "with a line break\n",
    ] {
        let bad = VerifyRequest {
            app_secret_key: secret,
            ..good
        };
        let error = sign_verify_request(&bad, &credentials(), NOW_SECONDS).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidKey);
    }
    let error = sign_verify_request(&good, &credentials(), 253_402_300_800).unwrap_err();
    assert!(error.message().starts_with("nowSeconds"));
}

#[test]
fn an_address_goes_out_in_its_usual_form_and_a_mapped_one_as_ipv4() {
    let endpoint = Endpoint::default();
    for (text, sent) in [
        ("::1", "::1"),
        ("2001:DB8::7", "2001:db8::7"),
        ("255.255.255.255", "255.255.255.255"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("::FFFF:cb00:7107", "203.0.113.7"),
        ("64:ff9b::203.0.113.7", "64:ff9b::cb00:7107"),
    ] {
        let user_ip = UserIp::parse(text).unwrap();
        let request = VerifyRequest {
            user_ip,
            ..request(&endpoint)
        };
        let signed = sign_verify_request(&request, &credentials(), NOW_SECONDS).unwrap();
        let body: Value = serde_json::from_str(signed.body()).unwrap();
        assert_eq!(body["UserIp"], sent, "{text}");
    }
}

#[test]
fn credentials_that_cannot_be_sent() {
    for (id, key, token, name) in [
        ("", "k", None, "secretId"),
        ("a b", "k", None, "secretId"),
        ("a\r\nX-A: b", "k", None, "secretId"),
        ("a,b", "k", None, "secretId"),
        ("a/b", "k", None, "secretId"),
        ("密", "k", None, "secretId"),
        ("a", "", None, "secretKey"),
        ("a", "hidden\n", None, "secretKey"),
        ("a", "k", Some(""), "token"),
        ("a", "k", Some("hidden\r\n"), "token"),
    ] {
        let error = Credentials::new(id, key, token.map(String::from)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Credentials);
        assert!(error.message().starts_with(name), "{error:?}");
        assert!(!error.message().contains("hidden"));
    }
}

#[test]
fn endpoints() {
    for (text, url, host) in [
        (
            "captcha.tencentcloudapi.com",
            "https://captcha.tencentcloudapi.com/",
            "captcha.tencentcloudapi.com",
        ),
        (
            "Captcha.Intl.TencentCloudApi.com",
            "https://captcha.intl.tencentcloudapi.com/",
            "captcha.intl.tencentcloudapi.com",
        ),
        ("https://a.example:443/", "https://a.example/", "a.example"),
        (
            "a.example:8443",
            "https://a.example:8443/",
            "a.example:8443",
        ),
        ("http://127.0.0.1:80", "http://127.0.0.1/", "127.0.0.1"),
        (
            "http://localhost:3000/",
            "http://localhost:3000/",
            "localhost:3000",
        ),
        ("HTTP://[::1]:3000", "http://[::1]:3000/", "[::1]:3000"),
        ("10.0.0.1:1", "https://10.0.0.1:1/", "10.0.0.1:1"),
    ] {
        let endpoint = Endpoint::parse(text).unwrap();
        assert_eq!(
            (endpoint.url().as_str(), endpoint.host()),
            (url, host),
            "{text}"
        );
    }
    let long = "a.".repeat(200);
    for bad in [
        "",
        " ",
        "/",
        "https://",
        "a b",
        " a",
        "a\r\nHost: b",
        "a\tb",
        "a/b",
        "a?b",
        "a#b",
        "a@b",
        "u:p@a",
        "https://u@a",
        "https://a/x",
        "https://a//",
        "https://a?x",
        "https://a#x",
        "https:a",
        "ftp://a",
        "file:///etc/passwd",
        "//a",
        "a\\b",
        "http://a.example",
        "http://127.0.0.2",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1@evil.example",
        "http://0.0.0.0",
        "http://127.1",
        "http://2130706433",
        "http://0x7f.1",
        "127.1",
        "1",
        "a:0",
        "a:65536",
        "a:",
        "a:1:2",
        "a:+1",
        "a:1x",
        "[::1",
        "::1",
        "[::1]x",
        "[::1%lo]",
        "https://[2001:db8::7]",
        "[::2]",
        "[127.0.0.1]",
        "-a",
        "a-",
        "a..b",
        ".a",
        "a.",
        "a_b",
        "例え.jp",
        "a%2eb",
        &long,
    ] {
        let error = Endpoint::parse(bad).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{bad}");
    }
}

#[test]
fn a_claim_is_named_by_a_hash_of_app_and_ticket() {
    let claim = |app_id, ticket| {
        claim_key(
            CaptchaAppId::parse(app_id).unwrap(),
            &Ticket::parse(ticket).unwrap(),
        )
    };
    // printf '%s' '123456789:tr0a1b2c3' | sha256sum
    assert_eq!(
        claim("123456789", "tr0a1b2c3"),
        "ec2ca99931827fccaac15dcd8bafb511df9852da70298c972cd925b9cdbd9c8c"
    );
    assert_ne!(claim("1", "23"), claim("12", "3"));
    assert_ne!(claim("1", "a"), claim("2", "a"));
}

#[test]
fn nothing_secret_is_shown() {
    let endpoint = Endpoint::default();
    let request = request(&endpoint);
    let credentials = Credentials::new(
        "AKIDexample",
        "secretKeyExample",
        Some("tokenExample".into()),
    )
    .unwrap();
    let signed = sign_verify_request(&request, &credentials, NOW_SECONDS).unwrap();
    let mut cache = SigningKeyCache::default();
    sign_verify_request_cached(&request, &credentials, NOW_SECONDS, &mut cache).unwrap();
    let shown = format!("{request:?} {credentials:?} {signed:?} {cache:?}");
    for secret in [
        APP_SECRET_KEY,
        "AKIDexample",
        "secretKeyExample",
        "tokenExample",
        "tr0a1b2c3",
    ] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

proptest! {
    #[test]
    fn no_endpoint_panics_and_all_that_pass_are_plain(text in "(https?://)?[a-z0-9.:@/\\[\\]-]{0,20}") {
        if let Ok(endpoint) = Endpoint::parse(&text) {
            prop_assert!(!endpoint.host().contains(['/', '@', ' ', '\r', '\n']));
            let again = Endpoint::parse(&endpoint.url());
            prop_assert_eq!(again.unwrap(), endpoint);
        }
    }

    /// The body is the JSON of what was given, whatever characters that has.
    #[test]
    fn bodies_read_back(ticket in "[!-~]{1,50}", randstr in "[!-~]{1,50}", key in "[ -~]{1,32}|.{1,8}") {
        prop_assume!(tcaptcha::AppSecretKey::from_text(&key).is_ok());
        let endpoint = Endpoint::default();
        let (ticket, randstr) = (Ticket::parse(&ticket).unwrap(), Randstr::parse(&randstr).unwrap());
        let request = VerifyRequest {
            ticket: &ticket, randstr: Some(&randstr), app_secret_key: &key, ..request(&endpoint)
        };
        let signed = sign_verify_request(&request, &credentials(), NOW_SECONDS).unwrap();
        let body: Value = serde_json::from_str(signed.body()).unwrap();
        prop_assert_eq!(&body["Ticket"], &Value::from(ticket.as_str()));
        prop_assert_eq!(&body["Randstr"], &Value::from(randstr.as_str()));
        prop_assert_eq!(&body["AppSecretKey"], &Value::from(key));
    }
}
