//! Signed requests against TC3-HMAC-SHA256 written a second time, on another HMAC; and no input
//! gets a line break into a header or a member into the body.
#![no_main]

use graviola::hashing::{Hash, Sha256, hmac::Hmac};
use libfuzzer_sys::{arbitrary, fuzz_target};
use serde_json::Value;
use tcaptcha::verify::{self, Credentials, Endpoint, VerifyRequest, sign_verify_request};
use tcaptcha::{CaptchaAppId, ErrorCode, Randstr, Ticket};

#[derive(Debug, arbitrary::Arbitrary)]
struct Input<'a> {
    ticket: &'a str,
    randstr: Option<&'a str>,
    user_ip: UserIp<'a>,
    captcha_app_id: u64,
    app_secret_key: &'a str,
    business_id: Option<u64>,
    scene_id: Option<u64>,
    endpoint: Option<&'a str>,
    secret_id: &'a str,
    secret_key: &'a str,
    token: Option<String>,
    timestamp_seconds: u32,
}

#[derive(Debug, arbitrary::Arbitrary)]
enum UserIp<'a> {
    V4([u8; 4]),
    V6([u8; 16]),
    Text(&'a str),
}

fuzz_target!(|input: Input<'_>| {
    let _ = sign(&input);
});

fn sign(input: &Input<'_>) -> Option<()> {
    let user_ip = match &input.user_ip {
        UserIp::V4(bytes) => std::net::Ipv4Addr::from(*bytes).to_string(),
        UserIp::V6(bytes) => std::net::Ipv6Addr::from(*bytes).to_string(),
        UserIp::Text(text) => (*text).to_owned(),
    };
    let parsed_ip = match verify::UserIp::parse(&user_ip) {
        Ok(parsed) => parsed,
        Err(error) => {
            assert_eq!(error.code(), ErrorCode::InvalidArgument);
            assert!(user_ip.parse::<std::net::IpAddr>().is_err(), "{user_ip:?}");
            return None;
        }
    };
    let ticket = Ticket::parse(input.ticket).ok()?;
    let randstr = input.randstr.map(Randstr::parse).transpose().ok()?;
    let captcha_app_id = CaptchaAppId::parse(&input.captcha_app_id.to_string()).ok()?;
    let endpoint = input
        .endpoint
        .map(Endpoint::parse)
        .transpose()
        .ok()?
        .unwrap_or_default();
    let credentials = match Credentials::new(input.secret_id, input.secret_key, input.token.clone())
    {
        Ok(credentials) => credentials,
        Err(error) => {
            assert_eq!(error.code(), ErrorCode::Credentials);
            return None;
        }
    };
    let request = VerifyRequest {
        ticket: &ticket,
        randstr: randstr.as_ref(),
        user_ip: parsed_ip,
        captcha_app_id,
        app_secret_key: input.app_secret_key,
        business_id: input.business_id,
        scene_id: input.scene_id,
        endpoint: &endpoint,
    };
    let timestamp = u64::from(input.timestamp_seconds);
    let signed = match sign_verify_request(&request, &credentials, timestamp) {
        Ok(signed) => signed,
        Err(error) => {
            assert!(matches!(
                error.code(),
                ErrorCode::InvalidArgument | ErrorCode::InvalidKey
            ));
            return None;
        }
    };
    let body: Value = serde_json::from_str(signed.body()).expect("the body is JSON");
    assert_eq!(body["Ticket"], ticket.as_str());
    let sent: std::net::IpAddr = body["UserIp"].as_str()?.parse().expect("an address");
    assert_eq!(user_ip.parse::<std::net::IpAddr>().map(|ip| ip.to_canonical()), Ok(sent));
    assert_eq!(body["AppSecretKey"], input.app_secret_key);
    assert_eq!(body["CaptchaAppId"], captcha_app_id.get());
    assert_eq!(body["CaptchaType"], 9);
    assert_eq!(body.get("Randstr").and_then(Value::as_str), input.randstr);
    assert_eq!(
        body.get("BusinessId").and_then(Value::as_u64),
        input.business_id
    );
    assert_eq!(body.get("SceneId").and_then(Value::as_u64), input.scene_id);
    let optional = [
        input.randstr.is_some(),
        input.business_id.is_some(),
        input.scene_id.is_some(),
    ];
    let members = 5 + optional.iter().filter(|given| **given).count();
    assert_eq!(body.as_object().map(serde_json::Map::len), Some(members));

    let header = |name: &str| {
        let found: Vec<_> = signed
            .headers()
            .iter()
            .filter(|(other, _)| *other == name)
            .collect();
        assert!(found.len() <= 1, "{name} comes twice");
        found.first().map(|(_, value)| value.as_str())
    };
    for (_, value) in signed.headers() {
        assert!(
            value.bytes().all(|byte| (0x20..0x7f).contains(&byte)),
            "{value:?}"
        );
    }
    let host = header("Host")?;
    assert!(signed.url().ends_with(&format!("://{host}/")));
    let date = date_of(timestamp);
    let scope = format!("{date}/captcha/tc3_request");
    let canonical = format!(
        "POST\n/\n\ncontent-type:application/json\nhost:{host}\n\ncontent-type;host\n{}",
        hex(Sha256::hash(signed.body().as_bytes()).as_ref())
    );
    let to_sign = format!(
        "TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{}",
        hex(Sha256::hash(canonical.as_bytes()).as_ref())
    );
    let mut key = format!("TC3{}", input.secret_key).into_bytes();
    for part in [&date, "captcha", "tc3_request"] {
        key = hmac(&key, part);
    }
    let signature = hex(&hmac(&key, &to_sign));
    assert_eq!(
        header("Authorization")?,
        format!(
            "TC3-HMAC-SHA256 Credential={}/{scope}, SignedHeaders=content-type;host, Signature={signature}",
            input.secret_id
        )
    );
    assert_eq!(
        header("X-TC-Timestamp"),
        Some(timestamp.to_string().as_str())
    );
    assert_eq!(header("X-TC-Token"), input.token.as_deref());
    Some(())
}

fn hmac(key: &[u8], message: &str) -> Vec<u8> {
    let mut hmac = Hmac::<Sha256>::new(key);
    hmac.update(message.as_bytes());
    hmac.finish().as_ref().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The UTC date, counted year by year and month by month.
fn date_of(timestamp: u64) -> String {
    let mut days = timestamp / 86_400;
    let leap = |year: u64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let mut year = 1970;
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let lengths = [
        31,
        28 + u64::from(leap(year)),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let mut month = 0;
    while days >= lengths[month] {
        days -= lengths[month];
        month += 1;
    }
    format!("{year:04}-{:02}-{:02}", month + 1, days + 1)
}
