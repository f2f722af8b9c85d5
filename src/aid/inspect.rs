//! Saying why a token is refused.

use super::cipher::decrypt;
use super::mistakes::{AidMistake, find as find_mistakes};
use super::plaintext::{Fields, Text};
use super::{
    Aad, AidProblem, AidProblemCode, CaptchaAppId, ExpiresIn, IV_LEN, MAX_SAFE_INTEGER, Mode,
    TAG_LEN,
};
use crate::AppSecretKey;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Serialize, Serializer};

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
    /// Which mistakes of the code that made the token lead to exactly this token, each proven by
    /// decrypting it to `CaptchaAppId&timestamp&expiry`; the fewest that do. Looked for with the
    /// first 16 keys, when the token is not valid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mistakes: Vec<AidMistake>,
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
    let (code, opened_by) = match open_with_any(aid_encrypted, keys, options) {
        Ok(Opened::Fields(index, fields)) => {
            inspection.key_index = Some(index);
            inspection.report_fields(fields, options);
            inspection.valid = inspection.problems.is_empty();
            return inspection;
        }
        Ok(Opened::Malformed(index, key)) => {
            inspection.key_index = Some(index);
            (AidProblemCode::MalformedPlaintext, Some(key))
        }
        Err(code) => (code, None),
    };
    inspection.report(code);
    // First the key that is known to fit.
    let keys = opened_by.into_iter().chain(keys);
    inspection.mistakes = find_mistakes(aid_encrypted, keys, options).to_vec();
    inspection
}

impl AidInspection {
    fn report(&mut self, code: AidProblemCode) {
        let message = code.message();
        self.problems.push(AidProblem { code, message });
    }

    /// Reports everything that is wrong with the fields of a token that opened as it should.
    fn report_fields(&mut self, fields: Fields, options: &InspectOptions) {
        let expires_at = fields.issued_at.saturating_add(fields.expires_in);
        self.issued_at_seconds = Some(fields.issued_at);
        self.expires_in_seconds = Some(fields.expires_in);
        self.expires_at_seconds = Some(expires_at);
        self.remaining_seconds = Some(expires_at.saturating_sub(options.now_seconds));

        let app_id_mismatch = options
            .captcha_app_id
            .is_some_and(|expected| expected.to_string() != fields.captcha_app_id);
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
                self.report(code);
            }
        }
        if !self.problems.is_empty() {
            self.mistakes = fields.mistakes().to_vec();
        }
        self.captcha_app_id = Some(fields.captcha_app_id);
    }
}

/// What the first key that fits a token brought to light.
enum Opened<'a> {
    Fields(u32, Fields),
    Malformed(u32, &'a AppSecretKey),
}

/// The first key whose plaintext has the three fields, else the first that opens the token at all.
///
/// CBC has no tag: one wrong key in 256 leaves valid padding behind. Its "plaintext" is noise, and
/// noise that is not even text is no reason to say that this key opened the token.
fn open_with_any<'a>(
    aid_encrypted: &str,
    keys: &'a [AppSecretKey],
    options: &InspectOptions,
) -> Result<Opened<'a>, AidProblemCode> {
    if aid_encrypted.len() > MAX_INSPECTED_LEN {
        return Err(AidProblemCode::WrongLength);
    }
    let raw = STANDARD
        .decode(aid_encrypted)
        .map_err(|_| AidProblemCode::NotBase64)?;
    let (iv, body) = raw
        .split_at_checked(options.mode.iv_len())
        .filter(|(_, body)| match options.mode {
            Mode::Cbc => !body.is_empty() && body.len() % IV_LEN == 0,
            Mode::Gcm => body.len() > TAG_LEN,
        })
        .ok_or(AidProblemCode::WrongLength)?;
    let mut malformed = None;
    for (index, key) in (0..).zip(keys) {
        let Some(plaintext) = decrypt(iv, body, key, options) else {
            continue;
        };
        if let Some(fields) = Fields::parse(&plaintext) {
            return Ok(Opened::Fields(index, fields));
        }
        if options.mode == Mode::Gcm || Text::read(&plaintext).is_some() {
            malformed = malformed.or(Some(Opened::Malformed(index, key)));
        }
    }
    malformed.ok_or(AidProblemCode::WrongKey)
}
