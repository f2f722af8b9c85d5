//! Which mistakes of the code that made a token explain it, each proven by decrypting.
//!
//! A token that does not open as it should is opened as other implementations make it: each key
//! that they derive from the AppSecretKey (`keys`), with each place where they put the parts of a
//! token (`layouts`), and each way in which they write its plaintext ([`super::plaintext`]).

mod keys;
mod layouts;

use super::InspectOptions;
use crate::AppSecretKey;
use layouts::Layouts;
use serde::{Serialize, Serializer};

/// How many keys are tried.
const MAX_KEYS: usize = 16;
/// The longest token that is looked at, in characters: the most that these mistakes make of 39 bytes
/// of plaintext is Base64 of hex of an IV's hex and UTF-16 that was padded twice, 384.
const MAX_LEN: usize = 400;

macro_rules! mistakes {
    ($($(#[doc = $doc:literal])+ $variant:ident => $code:literal,)+) => {
        /// A mistake of the code that made a token.
        ///
        /// ```
        /// use tcaptcha::{AidMistake, AppSecretKey, InspectOptions, inspect_aid};
        ///
        /// // The published token, its bytes in hexadecimal instead of Base64.
        /// let token = "303132333435363738393031323334356bd9d756adc3ed6ecd89a8232b79ac0\
        ///              4153f230af590dabec90fc3985c6b2793";
        /// let key = AppSecretKey::new(b"1234567891011121314151516")?;
        /// let inspection = inspect_aid(token, &[key], &InspectOptions::default());
        /// assert_eq!(inspection.mistakes, [AidMistake::Hex]);
        /// assert_eq!(AidMistake::Hex.as_str(), "hex");
        /// assert!(AidMistake::ALL.contains(&AidMistake::Hex));
        /// # Ok::<(), tcaptcha::Error>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum AidMistake {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl AidMistake {
            /// Every mistake, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code as JavaScript sees it, such as `key_padded_with_zeros`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }
    };
}

mistakes! {
    /// The AppSecretKey was followed by its first `32 % len` bytes, as in the vendor's Python
    /// sample: the right key from 17 bytes on, an AES-128 key of 16, and too short below.
    KeyPaddedAsVendorSample => "key_padded_as_vendor_sample",
    /// The AppSecretKey was filled to 32 bytes with zeros, as PHP and the OpenSSL command do.
    KeyPaddedWithZeros => "key_padded_with_zeros",
    /// The AppSecretKey was not filled: its first 16 or 24 bytes are a key of AES-128 or AES-192.
    KeyNotPadded => "key_not_padded",
    /// The AppSecretKey came with a line break, a blank, quotes or a byte order mark around it.
    KeyNotTrimmed => "key_not_trimmed",
    /// Base64 of the URL alphabet, or without its padding.
    UrlSafeBase64 => "url_safe_base64",
    /// Hexadecimal digits instead of Base64, or inside of it.
    Hex => "hex",
    /// The IV was not put in front of the ciphertext.
    IvMissing => "iv_missing",
    /// The IV is there as hexadecimal or Base64 text instead of its bytes.
    IvAsText => "iv_as_text",
    /// Encrypted block by block (ECB), with an IV in front or without.
    Ecb => "ecb",
    /// OpenSSL's `Salted__` format: the AppSecretKey was used as a password.
    OpensslSalted => "openssl_salted",
    /// The plaintext, or the AppSecretKey, was encoded as UTF-16.
    Utf16 => "utf16",
    /// The timestamp is in milliseconds.
    Milliseconds => "milliseconds",
    /// Blanks, line breaks, zeros or a padding that does not belong there follow the plaintext, or
    /// the token.
    TrailingBytes => "trailing_bytes",
    /// The plaintext was padded by hand, and by the cipher again.
    PaddedTwice => "padded_twice",
    /// Encrypted in the other mode: GCM for CBC, or the reverse.
    OtherMode => "other_mode",
    /// The tag of GCM lies before the ciphertext.
    TagBeforeCiphertext => "tag_before_ciphertext",
}

impl Serialize for AidMistake {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A set of mistakes: the bit of each is its position in [`AidMistake::ALL`].
#[derive(Clone, Copy, Default)]
pub(super) struct Mistakes(u32);

impl From<AidMistake> for Mistakes {
    fn from(mistake: AidMistake) -> Self {
        Self(1 << mistake as u32)
    }
}

impl Mistakes {
    pub(super) const NONE: Self = Self(0);

    /// The mistake if it was made, else none.
    pub(super) fn when(made: bool, mistake: AidMistake) -> Self {
        if made { mistake.into() } else { Self::NONE }
    }

    pub(super) fn and(self, other: impl Into<Self>) -> Self {
        Self(self.0 | other.into().0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn contains(self, mistake: AidMistake) -> bool {
        self.0 & Self::from(mistake).0 != 0
    }

    pub(super) fn to_vec(self) -> Vec<AidMistake> {
        let mut mistakes = AidMistake::ALL.to_vec();
        mistakes.retain(|mistake| self.contains(*mistake));
        mistakes
    }
}

/// The fewest mistakes that explain the token; none when nothing that is tried does.
pub(super) fn find<'a>(
    token: &str,
    keys: impl Iterator<Item = &'a AppSecretKey>,
    options: &InspectOptions,
) -> Mistakes {
    if token.len() > MAX_LEN {
        return Mistakes::NONE;
    }
    let layouts = Layouts::of(token, options);
    let mut explanations = Vec::new();
    for key in keys.take(MAX_KEYS) {
        for secret in keys::secrets(key) {
            layouts.open_salted(&secret, &mut explanations);
            for key in keys::fills(&secret) {
                layouts.open(&key, &mut explanations);
            }
        }
    }
    let fewest = explanations
        .into_iter()
        .min_by_key(|mistakes| mistakes.0.count_ones());
    fewest.unwrap_or(Mistakes::NONE)
}
