//! aidEncrypted: made here, opened by another implementation, and the other way round.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod peer;

use peer::{APP_ID, NOW, SECRET, cbc_token, filled_key, open_cbc, raw_of};
use proptest::prelude::*;
use serde_json::Value;
use tcaptcha::{
    Aad, AidEncryptor, AppSecretKey, CaptchaAppId, ErrorCode, ExpiresIn, InspectOptions,
    MAX_SAFE_INTEGER, Mode, inspect_aid,
};

fn encryptor(secret: &[u8], seconds: u64, mode: Mode, aad: &[u8]) -> AidEncryptor {
    AidEncryptor::new(
        CaptchaAppId::parse(APP_ID).unwrap(),
        &AppSecretKey::new(secret).unwrap(),
        ExpiresIn::from_seconds(seconds).unwrap(),
        mode,
        Aad::new(mode, aad).unwrap(),
    )
}

#[test]
fn the_published_vector_byte_for_byte() {
    let vectors: Value = serde_json::from_str(include_str!("vectors/published.json")).unwrap();
    let vectors = vectors["aid"].as_array().unwrap();
    assert!(!vectors.is_empty());
    for vector in vectors {
        let text = |name: &str| vector[name].as_str().unwrap();
        let now_seconds = vector["nowSeconds"].as_u64().unwrap();
        for key in ["appSecretKey", "filledKey"] {
            let encryptor = AidEncryptor::new(
                CaptchaAppId::parse(text("captchaAppId")).unwrap(),
                &AppSecretKey::new(text(key).as_bytes()).unwrap(),
                ExpiresIn::from_seconds(vector["expiresInSeconds"].as_u64().unwrap()).unwrap(),
                Mode::Cbc,
                Aad::default(),
            );
            let token = encryptor.encrypt(now_seconds, text("ivUtf8").as_bytes());
            assert_eq!(token.unwrap(), text("aidEncrypted"));
        }
        let plaintext = open_cbc(text("appSecretKey").as_bytes(), text("aidEncrypted"));
        assert_eq!(plaintext, text("plaintext"));
    }
}

#[test]
fn every_key_length_opens_in_another_implementation_and_here() {
    for len in 1..=32 {
        let secret: Vec<u8> = (0..len).map(|at| b'A' + at as u8).collect();
        let iv = [len as u8; 16];
        let token = encryptor(&secret, 3600, Mode::Cbc, b"").encrypt(NOW, &iv);
        let token = token.unwrap();
        assert_eq!(raw_of(&token)[..16], iv);
        assert_eq!(open_cbc(&secret, &token), format!("{APP_ID}&{NOW}&3600"));
        assert_eq!(
            token,
            cbc_token(&secret, &iv, format!("{APP_ID}&{NOW}&3600").as_bytes())
        );

        let gcm = encryptor(&secret, 3600, Mode::Gcm, b"aad").encrypt(NOW, &iv[..12]);
        for (mode, aad, token) in [
            (Mode::Cbc, &b""[..], token),
            (Mode::Gcm, b"aad", gcm.unwrap()),
        ] {
            let options = InspectOptions {
                mode,
                aad: Aad::new(mode, aad).unwrap(),
                now_seconds: NOW,
                ..Default::default()
            };
            // The key as the console shows it, and filled by hand.
            for key in [secret.clone(), filled_key(&secret).to_vec()] {
                let found = inspect_aid(&token, &[AppSecretKey::new(&key).unwrap()], &options);
                assert!(found.valid, "{len} bytes, {mode:?}: {:?}", found.problems);
                assert_eq!(found.key_index, Some(0));
                assert_eq!(found.captcha_app_id.as_deref(), Some(APP_ID));
                assert_eq!(found.issued_at_seconds, Some(NOW));
                assert_eq!(found.expires_in_seconds, Some(3600));
                assert_eq!(found.expires_at_seconds, Some(NOW + 3600));
                assert_eq!(found.remaining_seconds, Some(3600));
            }
        }
    }
}

#[test]
fn keys_of_no_byte_and_of_more_than_32_are_refused() {
    for secret in [&[][..], &[7; 33], &[7; 1024]] {
        let error = AppSecretKey::new(secret).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidKey);
        assert!(error.message().starts_with("appSecretKey"), "{error}");
    }
}

#[test]
fn expiry_takes_1_to_86400_seconds() {
    for seconds in [1, 2, 3599, 86_399, 86_400] {
        let token = encryptor(SECRET, seconds, Mode::Cbc, b"").encrypt(NOW, &[0; 16]);
        assert_eq!(
            open_cbc(SECRET, &token.unwrap()),
            format!("{APP_ID}&{NOW}&{seconds}")
        );
    }
    for seconds in [0, 86_401, u64::from(u32::MAX) + 2, u64::MAX] {
        let error = ExpiresIn::from_seconds(seconds).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{seconds}");
        assert!(error.message().starts_with("expiresInSeconds"), "{error}");
    }
    assert_eq!(ExpiresIn::default().as_seconds(), 3600);
    assert_eq!(ExpiresIn::MAX.as_seconds(), 86_400);
}

#[test]
fn app_ids_take_the_digits_of_a_safe_integer_above_0() {
    for (digits, number) in [
        ("1", 1),
        ("123456789", 123_456_789),
        ("9007199254740991", MAX_SAFE_INTEGER),
    ] {
        let id = CaptchaAppId::parse(digits).unwrap();
        assert_eq!((id.get(), id.to_string().as_str()), (number, digits));
    }
    for digits in [
        "",
        "0",
        "00",
        "0123",
        "-1",
        "+1",
        " 1",
        "1 ",
        "1:", // the characters on both sides of the digits
        "1/",
        "1.0",
        "1e3",
        "0x10",
        "１２３",
        "12a",
        "1&1",
        "9007199254740992",
        "18446744073709551616",
        "99999999999999999999999999",
    ] {
        let error = CaptchaAppId::parse(digits).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{digits}");
        assert!(error.message().starts_with("captchaAppId"), "{error}");
    }
}

#[test]
fn the_longest_token_holds_the_largest_numbers() {
    let largest = MAX_SAFE_INTEGER.to_string();
    for mode in [Mode::Cbc, Mode::Gcm] {
        let key = AppSecretKey::new(SECRET).unwrap();
        let aad = Aad::new(mode, if mode == Mode::Gcm { &[9; 96] } else { &[] }).unwrap();
        let token = AidEncryptor::new(
            CaptchaAppId::parse(&largest).unwrap(),
            &key,
            ExpiresIn::MAX,
            mode,
            aad.clone(),
        )
        .encrypt(MAX_SAFE_INTEGER, &vec![1; mode.iv_len()])
        .unwrap();
        assert!(token.len() <= 108, "{}", token.len());
        let options = InspectOptions {
            mode,
            aad,
            now_seconds: MAX_SAFE_INTEGER,
            ..Default::default()
        };
        let found = inspect_aid(&token, &[key], &options);
        assert!(found.valid, "{:?}", found.problems);
        assert_eq!(found.captcha_app_id, Some(largest.clone()));
    }
}

#[test]
fn times_above_the_safe_integers_are_refused() {
    let error = encryptor(SECRET, 1, Mode::Cbc, b"")
        .encrypt(MAX_SAFE_INTEGER + 1, &[0; 16])
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
    assert!(error.message().starts_with("nowSeconds"), "{error}");
}

#[test]
fn an_iv_has_the_length_of_its_mode() {
    for mode in [Mode::Cbc, Mode::Gcm] {
        let encryptor = encryptor(SECRET, 3600, mode, b"");
        assert_eq!(encryptor.mode(), mode);
        for len in 0..200 {
            let result = encryptor.encrypt(NOW, &vec![0; len]);
            if len == mode.iv_len() {
                assert!(result.is_ok());
            } else {
                let error = result.unwrap_err();
                assert_eq!(error.code(), ErrorCode::InvalidArgument, "{mode:?}, {len}");
                assert!(error.message().starts_with("iv"), "{error}");
            }
        }
    }
}

#[test]
fn aad_takes_96_bytes_and_only_with_gcm() {
    assert!(Aad::new(Mode::Gcm, &[0; 96]).is_ok());
    assert_eq!(Aad::new(Mode::Cbc, &[]).unwrap(), Aad::default());
    for (mode, aad) in [(Mode::Gcm, &[0; 97][..]), (Mode::Cbc, &[0])] {
        let error = Aad::new(mode, aad).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument);
        assert!(error.message().starts_with("aad"), "{error}");
    }
}

#[test]
fn debug_shows_no_key() {
    let shown = format!("{:?}", encryptor(SECRET, 3600, Mode::Gcm, b"aad"));
    assert_eq!(
        shown,
        "AidEncryptor { captcha_app_id: CaptchaAppId(123456789), expires_in: ExpiresIn(3600), mode: Gcm, .. }"
    );
    let key = AppSecretKey::new(SECRET).unwrap();
    assert_eq!(format!("{key:?}"), "AppSecretKey(redacted)");
}

#[test]
fn every_error_code_has_a_name_of_its_own() {
    let mut names: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
    assert!(names.iter().all(|name| name.starts_with("ERR_CAPTCHA_")));
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), ErrorCode::ALL.len());
    let error = AppSecretKey::new(&[]).unwrap_err();
    assert_eq!(error.to_string(), error.message());
    assert!(format!("{error:?}").starts_with("ERR_CAPTCHA_INVALID_KEY: "));
}

proptest! {
    #[test]
    fn tokens_open_elsewhere_and_here(
        secret in proptest::collection::vec(any::<u8>(), 1..=32),
        app_id in 1..=MAX_SAFE_INTEGER,
        now in 0..=MAX_SAFE_INTEGER,
        seconds in 1_u64..=86_400,
        iv in any::<[u8; 16]>(),
        aad in proptest::collection::vec(any::<u8>(), 0..=96),
        gcm in any::<bool>(),
    ) {
        let mode = if gcm { Mode::Gcm } else { Mode::Cbc };
        let aad = Aad::new(mode, if gcm { &aad } else { &[] }).unwrap();
        let key = AppSecretKey::new(&secret).unwrap();
        let captcha_app_id = CaptchaAppId::parse(&app_id.to_string()).unwrap();
        let expires_in = ExpiresIn::from_seconds(seconds).unwrap();
        let encryptor = AidEncryptor::new(captcha_app_id, &key, expires_in, mode, aad.clone());
        let token = encryptor.encrypt(now, &iv[..mode.iv_len()]).unwrap();
        if !gcm {
            let plaintext = format!("{app_id}&{now}&{seconds}");
            prop_assert_eq!(open_cbc(&secret, &token), plaintext.as_str());
            prop_assert_eq!(cbc_token(&secret, &iv, plaintext.as_bytes()), token.as_str());
        }
        let options = InspectOptions {
            captcha_app_id: Some(captcha_app_id),
            mode,
            aad,
            now_seconds: now,
        };
        let found = inspect_aid(&token, &[key], &options);
        prop_assert!(found.valid, "{:?}", found.problems);
        prop_assert_eq!(found.expires_at_seconds, Some(now + seconds));
    }

    #[test]
    fn any_text_is_inspected(
        token in prop_oneof![any::<String>(), "[A-Za-z0-9+/=]{0,120}"],
        gcm in any::<bool>(),
        now_seconds in any::<u64>(),
    ) {
        let mode = if gcm { Mode::Gcm } else { Mode::Cbc };
        let options = InspectOptions { mode, now_seconds, ..Default::default() };
        let found = inspect_aid(&token, &[AppSecretKey::new(SECRET).unwrap()], &options);
        prop_assert!(!found.valid && !found.problems.is_empty());
    }
}
