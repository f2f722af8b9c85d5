//! aidEncrypted for JavaScript.

use super::exchange::{iv, with_aad, with_app_id, with_key, with_raws};
use super::random::IvPool;
use super::{keep_error, scrub_stack, whole};
use crate::aid::{Message, encrypt_once_raw, inspect_raw};
use crate::{
    Aad, AidEncryptor, AidInspection, AidProblem, AppSecretKey, CaptchaAppId, Error, ErrorCode,
    ExpiresIn, InspectOptions, Mode,
};
use core::cell::RefCell;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// 256 IVs of 16 bytes.
const POOL_LEN: usize = 4096;

thread_local! {
    static POOL: RefCell<IvPool<POOL_LEN>> = const { RefCell::new(IvPool::new()) };
}

/// A length, or 0 with the error kept: a plain number crosses for nothing, a `Result` would
/// cross through memory.
fn token_len(result: Result<usize, Error>) -> usize {
    result.unwrap_or_else(|error| {
        keep_error(error);
        0
    })
}

/// What a token is made of, but for time and IV.
struct Ingredients {
    captcha_app_id: CaptchaAppId,
    key: AppSecretKey,
    expires_in: ExpiresIn,
    mode: Mode,
    aad: Aad,
}

/// Reads AppId, key and AAD from the exchange; the numbers say how long they are there.
fn ingredients(
    app_id_len: usize,
    key_len: usize,
    aad_len: usize,
    mode: u8,
    expires_in_seconds: Option<f64>,
) -> Result<Ingredients, Error> {
    let key = with_key(key_len, AppSecretKey::new);
    let captcha_app_id = app_id(app_id_len)?;
    let key = key?;
    let expires_in = match expires_in_seconds {
        None => ExpiresIn::default(),
        Some(seconds) => ExpiresIn::from_seconds(whole(seconds).unwrap_or(0))?,
    };
    let mode = parse_mode(mode)?;
    let aad = with_aad(aad_len, |bytes| Aad::new(mode, bytes))?;
    Ok(Ingredients {
        captcha_app_id,
        key,
        expires_in,
        mode,
        aad,
    })
}

pub(super) fn app_id(len: usize) -> Result<CaptchaAppId, Error> {
    with_app_id(len, CaptchaAppId::from_digits)
}

fn parse_mode(mode: u8) -> Result<Mode, Error> {
    match mode {
        0 => Ok(Mode::Cbc),
        1 => Ok(Mode::Gcm),
        _ => Err(Error::new(
            ErrorCode::InvalidArgument,
            "mode takes 'cbc' or 'gcm'",
        )),
    }
}

/// The time to write into a token: the clock, or an earlier `now_seconds`.
fn issue_time(now_seconds: f64, clock_seconds: f64) -> Result<u64, Error> {
    whole(now_seconds)
        .filter(|_| now_seconds <= clock_seconds)
        .ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidArgument,
                "nowSeconds takes whole Unix seconds, not after the clock",
            )
        })
}

/// As much of a fresh IV as the mode takes, to make a token with.
fn with_iv<const LEN: usize>(
    pool: &mut IvPool<LEN>,
    mode: Mode,
    encrypt: impl FnOnce(&[u8], &mut [u8]) -> Result<usize, Error>,
) -> Result<usize, Error> {
    let iv = pool.draw::<16>()?;
    with_raws(|raws| encrypt(iv.get(..mode.iv_len()).unwrap_or_default(), raws))
}

/// One token, before Base64, from the values in the exchange; its length, or 0 and an error to take.
#[wasm_bindgen(js_name = encryptAid)]
pub fn encrypt_aid(
    app_id_len: usize,
    key_len: usize,
    aad_len: usize,
    mode: u8,
    expires_in_seconds: Option<f64>,
    now_seconds: f64,
    clock_seconds: f64,
) -> usize {
    let len = token_len(encrypt_once(
        app_id_len,
        key_len,
        aad_len,
        mode,
        expires_in_seconds,
        (now_seconds, clock_seconds),
    ));
    scrub_stack();
    len
}

/// In a frame of its own, below the caller's: [`scrub_stack`] cannot reach what lies in its caller.
#[inline(never)]
fn encrypt_once(
    app_id_len: usize,
    key_len: usize,
    aad_len: usize,
    mode: u8,
    expires_in_seconds: Option<f64>,
    (now_seconds, clock_seconds): (f64, f64),
) -> Result<usize, Error> {
    let it = ingredients(app_id_len, key_len, aad_len, mode, expires_in_seconds)?;
    let now = issue_time(now_seconds, clock_seconds)?;
    POOL.with_borrow_mut(|pool| {
        with_iv(pool, it.mode, |iv, raw| {
            let cipher = (it.mode, &it.aad);
            encrypt_once_raw(
                it.captcha_app_id,
                &it.key,
                it.expires_in,
                cipher,
                now,
                iv,
                raw,
            )
        })
    })
}

/// In a frame of its own, like [`encrypt_once`].
#[inline(never)]
fn new_encryptor(
    app_id_len: usize,
    key_len: usize,
    aad_len: usize,
    mode: u8,
    expires_in_seconds: Option<f64>,
) -> Result<AidEncryptor, Error> {
    let it = ingredients(app_id_len, key_len, aad_len, mode, expires_in_seconds)?;
    Ok(AidEncryptor::new(
        it.captcha_app_id,
        &it.key,
        it.expires_in,
        it.mode,
        it.aad,
    ))
}

/// A kept encryptor: the key schedule is computed once.
#[wasm_bindgen]
pub struct Encryptor {
    encryptor: AidEncryptor,
    pooled: bool,
    /// What the tokens of a second say, and of which.
    message: Message,
    message_seconds: u64,
}

#[wasm_bindgen]
impl Encryptor {
    /// Reads the values in the exchange; `undefined` and an error to take.
    pub fn create(
        app_id_len: usize,
        key_len: usize,
        aad_len: usize,
        mode: u8,
        expires_in_seconds: Option<f64>,
        disable_entropy_cache: bool,
    ) -> Option<Encryptor> {
        let encryptor = new_encryptor(app_id_len, key_len, aad_len, mode, expires_in_seconds);
        scrub_stack();
        Some(Self {
            encryptor: encryptor.map_err(keep_error).ok()?,
            pooled: !disable_entropy_cache,
            message: Message::new(),
            message_seconds: u64::MAX, // no time that is taken
        })
    }

    /// One token before Base64, and with CBC and the entropy cache a second one of the same second
    /// behind it, for the price of one; the length of each, or 0 and an error to take.
    ///
    /// `iv_len` is for vectors, never for issuing: the length of an IV in the exchange, 0 for none.
    pub fn encrypt(&mut self, now_seconds: f64, clock_seconds: f64, iv_len: usize) -> usize {
        token_len(issue_time(now_seconds, clock_seconds).and_then(|now| {
            let one = |iv: &[u8], raw: &mut [u8]| self.encryptor.encrypt_raw(now, iv, raw);
            let mode = self.encryptor.mode();
            if iv_len > 0 {
                let iv = iv(iv_len);
                return with_raws(|raws| one(&iv, raws));
            }
            if !self.pooled {
                return with_iv(&mut IvPool::<16>::new(), mode, one);
            }
            POOL.with_borrow_mut(|pool| match mode {
                Mode::Gcm => with_iv(pool, mode, one),
                Mode::Cbc => {
                    let ivs = [pool.draw()?, pool.draw()?];
                    if self.message_seconds != now {
                        self.encryptor.write_message(&mut self.message, now)?;
                        self.message_seconds = now;
                    }
                    Ok(with_raws(|raws| {
                        self.encryptor.encrypt_two_raw(&self.message, ivs, raws)
                    }))
                }
            })
        }))
    }
}

/// The cipher wipes itself; what it left on the stack while it worked is wiped here.
impl Drop for Encryptor {
    fn drop(&mut self) {
        scrub_stack();
    }
}

/// Everything that is wrong with a token, as [`InspectionParts`]; `undefined` and an error to take.
///
/// `raw` is what the token of so many characters holds, `undefined` where it is no Base64: each runtime
/// has a decoder, whose code would be a twentieth of this module. `keys` holds each key behind a byte
/// that says how long it is; AAD comes through the exchange, and so does the AppId, if one is to be
/// compared.
#[wasm_bindgen(js_name = inspectAid)]
pub fn inspect(
    aid_encrypted_len: usize,
    raw: Option<Vec<u8>>,
    keys: Vec<u8>,
    compares_app_id: bool,
    app_id_len: usize,
    mode: u8,
    aad_len: usize,
    now_seconds: f64,
) -> JsValue {
    let app_id_len = compares_app_id.then_some(app_id_len);
    let token = (aid_encrypted_len, raw.as_deref());
    let inspection = inspect_with(&keys, token, app_id_len, mode, aad_len, now_seconds);
    drop(keys);
    scrub_stack();
    match inspection {
        Ok(inspection) => to_js(&inspection),
        Err(error) => {
            keep_error(error);
            JsValue::UNDEFINED
        }
    }
}

/// An [`AidInspection`] by position: serde-wasm-bindgen keeps the names of fields in a hash map, whose
/// code is more than all of the inspection's own. Its numbers are JavaScript's: none is above the safe
/// integers, and what refuses larger ones would be code that nothing reaches.
#[derive(Serialize)]
struct InspectionParts<'a>(
    Vec<(&'static str, &'static str)>, // code and message of each problem
    Option<f64>,
    Option<&'a str>,
    Option<f64>,
    Option<f64>,
    Option<f64>,
    Option<f64>,
);

fn to_js(inspection: &AidInspection) -> JsValue {
    let number = |value: Option<u64>| value.map(|value| value as f64);
    let problem = |problem: &AidProblem| (problem.code.as_str(), problem.message);
    let parts = InspectionParts(
        inspection.problems.iter().map(problem).collect(),
        inspection.key_index.map(f64::from),
        inspection.captcha_app_id.as_deref(),
        number(inspection.issued_at_seconds),
        number(inspection.expires_in_seconds),
        number(inspection.expires_at_seconds),
        number(inspection.remaining_seconds),
    );
    serde_wasm_bindgen::to_value(&parts).unwrap_or(JsValue::UNDEFINED)
}

/// In a frame of its own, below the caller's: [`scrub_stack`] cannot reach what lies in its caller.
#[inline(never)]
fn inspect_with(
    keys: &[u8],
    (aid_encrypted_len, raw): (usize, Option<&[u8]>),
    app_id_len: Option<usize>,
    mode: u8,
    aad_len: usize,
    now_seconds: f64,
) -> Result<AidInspection, Error> {
    let keys = split_keys(keys)?;
    let mode = parse_mode(mode)?;
    let options = InspectOptions {
        captcha_app_id: app_id_len.map(app_id).transpose()?,
        mode,
        aad: with_aad(aad_len, |bytes| Aad::new(mode, bytes))?,
        now_seconds: whole(now_seconds).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidArgument,
                "nowSeconds takes whole Unix seconds",
            )
        })?,
    };
    Ok(inspect_raw(aid_encrypted_len, raw, &keys, &options))
}

fn split_keys(mut rest: &[u8]) -> Result<Vec<AppSecretKey>, Error> {
    let mut keys = Vec::new();
    while let Some((len, behind)) = rest.split_first() {
        let (key, behind) = behind
            .split_at_checked(usize::from(*len))
            .unwrap_or((behind, &[]));
        keys.push(AppSecretKey::new(key)?);
        rest = behind;
    }
    if keys.is_empty() {
        return Err(Error::new(
            ErrorCode::InvalidArgument,
            "appSecretKey takes a key, or an array of at least one key",
        ));
    }
    Ok(keys)
}
