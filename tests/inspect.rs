//! `inspect_aid` names every fault: tokens made by another implementation, right and wrong.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod peer;

use AidProblemCode::*;
use peer::{APP_ID, NOW, SECRET, cbc_token, raw_of, token_of};
use tcaptcha::{
    Aad, AidEncryptor, AidInspection, AidProblemCode, AppSecretKey, CaptchaAppId, ExpiresIn,
    InspectOptions, Mode, inspect_aid,
};

const OTHER_SECRET: &[u8] = b"another secret of the test";

fn key(secret: &[u8]) -> AppSecretKey {
    AppSecretKey::new(secret).unwrap()
}

fn at(now_seconds: u64) -> InspectOptions {
    InspectOptions {
        now_seconds,
        ..Default::default()
    }
}

fn token_with(plaintext: &str) -> String {
    cbc_token(SECRET, b"0123456789012345", plaintext.as_bytes())
}

fn codes(inspection: &AidInspection) -> Vec<AidProblemCode> {
    assert_eq!(inspection.valid, inspection.problems.is_empty());
    for problem in &inspection.problems {
        // Each says what to look at, in words of its own.
        let names = match problem.code {
            NotBase64 => "Base64",
            WrongLength => "ciphertext",
            WrongKey => "appSecretKey",
            MalformedPlaintext => "decimal digits",
            AppIdMismatch => "captchaAppId",
            IssuedInFuture => "clock",
            Expired => "has expired",
            ExpiryOutOfRange => "86400",
        };
        assert!(problem.message.contains(names), "{problem:?}");
    }
    inspection.problems.iter().map(|found| found.code).collect()
}

fn inspect(token: &str, options: &InspectOptions) -> Vec<AidProblemCode> {
    codes(&inspect_aid(token, &[key(SECRET)], options))
}

fn gcm_token(secret: &[u8], aad: &[u8]) -> String {
    AidEncryptor::new(
        CaptchaAppId::parse(APP_ID).unwrap(),
        &key(secret),
        ExpiresIn::MAX,
        Mode::Gcm,
        Aad::new(Mode::Gcm, aad).unwrap(),
    )
    .encrypt(NOW, &[3; 12])
    .unwrap()
}

fn gcm(aad: &[u8]) -> InspectOptions {
    InspectOptions {
        mode: Mode::Gcm,
        aad: Aad::new(Mode::Gcm, aad).unwrap(),
        ..at(NOW)
    }
}

#[test]
fn not_base64() {
    let token = token_with("123456789&1710144972&86400");
    let padded = token_with("123456789012345&1710144972&86400");
    assert!(padded.ends_with("==") && inspect(&padded, &at(NOW)).is_empty());
    let url_safe = token_of(&[0xff; 48]).replace('/', "_");
    for bad in [
        "!",
        "AAA",
        "AAAA=",
        "A A A A ",
        "票",
        &token[1..],
        padded.trim_end_matches('='),
        &padded[..padded.len() - 1],
        &format!("{token}\n"),
        &url_safe,
        "AB==", // bits behind the last byte
    ] {
        assert_eq!(inspect(bad, &at(NOW)), [NotBase64], "{bad}");
    }
}

#[test]
fn wrong_length() {
    for (mode, lens) in [
        (Mode::Cbc, [0, 1, 15, 16, 17, 31, 33, 47, 49]),
        (Mode::Gcm, [0, 1, 11, 12, 13, 16, 26, 27, 28]),
    ] {
        let options = InspectOptions { mode, ..at(NOW) };
        for len in lens {
            let found = inspect(&token_of(&vec![0; len]), &options);
            assert_eq!(found, [WrongLength], "{mode:?}, {len} bytes");
        }
    }
    // One byte of GCM ciphertext is enough to be looked at.
    let shortest = InspectOptions {
        mode: Mode::Gcm,
        ..at(NOW)
    };
    assert_eq!(inspect(&token_of(&[0; 29]), &shortest), [WrongKey]);
    assert_eq!(inspect(&token_of(&[0; 768]), &at(NOW)), [WrongKey]); // 1024 characters
    assert_eq!(inspect(&"A".repeat(1025), &at(NOW)), [WrongLength]);
    assert_eq!(inspect(&"!".repeat(1025), &at(NOW)), [WrongLength]);
}

#[test]
fn wrong_key() {
    let token = token_with("123456789&1710144972&86400");
    let found = inspect_aid(&token, &[key(OTHER_SECRET)], &at(NOW));
    assert_eq!(codes(&found), [WrongKey]);
    assert_eq!(found.key_index, None);
    assert_eq!(found.captcha_app_id, None);
    assert_eq!(codes(&inspect_aid(&token, &[], &at(NOW))), [WrongKey]);
}

#[test]
fn noise_behind_valid_padding_is_a_wrong_key_and_readable_text_a_malformed_plaintext() {
    // One wrong key in 256 leaves valid padding.
    let token = token_with("123456789&1710144972&86400");
    let mut with_padding = 0;
    for secret in (0..1024_u32).map(u32::to_be_bytes) {
        with_padding += usize::from(peer::leaves_padding(&secret, &token));
        let found = inspect_aid(&token, &[key(&secret)], &at(NOW));
        assert_eq!(codes(&found), [WrongKey], "key {secret:?}");
    }
    assert!(with_padding > 0);
    let noise = cbc_token(SECRET, &[1; 16], &[0x80, 0xff, 0, 7, 200]);
    assert_eq!(inspect(&noise, &at(NOW)), [WrongKey]);
    assert_eq!(
        inspect(&token_with("hello"), &at(NOW)),
        [MalformedPlaintext]
    );
    let utf16: Vec<u8> = "验证".encode_utf16().flat_map(u16::to_le_bytes).collect();
    // Most noise is UTF-16 of Chinese text, so only ASCII counts there.
    for (plaintext, code) in [
        ("票据".as_bytes(), MalformedPlaintext),
        (b"a line\r\nand another\n", MalformedPlaintext),
        (b"C string\0", MalformedPlaintext),
        (b"h\0i\0", MalformedPlaintext),
        (b"\xfe\xff\0h\0i", MalformedPlaintext),
        (
            b"padded by hand!!\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10",
            MalformedPlaintext,
        ),
        (&utf16, WrongKey),
        (b"bell\x07", WrongKey),
        (b"\0in front", WrongKey),
        (b"odd\0h\0", WrongKey),
    ] {
        let found = inspect_aid(
            &cbc_token(SECRET, &[1; 16], plaintext),
            &[key(SECRET)],
            &at(NOW),
        );
        assert_eq!(codes(&found), [code], "{plaintext:?}");
        assert_eq!(found.key_index.is_some(), code == MalformedPlaintext);
    }
}

#[test]
fn malformed_plaintext() {
    for plaintext in [
        "",
        "123456789",
        "123456789&1710144972",
        "123456789&1710144972&",
        "&1710144972&86400",
        "123456789&&86400",
        "123456789&1710144972&86400&",
        "123456789&1710144972&86400&1",
        "12345678a&1710144972&86400",
        "123456789&1710144972.5&86400",
        "123456789&-1710144972&86400",
        "123456789&1710144972&1e3",
        " 123456789&1710144972&86400",
        "123456789&1710144972&86400 ",
        "123456789,1710144972,86400",
        "123456789&9007199254740992&86400",
        "99999999999999999999&1710144972&86400",
    ] {
        let found = inspect_aid(&token_with(plaintext), &[key(SECRET)], &at(NOW));
        assert_eq!(codes(&found), [MalformedPlaintext], "{plaintext:?}");
        assert_eq!(found.key_index, Some(0), "{plaintext:?}");
        assert_eq!(found.captcha_app_id, None);
    }
}

#[test]
fn app_id_mismatch() {
    let token = token_with("123456789&1710144972&86400");
    for (expected, problems) in [("123456789", &[][..]), ("123456788", &[AppIdMismatch])] {
        let options = InspectOptions {
            captcha_app_id: Some(CaptchaAppId::parse(expected).unwrap()),
            ..at(NOW)
        };
        assert_eq!(inspect(&token, &options), problems);
    }
    let padded = token_with("0123456789&1710144972&86400");
    let options = InspectOptions {
        captcha_app_id: Some(CaptchaAppId::parse(APP_ID).unwrap()),
        ..at(NOW)
    };
    assert_eq!(inspect(&padded, &options), [AppIdMismatch]);
}

#[test]
fn issued_in_future_and_expired_at_their_very_seconds() {
    let token = token_with("123456789&1710144972&60");
    for (now, problems, remaining) in [
        (NOW - 1, &[IssuedInFuture][..], 61),
        (NOW, &[], 60),
        (NOW + 59, &[], 1),
        (NOW + 60, &[Expired], 0),
        (NOW + 61, &[Expired], 0),
        (u64::MAX, &[Expired], 0),
    ] {
        let found = inspect_aid(&token, &[key(SECRET)], &at(now));
        assert_eq!(codes(&found), problems, "{now}");
        assert_eq!(found.remaining_seconds, Some(remaining), "{now}");
    }
    let milliseconds = token_with("123456789&1710144972000&86400");
    assert_eq!(inspect(&milliseconds, &at(NOW)), [IssuedInFuture]);
}

#[test]
fn expiry_out_of_range() {
    for (expiry, problems) in [
        ("0", &[Expired, ExpiryOutOfRange][..]),
        ("1", &[]),
        ("86400", &[]),
        ("86401", &[ExpiryOutOfRange]),
        ("9007199254740991", &[ExpiryOutOfRange]),
    ] {
        let token = token_with(&format!("123456789&1710144972&{expiry}"));
        assert_eq!(inspect(&token, &at(NOW)), problems, "{expiry}");
    }
}

#[test]
fn several_problems_at_once() {
    let token = token_with("987654321&1710144972&90000");
    let options = |now_seconds| InspectOptions {
        captcha_app_id: Some(CaptchaAppId::parse(APP_ID).unwrap()),
        ..at(now_seconds)
    };
    assert_eq!(
        inspect(&token, &options(NOW - 1)),
        [AppIdMismatch, IssuedInFuture, ExpiryOutOfRange]
    );
    assert_eq!(
        inspect(&token, &options(NOW + 90_000)),
        [AppIdMismatch, Expired, ExpiryOutOfRange]
    );
}

#[test]
fn several_keys_while_they_rotate() {
    let keys = || [key(b"third"), key(OTHER_SECRET), key(SECRET), key(SECRET)];
    let token = token_with("123456789&1710144972&86400");
    let found = inspect_aid(&token, &keys(), &at(NOW));
    assert_eq!((found.valid, found.key_index), (true, Some(2)));
    let found = inspect_aid(&gcm_token(OTHER_SECRET, b"aad"), &keys(), &gcm(b"aad"));
    assert_eq!((found.valid, found.key_index), (true, Some(1)));
    let found = inspect_aid(&token_with("hello"), &keys(), &at(NOW));
    assert_eq!(codes(&found), [MalformedPlaintext]);
    assert_eq!(found.key_index, Some(2));
}

#[test]
fn gcm_takes_nothing_that_was_changed() {
    let token = gcm_token(SECRET, b"aad");
    assert_eq!(inspect(&token, &gcm(b"aad")), []);
    for aad in [&b""[..], b"aae", b"aad "] {
        assert_eq!(inspect(&token, &gcm(aad)), [WrongKey]);
    }
    let raw = raw_of(&token);
    for byte in 0..raw.len() {
        for bit in 0..8 {
            let mut changed = raw.clone();
            changed[byte] ^= 1 << bit;
            assert_eq!(
                inspect(&token_of(&changed), &gcm(b"aad")),
                [WrongKey],
                "bit {bit} of byte {byte}"
            );
        }
    }
    assert_eq!(
        inspect(&token_of(&raw[..raw.len() - 1]), &gcm(b"aad")),
        [WrongKey]
    );
}

#[test]
fn a_token_of_the_other_mode_is_not_opened() {
    // 16 + 32 bytes here, 12 + 26 + 16 there.
    let cbc = token_with("123456789&1710144972&86400");
    assert_eq!(inspect(&cbc, &gcm(b"")), [WrongKey]);
    assert_eq!(inspect(&gcm_token(SECRET, b""), &at(NOW)), [WrongLength]);
}
