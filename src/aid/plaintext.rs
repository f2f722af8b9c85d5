//! Reading what was decrypted: `CaptchaAppId&timestamp&expiry`, or what a mistake made of it.

use super::mistakes::{AidMistake, Mistakes};
use super::{CaptchaAppId, ExpiresIn, IV_LEN};
use crate::digits::parse_digits;
use aes::cipher::block_padding::{Pkcs7, RawPadding};
use core::ops::Range;

/// The three fields of a token.
pub(super) struct Fields {
    pub(super) captcha_app_id: String,
    pub(super) issued_at: u64,
    pub(super) expires_in: u64,
}

impl Fields {
    /// Reads exactly `CaptchaAppId&timestamp&expiry`.
    pub(super) fn parse(plaintext: &[u8]) -> Option<Self> {
        let mut parts = str::from_utf8(plaintext).ok()?.split('&');
        let (app_id, issued_at, expires_in) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        parse_digits(app_id)?;
        Some(Self {
            captcha_app_id: app_id.to_owned(),
            issued_at: parse_digits(issued_at)?,
            expires_in: parse_digits(expires_in)?,
        })
    }

    /// Whether the timestamp is in milliseconds: as seconds it would be after the year 33000.
    pub(super) fn mistakes(&self) -> Mistakes {
        const THIRTEEN_DIGITS: Range<u64> = 1_000_000_000_000..10_000_000_000_000;
        let milliseconds = THIRTEEN_DIGITS.contains(&self.issued_at);
        Mistakes::when(milliseconds, AidMistake::Milliseconds)
    }
}

/// The PKCS#7 padding of AES taken off; `None` when there is none.
pub(super) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let (blocks, []) = padded.as_chunks::<IV_LEN>() else {
        return None;
    };
    let padding_len = IV_LEN - Pkcs7::raw_unpad(blocks.last()?).ok()?.len();
    padded.get(..padded.len() - padding_len)
}

/// Text that a key brought to light, and the mistakes that were undone to read it.
///
/// Noise, which a wrong key leaves, is no text.
pub(super) struct Text {
    text: String,
    mistakes: Mistakes,
}

impl Text {
    /// Reads UTF-8 or UTF-16, padded a second time or followed by blanks, line breaks or NULs.
    pub(super) fn read(plaintext: &[u8]) -> Option<Self> {
        let inner = unpad(plaintext);
        let padded_twice = Mistakes::when(inner.is_some(), AidMistake::PaddedTwice);
        let bytes = inner.unwrap_or(plaintext);
        let utf16 = Mistakes::from(AidMistake::Utf16);
        str::from_utf8(bytes)
            .ok()
            .and_then(|text| Self::trim(text, Mistakes::NONE))
            .or_else(|| Self::trim(&decode_utf16(bytes, u16::from_le_bytes)?, utf16))
            .or_else(|| Self::trim(&decode_utf16(bytes, u16::from_be_bytes)?, utf16))
            .map(|text| Self {
                mistakes: text.mistakes.and(padded_twice),
                ..text
            })
    }

    fn trim(text: &str, mistakes: Mistakes) -> Option<Self> {
        let trimmed = text.trim_end_matches(is_trailing);
        let is_noise = |found: char| found.is_control() && !matches!(found, '\t' | '\n' | '\r');
        (!trimmed.contains(is_noise)).then(|| Self {
            text: trimmed.to_owned(),
            mistakes: mistakes.and(Mistakes::when(
                trimmed.len() < text.len(),
                AidMistake::TrailingBytes,
            )),
        })
    }

    pub(super) fn has_trailing_bytes(&self) -> bool {
        self.mistakes.contains(AidMistake::TrailingBytes)
    }

    /// All mistakes of a text that is a token's; `None` for any other text.
    pub(super) fn mistakes(&self) -> Option<Mistakes> {
        let fields = Fields::parse(self.text.as_bytes())?;
        Some(self.mistakes.and(fields.mistakes()))
    }
}

/// What lines, C strings and block ciphers without PKCS#7 leave after a text.
fn is_trailing(character: char) -> bool {
    matches!(character, '\0' | '\t' | '\n' | '\r' | ' ')
}

/// ASCII alone: nearly all noise is UTF-16 of some text.
fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, []) = bytes.as_chunks() else {
        return None;
    };
    let mut units = pairs.iter().copied().map(unit).peekable();
    units.next_if_eq(&0xfeff); // the byte order mark of Java's "UTF-16"
    units
        .map(|unit| u8::try_from(unit).ok().filter(u8::is_ascii).map(char::from))
        .collect()
}

/// Whether this is a token's plaintext without its first block: the rest of the timestamp's ten
/// digits, and the expiry. How many digits are left follows from the length of the AppId: the
/// expected one's, or the 9 to 10 digits of published AppIds.
pub(super) fn is_without_first_block(plaintext: &[u8], expected: Option<CaptchaAppId>) -> bool {
    let Some((timestamp, expiry)) = str::from_utf8(plaintext)
        .ok()
        .and_then(|text| text.split_once('&'))
    else {
        return false;
    };
    // The first block holds the AppId, the separator and the other digits of the timestamp.
    let app_id_len = IV_LEN - 1 - 10 + timestamp.len();
    let fits = match expected {
        Some(app_id) => app_id.to_string().len() == app_id_len,
        None => (9..=10).contains(&app_id_len),
    };
    let is_expiry = |seconds| ExpiresIn::from_seconds(seconds).is_ok();
    fits && timestamp.len() < 10
        && parse_digits(timestamp).is_some()
        && parse_digits(expiry).is_some_and(is_expiry)
}
