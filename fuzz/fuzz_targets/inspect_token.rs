//! Token inspection against two other implementations: what they open, it opens, and the other way
//! round; what the fuzzer writes as a plaintext is read back from a token made of it.
#![no_main]

use base64::{Engine, engine::general_purpose::STANDARD};
use graviola::aead::AesGcm;
use libaes::Cipher;
use libfuzzer_sys::{arbitrary, fuzz_target};
use tcaptcha::{Aad, AidMistake, AidProblemCode, AppSecretKey, InspectOptions, Mode, inspect_aid};

#[derive(Debug, arbitrary::Arbitrary)]
struct Input<'a> {
    token: Token<'a>,
    secret: [u8; 32],
    secret_len: u8,
    gcm: bool,
    aad: &'a [u8],
    now_seconds: u64,
}

#[derive(Debug, arbitrary::Arbitrary)]
enum Token<'a> {
    Text(&'a str),
    Raw(&'a [u8]),
    Plaintext {
        iv: [u8; 16],
        plaintext: &'a [u8],
    },
    Fields {
        iv: [u8; 16],
        app_id: u64,
        issued_at: u64,
        expires_in: u64,
    },
}

fuzz_target!(|input: Input<'_>| {
    let secret = &input.secret[..1 + usize::from(input.secret_len) % 32];
    let filled: [u8; 32] = core::array::from_fn(|at| secret[at % secret.len()]);
    let key = AppSecretKey::new(secret).unwrap();
    let mode = if input.gcm { Mode::Gcm } else { Mode::Cbc };
    let aad = &input.aad[..input.aad.len().min(if input.gcm { 96 } else { 0 })];
    let options = InspectOptions {
        mode,
        aad: Aad::new(mode, aad).unwrap(),
        now_seconds: input.now_seconds,
        ..Default::default()
    };
    let seal = |iv: &[u8; 16], plaintext: &[u8]| {
        let mut raw = iv[..mode.iv_len()].to_vec();
        if input.gcm {
            let (mut text, mut tag) = (plaintext.to_vec(), [0; 16]);
            let iv = iv[..12].try_into().unwrap();
            AesGcm::new(&filled).encrypt(iv, aad, &mut text, &mut tag);
            raw.extend(text);
            raw.extend(tag);
        } else {
            raw.extend(Cipher::new_256(&filled).cbc_encrypt(iv, plaintext));
        }
        STANDARD.encode(raw)
    };
    let token = match &input.token {
        Token::Text(text) => (*text).to_owned(),
        Token::Raw(raw) => STANDARD.encode(raw),
        Token::Plaintext { iv, plaintext } => seal(iv, plaintext),
        Token::Fields {
            iv,
            app_id,
            issued_at,
            expires_in,
        } => seal(iv, format!("{app_id}&{issued_at}&{expires_in}").as_bytes()),
    };

    let found = inspect_aid(&token, &[key], &options);
    let codes: Vec<_> = found.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(found.valid, codes.is_empty());
    let refused = |code| codes == [code];
    assert!(!found.valid || found.mistakes.is_empty());
    if let Token::Fields { issued_at, .. } = input.token {
        // Made as it should be, whatever the numbers.
        let milliseconds = (1_000_000_000_000..10_000_000_000_000).contains(&issued_at);
        let allowed = |mistake: &AidMistake| milliseconds && *mistake == AidMistake::Milliseconds;
        assert!(found.mistakes.iter().all(allowed), "{:?}", found.mistakes);
    }

    if token.len() > 1024 {
        assert!(refused(AidProblemCode::WrongLength));
        return;
    }
    let Ok(raw) = STANDARD.decode(&token) else {
        assert!(refused(AidProblemCode::NotBase64));
        return;
    };
    let opened = if input.gcm {
        if raw.len() <= 28 {
            assert!(refused(AidProblemCode::WrongLength));
            return;
        }
        let (iv, body) = raw.split_at(12);
        let (text, tag) = body.split_at(body.len() - 16);
        let mut text = text.to_vec();
        AesGcm::new(&filled)
            .decrypt(iv.try_into().unwrap(), aad, &mut text, tag)
            .is_ok()
            .then_some(text)
    } else {
        if raw.len() < 32 || raw.len() % 16 != 0 {
            assert!(refused(AidProblemCode::WrongLength));
            return;
        }
        open_cbc(&filled, &raw)
    };
    match opened {
        None => assert!(refused(AidProblemCode::WrongKey)),
        Some(text) => match fields(&text) {
            Some([_, issued_at, expires_in]) => {
                assert_eq!(found.issued_at_seconds, Some(issued_at));
                assert_eq!(found.expires_in_seconds, Some(expires_in));
                let has = |code| codes.contains(&code);
                let now = input.now_seconds;
                assert_eq!(has(AidProblemCode::IssuedInFuture), issued_at > now);
                assert_eq!(has(AidProblemCode::Expired), now >= issued_at + expires_in);
                let in_range = (1..=86_400).contains(&expires_in);
                assert_eq!(has(AidProblemCode::ExpiryOutOfRange), !in_range);
            }
            None if input.gcm || readable(&text) => {
                assert!(refused(AidProblemCode::MalformedPlaintext));
            }
            None => assert!(refused(AidProblemCode::WrongKey)),
        },
    }
});

/// The blocks by `libaes`, without its handling of padding; the padding by PKCS#7's letter.
fn open_cbc(key: &[u8; 32], raw: &[u8]) -> Option<Vec<u8>> {
    let mut cipher = Cipher::new_256(key);
    cipher.set_auto_padding(false);
    let mut text = cipher.cbc_decrypt(&raw[..16], &raw[16..]);
    let len = unpad(&text)?.len();
    text.truncate(len);
    Some(text)
}

fn unpad(text: &[u8]) -> Option<&[u8]> {
    let padding = *text.last()?;
    let len = text.len().checked_sub(usize::from(padding))?;
    let is_padding = (1..=16).contains(&padding) && text[len..].iter().all(|byte| *byte == padding);
    (is_padding && text.len() % 16 == 0).then_some(&text[..len])
}

/// UTF-8, or ASCII in UTF-16, without control characters but those that end lines and texts; padded
/// once more or not.
fn readable(text: &[u8]) -> bool {
    let text = unpad(text).unwrap_or(text);
    let is_text = |text: &str| {
        let text = text.trim_end_matches(['\0', '\t', '\n', '\r', ' ']);
        text.chars()
            .all(|char| !char.is_control() || "\t\n\r".contains(char))
    };
    let is_utf16 = |byte_order_mark: &[u8], ascii_at: usize| {
        let text = text.strip_prefix(byte_order_mark).unwrap_or(text);
        let every_second = |from| text.iter().copied().skip(from).step_by(2);
        let ascii: Vec<u8> = every_second(ascii_at).collect();
        text.len() % 2 == 0
            && every_second(1 - ascii_at).all(|byte| byte == 0)
            && ascii.is_ascii()
            && str::from_utf8(&ascii).is_ok_and(is_text)
    };
    str::from_utf8(text).is_ok_and(is_text)
        || is_utf16(&[0xff, 0xfe], 0)
        || is_utf16(&[0xfe, 0xff], 1)
}

/// Three safe integers in decimal digits.
fn fields(text: &[u8]) -> Option<[u64; 3]> {
    let parts: Vec<&str> = str::from_utf8(text).ok()?.split('&').collect();
    let parts: [&str; 3] = parts.try_into().ok()?;
    let mut numbers = [0; 3];
    for (number, part) in numbers.iter_mut().zip(parts) {
        if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok().filter(|number| *number < 1 << 53)?;
    }
    Some(numbers)
}
