//! aidEncrypted for JavaScript.

use super::exchange::{put_token, with_aad, with_app_id, with_iv, with_key};
use super::random::IvPool;
use super::{scrub_stack, throw, to_js, whole};
use crate::aid::MAX_TOKEN_LEN;
use crate::{
    Aad, AidEncryptor, AidInspection, AppSecretKey, CaptchaAppId, Error, ErrorCode, ExpiresIn,
    InspectOptions, Mode, inspect_aid,
};
use arrayvec::ArrayVec;
use core::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;

/// 128 IVs of 16 bytes.
const POOL_LEN: usize = 2048;

thread_local! {
    static POOL: RefCell<IvPool<POOL_LEN>> = const { RefCell::new(IvPool::new()) };
    static LAST_ERROR: Cell<Option<Error>> = const { Cell::new(None) };
}

/// The error behind a call that answered 0, as `{code, message}`.
#[wasm_bindgen(js_name = takeError)]
pub fn take_error() -> JsValue {
    LAST_ERROR
        .take()
        .map_or(JsValue::UNDEFINED, |error| throw(&error))
}

/// Keeps the error behind an answer that says nothing but that there is one.
pub(super) fn keep_error(error: Error) {
    LAST_ERROR.set(Some(error));
}

/// A token's length, or 0 with the error kept for [`take_error`]: a plain number crosses for
/// nothing, a `Result` would cross through memory.
fn token_len(result: Result<ArrayVec<u8, MAX_TOKEN_LEN>, Error>) -> u32 {
    match result {
        Ok(token) => put_token(&token),
        Err(error) => {
            keep_error(error);
            0
        }
    }
}

/// Reads AppId, key and AAD from the exchange; the numbers say how long they are there.
fn encryptor(
    app_id_len: usize,
    key_len: usize,
    aad_len: usize,
    mode: u8,
    expires_in_seconds: Option<f64>,
) -> Result<AidEncryptor, Error> {
    let key = with_key(key_len, AppSecretKey::new);
    let captcha_app_id = app_id(app_id_len)?;
    let key = key?;
    let expires_in = match expires_in_seconds {
        None => ExpiresIn::default(),
        Some(seconds) => ExpiresIn::from_seconds(whole(seconds).unwrap_or(0))?,
    };
    let mode = parse_mode(mode)?;
    let aad = with_aad(aad_len, |bytes| Aad::new(mode, bytes))?;
    Ok(AidEncryptor::new(
        captcha_app_id,
        &key,
        expires_in,
        mode,
        aad,
    ))
}

pub(super) fn app_id(len: usize) -> Result<CaptchaAppId, Error> {
    with_app_id(len, |digits| {
        CaptchaAppId::parse(str::from_utf8(digits).unwrap_or_default())
    })
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
fn issue_time(now_seconds: Option<f64>, clock_seconds: f64) -> Result<u64, Error> {
    let clock = whole(clock_seconds).unwrap_or(0);
    match now_seconds {
        None => Ok(clock),
        Some(now) => whole(now).filter(|now| *now <= clock).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidArgument,
                "nowSeconds takes whole Unix seconds, not after the clock",
            )
        }),
    }
}

fn encrypt_with_pool<const LEN: usize>(
    encryptor: &AidEncryptor,
    pool: &mut IvPool<LEN>,
    now_seconds: u64,
) -> Result<ArrayVec<u8, MAX_TOKEN_LEN>, Error> {
    let mut token = ArrayVec::new();
    pool.take(encryptor.mode().iv_len(), |iv| {
        encryptor.encrypt_into(now_seconds, iv, &mut token)
    })??;
    Ok(token)
}

/// One token from the values in the exchange; its length, or 0 and an error to take.
#[wasm_bindgen(js_name = encryptAid)]
pub fn encrypt_aid(
    app_id_len: usize,
    key_len: usize,
    aad_len: usize,
    mode: u8,
    expires_in_seconds: Option<f64>,
    now_seconds: Option<f64>,
    clock_seconds: f64,
) -> u32 {
    let len = token_len(
        encryptor(app_id_len, key_len, aad_len, mode, expires_in_seconds).and_then(|encryptor| {
            let now = issue_time(now_seconds, clock_seconds)?;
            POOL.with_borrow_mut(|pool| encrypt_with_pool(&encryptor, pool, now))
        }),
    );
    scrub_stack();
    len
}

/// Like [`encrypt_aid`] with the IV from the exchange too: for vectors, never for issuing.
#[wasm_bindgen(js_name = encryptAidWithIv)]
pub fn encrypt_aid_with_iv(
    app_id_len: usize,
    key_len: usize,
    aad_len: usize,
    mode: u8,
    expires_in_seconds: Option<f64>,
    now_seconds: f64,
    iv_len: usize,
) -> u32 {
    let len = token_len(
        encryptor(app_id_len, key_len, aad_len, mode, expires_in_seconds).and_then(|encryptor| {
            let now = issue_time(Some(now_seconds), crate::MAX_SAFE_INTEGER as f64)?;
            let mut token = ArrayVec::new();
            with_iv(iv_len, |iv| encryptor.encrypt_into(now, iv, &mut token))?;
            Ok(token)
        }),
    );
    scrub_stack();
    len
}

/// A kept encryptor: the key schedule is computed once.
#[wasm_bindgen]
pub struct Encryptor {
    encryptor: AidEncryptor,
    pooled: bool,
}

#[wasm_bindgen]
impl Encryptor {
    /// Reads the values in the exchange.
    #[wasm_bindgen(constructor)]
    pub fn new(
        app_id_len: usize,
        key_len: usize,
        aad_len: usize,
        mode: u8,
        expires_in_seconds: Option<f64>,
        disable_entropy_cache: bool,
    ) -> Result<Encryptor, JsValue> {
        let encryptor = encryptor(app_id_len, key_len, aad_len, mode, expires_in_seconds);
        scrub_stack();
        Ok(Self {
            encryptor: encryptor.map_err(|error| throw(&error))?,
            pooled: !disable_entropy_cache,
        })
    }

    /// One token; its length, or 0 and an error to take.
    pub fn encrypt(&self, now_seconds: Option<f64>, clock_seconds: f64) -> u32 {
        token_len(issue_time(now_seconds, clock_seconds).and_then(|now| {
            if self.pooled {
                POOL.with_borrow_mut(|pool| encrypt_with_pool(&self.encryptor, pool, now))
            } else {
                encrypt_with_pool(&self.encryptor, &mut IvPool::<16>::new(), now)
            }
        }))
    }
}

/// The cipher wipes itself; what it left on the stack while it worked is wiped here.
impl Drop for Encryptor {
    fn drop(&mut self) {
        scrub_stack();
    }
}

/// Everything that is wrong with a token, as an `AidInspection`.
///
/// `keys` holds each key behind a byte that says how long it is; AAD comes through the exchange,
/// and the AppId too, unless `app_id_len` is `undefined`.
#[wasm_bindgen(js_name = inspectAid)]
pub fn inspect(
    aid_encrypted: &str,
    keys: Vec<u8>,
    app_id_len: Option<usize>,
    mode: u8,
    aad_len: usize,
    now_seconds: f64,
) -> Result<JsValue, JsValue> {
    let inspection = inspect_with(&keys, aid_encrypted, app_id_len, mode, aad_len, now_seconds);
    drop(keys);
    scrub_stack();
    inspection
        .map(|inspection| to_js(&inspection))
        .map_err(|error| throw(&error))
}

/// In a frame of its own, below the caller's: [`scrub_stack`] cannot reach what lies in its caller.
#[inline(never)]
fn inspect_with(
    keys: &[u8],
    aid_encrypted: &str,
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
    Ok(inspect_aid(aid_encrypted, &keys, &options))
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
