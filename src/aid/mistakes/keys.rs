//! The keys that other implementations make of an AppSecretKey.

use super::{AidMistake, Mistakes};
use crate::AppSecretKey;
use crate::key::KEY_LEN;
use zeroize::Zeroizing;

/// A secret, or a key of AES, and the mistakes that lead to it.
pub(super) struct Candidate {
    pub(super) bytes: Zeroizing<Vec<u8>>,
    pub(super) mistakes: Mistakes,
}

/// What env files, shells and editors leave around a value.
const LEFT_BEHIND: [(&str, &str); 8] = [
    ("", "\n"),
    ("", "\r\n"),
    ("", "\r"),
    ("", " "),
    (" ", ""),
    ("\"", "\""),
    ("'", "'"),
    ("\u{feff}", ""),
];

/// The secret itself, and what is read in its place.
pub(super) fn secrets(key: &AppSecretKey) -> Vec<Candidate> {
    let secret = key.secret();
    // Little-endian: Encoding.Unicode of .NET.
    let mut utf16 = Vec::with_capacity(2 * secret.len());
    for byte in secret {
        utf16.extend_from_slice(&[*byte, 0]);
    }
    let mut secrets = vec![
        candidate(secret.to_vec(), Mistakes::NONE),
        candidate(utf16, AidMistake::Utf16),
    ];
    for (before, after) in LEFT_BEHIND {
        let bytes = [before.as_bytes(), secret, after.as_bytes()].concat();
        secrets.push(candidate(bytes, AidMistake::KeyNotTrimmed));
    }
    secrets
}

/// The keys of AES that a secret becomes, the right one first.
pub(super) fn fills(secret: &Candidate) -> Vec<Candidate> {
    let secret_len = secret.bytes.len();
    let repeated = |len| repeat_to(len, &secret.bytes);
    let mut keys = Vec::new();
    let mut add = |bytes, made: Mistakes| keys.push(candidate(bytes, made.and(secret.mistakes)));

    add(repeated(KEY_LEN), Mistakes::NONE);
    let zeros = Mistakes::from(AidMistake::KeyPaddedWithZeros);
    if secret_len < KEY_LEN {
        add(with_zeros(&secret.bytes), zeros);
    }
    // Rarer mistakes are tried alone.
    if secret.mistakes.is_empty() {
        // The vendor's sample: secret + secret[:32 % len(secret)].
        let sample_len = secret_len + KEY_LEN.checked_rem(secret_len).unwrap_or(0);
        let sample = Mistakes::from(AidMistake::KeyPaddedAsVendorSample);
        match sample_len {
            16 => add(repeated(sample_len), sample),
            ..KEY_LEN => add(with_zeros(&repeated(sample_len)), sample.and(zeros)),
            _ => {}
        }
        for len in [16, 24] {
            if len <= secret_len {
                add(repeated(len), AidMistake::KeyNotPadded.into());
            }
        }
    }
    keys
}

/// The secret repeated until it has `len` bytes, or its start.
pub(super) fn repeat_to(len: usize, secret: &[u8]) -> Vec<u8> {
    let mut bytes = secret.repeat(len.div_ceil(secret.len().max(1)));
    bytes.truncate(len);
    bytes
}

fn with_zeros(bytes: &[u8]) -> Vec<u8> {
    // In one allocation: growing a vector would leave a copy of the secret behind.
    let mut key = vec![0; KEY_LEN];
    for (to, from) in key.iter_mut().zip(bytes) {
        *to = *from;
    }
    key
}

fn candidate(bytes: Vec<u8>, mistakes: impl Into<Mistakes>) -> Candidate {
    Candidate {
        bytes: Zeroizing::new(bytes),
        mistakes: mistakes.into(),
    }
}
