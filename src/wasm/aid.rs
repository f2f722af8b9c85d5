//! aidEncrypted for JavaScript.

use super::error::CaptchaError;
use super::random::{self, IvPool};
use super::secrets::{wipe_stack, with_wiped_stack};
use super::{TextOrBytes, to_js, whole_number};
use crate::aid::MAX_TOKEN_LEN;
use crate::{
    Aad, AidEncryptor, AppSecretKey, CaptchaAppId, Error, ErrorCode, ExpiresIn, InspectOptions,
    Mode, inspect_aid as inspect,
};
use wasm_bindgen::prelude::*;

/// Makes one token with a fresh IV.
#[wasm_bindgen(js_name = encryptAid)]
pub fn encrypt_aid(
    captcha_app_id: &str,
    app_secret_key: &TextOrBytes,
    expires_in_seconds: Option<f64>,
    mode: Option<String>,
    aad: Option<Vec<u8>>,
    now_seconds: Option<f64>,
    clock_seconds: f64,
) -> Result<String, CaptchaError> {
    with_wiped_stack(|| {
        let encryptor = new_encryptor(
            captcha_app_id,
            app_secret_key,
            expires_in_seconds,
            mode,
            aad,
        )?;
        let now = issue_time(now_seconds, clock_seconds)?;
        encryptor.encrypt(now, fresh_iv(encryptor.mode())?.as_ref())
    })
    .map_err(CaptchaError::from)
}

/// Makes one token with the caller's IV, for test vectors.
#[wasm_bindgen(js_name = encryptAidWithIv)]
pub fn encrypt_aid_with_iv(
    captcha_app_id: &str,
    app_secret_key: &TextOrBytes,
    expires_in_seconds: Option<f64>,
    mode: Option<String>,
    aad: Option<Vec<u8>>,
    now_seconds: f64,
    iv: &[u8],
) -> Result<String, CaptchaError> {
    with_wiped_stack(|| {
        let encryptor = new_encryptor(
            captcha_app_id,
            app_secret_key,
            expires_in_seconds,
            mode,
            aad,
        )?;
        encryptor.encrypt(unix_seconds(now_seconds)?, iv)
    })
    .map_err(CaptchaError::from)
}

/// A kept encryptor: the key schedule is computed once.
#[wasm_bindgen]
pub struct Encryptor {
    encryptor: AidEncryptor,
    /// For CBC alone: a nonce of GCM that comes twice gives the key stream away, so that none is
    /// drawn before it is used.
    pool: Option<IvPool>,
    token: Box<[u8; MAX_TOKEN_LEN]>,
}

#[wasm_bindgen]
impl Encryptor {
    /// Computes the key schedule.
    #[wasm_bindgen(constructor)]
    pub fn new(
        captcha_app_id: &str,
        app_secret_key: &TextOrBytes,
        expires_in_seconds: Option<f64>,
        mode: Option<String>,
        aad: Option<Vec<u8>>,
        disable_entropy_cache: bool,
    ) -> Result<Encryptor, CaptchaError> {
        let encryptor = with_wiped_stack(|| {
            new_encryptor(
                captcha_app_id,
                app_secret_key,
                expires_in_seconds,
                mode,
                aad,
            )
        })?;
        let has_pool = encryptor.mode() == Mode::Cbc && !disable_entropy_cache;
        Ok(Self {
            encryptor,
            pool: has_pool.then(IvPool::new),
            token: Box::new([0; MAX_TOKEN_LEN]),
        })
    }

    /// Makes one token in the encryptor's own memory, where `tokenPointer` says, and returns its
    /// length in characters: a token that a server makes often is read from there by one call of the
    /// runtime, instead of being copied, decoded and freed.
    pub fn encrypt(
        &mut self,
        now_seconds: Option<f64>,
        clock_seconds: f64,
    ) -> Result<usize, CaptchaError> {
        let now = issue_time(now_seconds, clock_seconds)?;
        let len = match &mut self.pool {
            Some(pool) => self
                .encryptor
                .encrypt_into(now, &pool.draw()?, &mut self.token),
            None => {
                let iv = fresh_iv(self.encryptor.mode())?;
                self.encryptor
                    .encrypt_into(now, iv.as_ref(), &mut self.token)
            }
        };
        len.map_err(CaptchaError::from)
    }

    /// Where in the module's memory the token lies.
    #[wasm_bindgen(getter, js_name = tokenPointer)]
    pub fn token_pointer(&self) -> usize {
        self.token.as_ptr() as usize
    }
}

/// `encrypt` leaves round keys on the stack as long as the encryptor has them too.
impl Drop for Encryptor {
    fn drop(&mut self) {
        wipe_stack();
    }
}

/// Names everything that is wrong with a token; returns an `AidInspection`.
#[wasm_bindgen(js_name = inspectAid)]
pub fn inspect_aid(
    aid_encrypted: &str,
    app_secret_keys: Vec<TextOrBytes>,
    captcha_app_id: Option<String>,
    mode: Option<String>,
    aad: Option<Vec<u8>>,
    now_seconds: f64,
) -> Result<JsValue, CaptchaError> {
    // What leaves is as small as a handle: copying an inspection would copy stale bytes of the stack
    // between its fields, which may be a key's, to where nothing wipes.
    with_wiped_stack(|| {
        let mode = parse_mode(mode)?;
        let options = InspectOptions {
            captcha_app_id: captcha_app_id
                .as_deref()
                .map(CaptchaAppId::parse)
                .transpose()?,
            mode,
            aad: Aad::new(mode, &aad.unwrap_or_default())?,
            now_seconds: unix_seconds(now_seconds)?,
        };
        let keys: Vec<AppSecretKey> = app_secret_keys
            .iter()
            .map(TextOrBytes::app_secret_key)
            .collect::<Result<_, _>>()?;
        if keys.is_empty() {
            return Err(Error::new(
                ErrorCode::InvalidArgument,
                "appSecretKey must be a key, or an array of at least one key",
            )
            .into());
        }
        Ok(to_js(&inspect(aid_encrypted, &keys, &options)))
    })
}

fn new_encryptor(
    captcha_app_id: &str,
    app_secret_key: &TextOrBytes,
    expires_in_seconds: Option<f64>,
    mode: Option<String>,
    aad: Option<Vec<u8>>,
) -> Result<AidEncryptor, Error> {
    let captcha_app_id = CaptchaAppId::parse(captcha_app_id)?;
    let key = app_secret_key.app_secret_key()?;
    let expires_in = match expires_in_seconds {
        None => ExpiresIn::default(),
        Some(seconds) => ExpiresIn::from_seconds(whole_number(
            "expiresInSeconds",
            "a whole number from 1 to 86400",
            seconds,
        )?)?,
    };
    let mode = parse_mode(mode)?;
    let aad = Aad::new(mode, &aad.unwrap_or_default())?;
    Ok(AidEncryptor::new(
        captcha_app_id,
        &key,
        expires_in,
        mode,
        aad,
    ))
}

fn parse_mode(mode: Option<String>) -> Result<Mode, Error> {
    mode.map_or(Ok(Mode::default()), |name| Mode::parse(&name))
}

fn unix_seconds(seconds: f64) -> Result<u64, Error> {
    whole_number("nowSeconds", "whole Unix seconds", seconds)
}

/// The time to write into a token: the clock, or an earlier time that the caller chose.
fn issue_time(now_seconds: Option<f64>, clock_seconds: f64) -> Result<u64, Error> {
    let now = unix_seconds(now_seconds.unwrap_or(clock_seconds))?;
    if now as f64 > clock_seconds {
        return Err(Error::new(
            ErrorCode::InvalidArgument,
            format!("nowSeconds must not be after the clock, got {now}"),
        ));
    }
    Ok(now)
}

/// An IV of the mode's length, drawn for this token alone.
fn fresh_iv(mode: Mode) -> Result<impl AsRef<[u8]>, Error> {
    let mut iv = vec![0; mode.iv_len()];
    random::fill(&mut iv)?;
    Ok(iv)
}
