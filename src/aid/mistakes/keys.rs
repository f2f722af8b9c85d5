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
    let untrimmed = LEFT_BEHIND.iter().map(|(before, after)| {
        let bytes = [before.as_bytes(), secret, after.as_bytes()].concat();
        candidate(bytes, AidMistake::KeyNotTrimmed)
    });
    // Little-endian: Encoding.Unicode of .NET.
    let utf16 = secret.iter().flat_map(|byte| [*byte, 0]).collect();
    [
        candidate(secret.to_vec(), Mistakes::NONE),
        candidate(utf16, AidMistake::Utf16),
    ]
    .into_iter()
    .chain(untrimmed)
    .collect()
}

/// The keys of AES that a secret becomes, the right one first.
pub(super) fn fills(secret: &Candidate) -> Vec<Candidate> {
    let secret_len = secret.bytes.len();
    let repeated = |len| -> Vec<u8> { secret.bytes.iter().copied().cycle().take(len).collect() };
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
