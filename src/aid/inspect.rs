//! Saying why a token is refused.

use super::{Aad, CaptchaAppId, ExpiresIn, GCM_NONCE_LEN, IV_LEN, MAX_SAFE_INTEGER, Mode, TAG_LEN};
use crate::AppSecretKey;
use crate::digits::parse_digits;
use aes::Aes256;
use aes::cipher::{BlockDecryptMut, KeyInit, KeyIvInit, block_padding::Pkcs7};
use aes_gcm::{AeadInPlace, Aes256Gcm};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Serialize, Serializer};
use zeroize::Zeroizing;

/// The longest token that is looked at, in characters; an honest one has fewer than 112.
const MAX_INSPECTED_LEN: usize = 1024;

/// What [`inspect_aid`] compares a token with.
///
/// ```
/// use tcaptcha::{AppSecretKey, CaptchaAppId, InspectOptions, inspect_aid};
///
/// let options = InspectOptions {
///     captcha_app_id: Some(CaptchaAppId::parse("123456789")?),
///     now_seconds: 1_710_144_972,
///     ..Default::default()
/// };
/// let keys = [AppSecretKey::new(b"1234567891011121314151516")?];
/// let token = "MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT";
/// assert!(inspect_aid(token, &keys, &options).valid);
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct InspectOptions {
    /// The AppId that the token should carry; not compared when `None`.
    pub captcha_app_id: Option<CaptchaAppId>,
    /// The mode that the token was made with.
    pub mode: Mode,
    /// The additional authenticated data of a GCM token.
    pub aad: Aad,
    /// The clock, in Unix seconds.
    pub now_seconds: u64,
}

/// What a token carries, and everything that is wrong with it.
///
/// ```
/// use tcaptcha::{AidInspection, AppSecretKey, InspectOptions, inspect_aid};
///
/// let keys = [AppSecretKey::new(b"the new key")?, AppSecretKey::new(b"1234567891011121314151516")?];
/// let token = "MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT";
/// let options = InspectOptions { now_seconds: 1_710_144_972, ..Default::default() };
/// let inspection: AidInspection = inspect_aid(token, &keys, &options);
/// assert_eq!(inspection.key_index, Some(1));
/// assert_eq!(inspection.remaining_seconds, Some(86_400));
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AidInspection {
    /// Whether `problems` is empty.
    pub valid: bool,
    /// Everything that is wrong, in the order in which a reader meets it.
    pub problems: Vec<AidProblem>,
    /// Which of the given keys opened the token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_index: Option<u32>,
    /// The AppId inside, as its digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub captcha_app_id: Option<String>,
    /// When it was made, in Unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_at_seconds: Option<u64>,
    /// How long it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in_seconds: Option<u64>,
    /// When it ends, in Unix seconds.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "serialize_seconds"
    )]
    pub expires_at_seconds: Option<u64>,
    /// What is left of it; 0 when it has expired.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "serialize_seconds"
    )]
    pub remaining_seconds: Option<u64>,
}

/// The sum of two safe integers need not be one: then JavaScript gets the nearest number.
fn serialize_seconds<S: Serializer>(
    seconds: &Option<u64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match *seconds {
        Some(seconds) if seconds > MAX_SAFE_INTEGER => serializer.serialize_f64(seconds as f64),
        seconds => seconds.serialize(serializer),
    }
}

/// One thing that is wrong with a token.
///
/// ```
/// use tcaptcha::{AidProblem, AidProblemCode, InspectOptions, inspect_aid};
///
/// for AidProblem { code, message } in inspect_aid("MDEy", &[], &InspectOptions::default()).problems {
///     assert_eq!(code, AidProblemCode::WrongLength);
///     assert!(message.starts_with("aidEncrypted does not hold an IV"));
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AidProblem {
    /// The stable code.
    pub code: AidProblemCode,
    /// What it means and what to look at, for people.
    pub message: &'static str,
}

/// What can be wrong with a token.
///
/// ```
/// use tcaptcha::{AidProblemCode, InspectOptions, inspect_aid};
///
/// let inspection = inspect_aid("not Base64", &[], &InspectOptions::default());
/// assert_eq!(inspection.problems[0].code, AidProblemCode::NotBase64);
/// assert_eq!(AidProblemCode::NotBase64.as_str(), "not_base64");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AidProblemCode {
    /// Not standard Base64 with padding.
    NotBase64,
    /// Not an IV and at least one block behind it, or far too long.
    WrongLength,
    /// None of the keys opens it.
    WrongKey,
    /// It opens, but does not hold `CaptchaAppId&timestamp&expiry`.
    MalformedPlaintext,
    /// It is for another AppId.
    AppIdMismatch,
    /// Its timestamp is after the clock.
    IssuedInFuture,
    /// It has run out.
    Expired,
    /// Its expiry is 0 or above 86400 seconds.
    ExpiryOutOfRange,
}

impl Serialize for AidProblemCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl AidProblemCode {
    /// The code as JavaScript sees it, such as `wrong_key`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotBase64 => "not_base64",
            Self::WrongLength => "wrong_length",
            Self::WrongKey => "wrong_key",
            Self::MalformedPlaintext => "malformed_plaintext",
            Self::AppIdMismatch => "app_id_mismatch",
            Self::IssuedInFuture => "issued_in_future",
            Self::Expired => "expired",
            Self::ExpiryOutOfRange => "expiry_out_of_range",
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::NotBase64 => {
                "aidEncrypted is not standard Base64 with padding; was it cut, or URL-encoded on the way?"
            }
            Self::WrongLength => {
                "aidEncrypted does not hold an IV and a ciphertext behind it; was it cut, or made in the other mode?"
            }
            Self::WrongKey => {
                "no given appSecretKey opens it; compare the key with the console's, and mode and aad with those it was made with"
            }
            Self::MalformedPlaintext => {
                "it opens, but does not hold CaptchaAppId&timestamp&expiry in decimal digits"
            }
            Self::AppIdMismatch => {
                "it was made for another captchaAppId than the one that is expected"
            }
            Self::IssuedInFuture => {
                "its timestamp is after the clock; is it in milliseconds, or is a clock wrong?"
            }
            Self::Expired => "it has expired; issue a new token each time the captcha is shown",
            Self::ExpiryOutOfRange => "its expiry is not from 1 to 86400 seconds",
        }
    }
}

/// Opens a token with each key in turn and names everything that is wrong with it.
///
/// Several keys are for the time while they rotate. A bad token is an answer, not an error.
///
/// ```
/// use tcaptcha::{AidProblemCode, AppSecretKey, InspectOptions, inspect_aid};
///
/// let key = AppSecretKey::new(b"1234567891011121314151516")?;
/// let token = "MDEyMzQ1Njc4OTAxMjM0NWvZ11atw+1uzYmoIyt5rAQVPyMK9ZDavskPw5hcayeT";
/// let options = InspectOptions { now_seconds: 1_710_144_972 + 86_400, ..Default::default() };
/// let inspection = inspect_aid(token, &[key], &options);
/// assert_eq!(inspection.captcha_app_id.as_deref(), Some("123456789"));
/// assert_eq!(inspection.problems[0].code, AidProblemCode::Expired);
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[must_use]
pub fn inspect_aid(
    aid_encrypted: &str,
    keys: &[AppSecretKey],
    options: &InspectOptions,
) -> AidInspection {
    let mut inspection = AidInspection::default();
    if let Err(code) = inspect_into(&mut inspection, aid_encrypted, keys, options) {
        inspection.report(code);
    }
    inspection.valid = inspection.problems.is_empty();
    inspection
}

impl AidInspection {
    fn report(&mut self, code: AidProblemCode) {
        let message = code.message();
        self.problems.push(AidProblem { code, message });
    }
}

/// Fills `inspection`; the problem that ends the work is an error.
fn inspect_into(
    inspection: &mut AidInspection,
    aid_encrypted: &str,
    keys: &[AppSecretKey],
    options: &InspectOptions,
) -> Result<(), AidProblemCode> {
    if aid_encrypted.len() > MAX_INSPECTED_LEN {
        return Err(AidProblemCode::WrongLength);
    }
    let raw = &STANDARD
        .decode(aid_encrypted)
        .map_err(|_| AidProblemCode::NotBase64)?;
    let (key_index, fields) = open_with_any(raw, keys, options)?;
    inspection.key_index = Some(key_index);
    let fields = fields.ok_or(AidProblemCode::MalformedPlaintext)?;

    let expires_at = fields.issued_at.saturating_add(fields.expires_in);
    inspection.issued_at_seconds = Some(fields.issued_at);
    inspection.expires_in_seconds = Some(fields.expires_in);
    inspection.expires_at_seconds = Some(expires_at);
    inspection.remaining_seconds = Some(expires_at.saturating_sub(options.now_seconds));

    let app_id_mismatch = options
        .captcha_app_id
        .is_some_and(|expected| expected.to_string() != fields.captcha_app_id);
    inspection.captcha_app_id = Some(fields.captcha_app_id);
    for (code, found) in [
        (AidProblemCode::AppIdMismatch, app_id_mismatch),
        (
            AidProblemCode::IssuedInFuture,
            fields.issued_at > options.now_seconds,
        ),
        (AidProblemCode::Expired, options.now_seconds >= expires_at),
        (
            AidProblemCode::ExpiryOutOfRange,
            ExpiresIn::from_seconds(fields.expires_in).is_err(),
        ),
    ] {
        if found {
            inspection.report(code);
        }
    }
    Ok(())
}

struct Fields {
    captcha_app_id: String,
    issued_at: u64,
    expires_in: u64,
}

/// The first key whose plaintext has the three fields, else the first that opens at all.
///
/// CBC has no tag: one wrong key in 256 leaves valid padding behind. Its "plaintext" is noise, and
/// noise that is not even text is no reason to say that this key opened the token.
fn open_with_any(
    raw: &[u8],
    keys: &[AppSecretKey],
    options: &InspectOptions,
) -> Result<(u32, Option<Fields>), AidProblemCode> {
    let (iv, body) = raw
        .split_at_checked(options.mode.iv_len())
        .filter(|(_, body)| match options.mode {
            Mode::Cbc => !body.is_empty() && body.len() % IV_LEN == 0,
            Mode::Gcm => body.len() > TAG_LEN,
        })
        .ok_or(AidProblemCode::WrongLength)?;
    let mut opened = None;
    for (index, key) in (0..).zip(keys) {
        let Some(plaintext) = decrypt(iv, body, key, options) else {
            continue;
        };
        if let Some(fields) = split_fields(&plaintext) {
            return Ok((index, Some(fields)));
        }
        let is_text = plaintext.iter().all(|byte| matches!(byte, 0x20..=0x7e));
        if is_text || options.mode == Mode::Gcm {
            opened = opened.or(Some(index));
        }
    }
    opened
        .map(|index| (index, None))
        .ok_or(AidProblemCode::WrongKey)
}

pub(super) fn decrypt(
    iv: &[u8],
    body: &[u8],
    key: &AppSecretKey,
    options: &InspectOptions,
) -> Option<Zeroizing<Vec<u8>>> {
    let aes_key = key.aes_key();
    let mut buffer = Zeroizing::new(body.to_vec());
    let len = match options.mode {
        Mode::Cbc => cbc::Decryptor::<Aes256>::new_from_slices(aes_key, iv)
            .ok()?
            .decrypt_padded_mut::<Pkcs7>(&mut buffer)
            .ok()?
            .len(),
        Mode::Gcm => {
            let nonce = <&[u8; GCM_NONCE_LEN]>::try_from(iv).ok()?;
            let len = buffer.len().checked_sub(TAG_LEN)?;
            let (ciphertext, tag) = buffer.split_at_mut_checked(len)?;
            let tag = <&[u8; TAG_LEN]>::try_from(&*tag).ok()?;
            Aes256Gcm::new(aes_key.into())
                .decrypt_in_place_detached(
                    nonce.into(),
                    options.aad.as_bytes(),
                    ciphertext,
                    tag.into(),
                )
                .ok()?;
            len
        }
    };
    buffer.truncate(len);
    Some(buffer)
}

fn split_fields(plaintext: &[u8]) -> Option<Fields> {
    let mut parts = str::from_utf8(plaintext).ok()?.split('&');
    let (app_id, issued_at, expires_in) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    parse_digits(app_id)?;
    Some(Fields {
        captcha_app_id: app_id.to_owned(),
        issued_at: parse_digits(issued_at)?,
        expires_in: parse_digits(expires_in)?,
    })
}
