//! `AidInspection::mistakes`: tokens that other implementations made wrongly, and tokens that no
//! mistake explains.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod peer;

use peer::{NOW, SECRET, cbc_token, token_of};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tcaptcha::{
    Aad, AidEncryptor, AidInspection, AidMistake, AppSecretKey, CaptchaAppId, ExpiresIn,
    InspectOptions, Mode, inspect_aid,
};

#[derive(serde::Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vector {
    name: String,
    aid_encrypted: String,
    options: Options,
    problems: Vec<String>,
    mistakes: Vec<String>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Options {
    app_secret_key: OneOrMore,
    captcha_app_id: Option<String>,
    mode: Option<String>,
    aad: Option<String>,
    now_seconds: u64,
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

fn vectors() -> Vec<Vector> {
    let vectors: Vectors = serde_json::from_str(include_str!("vectors/aid-mistakes.json")).unwrap();
    vectors.vectors
}

impl Vector {
    fn inspect(&self) -> AidInspection {
        let Options {
            app_secret_key,
            captcha_app_id,
            mode,
            aad,
            now_seconds,
        } = &self.options;
        let keys: Vec<_> = match app_secret_key {
            OneOrMore::One(key) => vec![AppSecretKey::from_text(key).unwrap()],
            OneOrMore::More(keys) => keys
                .iter()
                .map(|key| AppSecretKey::from_text(key).unwrap())
                .collect(),
        };
        let mode = mode
            .as_deref()
            .map_or(Mode::Cbc, |mode| Mode::parse(mode).unwrap());
        let options = InspectOptions {
            captcha_app_id: captcha_app_id
                .as_deref()
                .map(|digits| CaptchaAppId::parse(digits).unwrap()),
            mode,
            aad: Aad::new(mode, aad.as_deref().unwrap_or_default().as_bytes()).unwrap(),
            now_seconds: *now_seconds,
        };
        inspect_aid(&self.aid_encrypted, &keys, &options)
    }
}

fn mistakes(token: &str, keys: &[AppSecretKey]) -> Vec<AidMistake> {
    let options = InspectOptions {
        now_seconds: NOW,
        ..Default::default()
    };
    inspect_aid(token, keys, &options).mistakes
}

#[test]
fn each_vector_is_explained_by_its_mistakes_and_has_its_problem() {
    for vector in vectors() {
        let found = vector.inspect();
        let codes: Vec<_> = found.mistakes.iter().map(|found| found.as_str()).collect();
        assert_eq!(codes, vector.mistakes, "{}", vector.name);
        let codes: Vec<_> = found
            .problems
            .iter()
            .map(|found| found.code.as_str())
            .collect();
        assert_eq!(codes, vector.problems, "{}", vector.name);
        let opened = found.key_index.is_some();
        let expected = !["wrong_key", "wrong_length", "not_base64"]
            .iter()
            .any(|code| codes.contains(code));
        assert_eq!(opened, expected, "{}", vector.name);
    }
}

#[test]
fn each_mistake_has_a_vector_of_its_own_and_no_vector_has_another() {
    let alone: BTreeSet<_> = vectors()
        .into_iter()
        .filter(|vector| vector.mistakes.len() == 1)
        .map(|vector| vector.mistakes[0].clone())
        .collect();
    let all: BTreeSet<_> = AidMistake::ALL
        .iter()
        .map(|mistake| mistake.as_str().to_owned())
        .collect();
    assert_eq!(alone, all);
    assert_eq!(all.len(), AidMistake::ALL.len());
}

#[test]
fn absent_from_the_object_when_there_is_none() {
    for vector in vectors() {
        let json = serde_json::to_value(vector.inspect()).unwrap();
        match json.get("mistakes") {
            None => assert!(vector.mistakes.is_empty(), "{}", vector.name),
            Some(found) => assert_eq!(*found, serde_json::json!(vector.mistakes)),
        }
    }
}

#[test]
fn sixteen_keys_are_tried_and_the_one_that_opened_the_token_always() {
    let vectors = vectors();
    let named = |name: &str| vectors.iter().find(|vector| vector.name == name).unwrap();
    let key_at = |position: usize| -> Vec<_> {
        let others = (0..20_u32).map(|number| AppSecretKey::new(&number.to_be_bytes()).unwrap());
        let mut keys: Vec<_> = others.collect();
        keys.insert(position, AppSecretKey::new(SECRET).unwrap());
        keys
    };
    let zeros = &named("key_padded_with_zeros: zeros").aid_encrypted;
    assert_eq!(
        mistakes(zeros, &key_at(15)),
        [AidMistake::KeyPaddedWithZeros]
    );
    assert_eq!(mistakes(zeros, &key_at(16)), []);
    let trailing = &named(r#"trailing_bytes: "\n" after the plaintext"#).aid_encrypted;
    assert_eq!(mistakes(trailing, &key_at(20)), [AidMistake::TrailingBytes]);
}

#[test]
fn the_documented_form_at_every_length_of_the_key_and_the_plaintext_is_no_mistake() {
    for secret_len in 1..=32 {
        let secret: Vec<u8> = (b'a'..).take(secret_len).collect();
        for app_id_len in 1..=16 {
            for mode in [Mode::Cbc, Mode::Gcm] {
                let encryptor = AidEncryptor::new(
                    CaptchaAppId::parse(&"1234567812345678"[..app_id_len]).unwrap(),
                    &AppSecretKey::new(&secret).unwrap(),
                    ExpiresIn::from_seconds(60).unwrap(),
                    mode,
                    Aad::default(),
                );
                let token = encryptor.encrypt(NOW, &[7; 16][..mode.iv_len()]).unwrap();
                // Expired, so that there is a problem.
                let options = InspectOptions {
                    mode,
                    now_seconds: NOW + 60,
                    ..Default::default()
                };
                let keys = [AppSecretKey::new(&secret).unwrap()];
                let found = inspect_aid(&token, &keys, &options);
                assert_eq!(found.key_index, Some(0));
                assert_eq!((found.problems.len(), found.mistakes), (1, vec![]));
            }
        }
    }
}

#[test]
fn a_token_that_was_changed_is_explained_by_no_mistake() {
    let raw = peer::raw_of(&cbc_token(SECRET, &[9; 16], b"123456789&1710144972&3600"));
    for byte in 16..raw.len() {
        for bit in 0..8 {
            let mut changed = raw.clone();
            changed[byte] ^= 1 << bit;
            let keys = [AppSecretKey::new(SECRET).unwrap()];
            assert_eq!(
                mistakes(&token_of(&changed), &keys),
                [],
                "bit {bit} of byte {byte}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_wrong_key_explains_nothing(
        secret in prop::collection::vec(any::<u8>(), 1..=32),
        other in prop::collection::vec(any::<u8>(), 1..=32),
        iv: [u8; 16],
        plaintext in "[1-9][0-9]{0,12}&17[0-9]{8}&[1-9][0-9]{0,4}",
    ) {
        prop_assume!(peer::filled_key(&secret) != peer::filled_key(&other));
        let token = cbc_token(&secret, &iv, plaintext.as_bytes());
        prop_assert_eq!(mistakes(&token, &[AppSecretKey::new(&other).unwrap()]), []);
    }

    #[test]
    fn random_bytes_are_explained_by_nothing(raw in prop::collection::vec(any::<u8>(), 0..160)) {
        for token in [token_of(&raw), String::from_utf8_lossy(&raw).into_owned()] {
            for mode in [Mode::Cbc, Mode::Gcm] {
                let options = InspectOptions { mode, now_seconds: NOW, ..Default::default() };
                let keys = [AppSecretKey::new(SECRET).unwrap()];
                prop_assert_eq!(inspect_aid(&token, &keys, &options).mistakes, []);
            }
        }
    }
}
