//! The ticket check for JavaScript.

use super::error::CaptchaError;
use super::secrets::with_wiped_stack;
use super::{TextOrBytes, to_js, whole_number};
use crate::tc3::SigningKeyCache;
use crate::verify::{
    self, Action, Endpoint, UserIp, VerifyOutcome, VerifyRequest, claim_key, parse_verify_response,
    sign_verify_request_cached,
};
use crate::{
    CaptchaAppId, CaptchaOrigin, CaptchaResult, CaptchaStatus, Error, ErrorCode, Randstr, Ticket,
    parse_captcha_result,
};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

/// Checks an end user's address; an IPv4 address that was mapped to version 6 is returned as IPv4.
#[wasm_bindgen(js_name = normalizeUserIp)]
pub fn normalize_user_ip(user_ip: &str) -> Result<String, CaptchaError> {
    Ok(UserIp::parse(user_ip)?.to_string())
}

/// Credentials of the cloud account, checked.
#[wasm_bindgen]
pub struct Credentials(verify::Credentials);

#[wasm_bindgen]
impl Credentials {
    /// Takes SecretId, SecretKey, and the token of temporary credentials.
    #[wasm_bindgen(constructor)]
    pub fn new(
        secret_id: String,
        secret_key: String,
        token: Option<String>,
    ) -> Result<Credentials, CaptchaError> {
        let credentials =
            with_wiped_stack(|| verify::Credentials::new(secret_id, secret_key, token))?;
        Ok(Self(credentials))
    }
}

/// What a client handed over, on its way to the vendor: validated once.
#[wasm_bindgen]
pub struct TicketQuestion {
    result: CaptchaResult,
    user_ip: UserIp,
}

#[wasm_bindgen]
impl TicketQuestion {
    /// Reads a captchaResult, from JSON text.
    #[wasm_bindgen(js_name = fromCaptchaResult)]
    pub fn from_captcha_result(json: &str, user_ip: &str) -> Result<TicketQuestion, CaptchaError> {
        let user_ip = UserIp::parse(user_ip)?;
        let result = parse_captcha_result(json)?;
        Ok(Self { result, user_ip })
    }

    /// Takes a ticket, and the random string that came with it.
    #[wasm_bindgen(js_name = fromTicket)]
    pub fn from_ticket(
        ticket: &str,
        randstr: Option<String>,
        user_ip: &str,
    ) -> Result<TicketQuestion, CaptchaError> {
        let user_ip = UserIp::parse(user_ip)?;
        // The same rule as for a client's data, but this is an argument.
        let as_argument = |_| {
            Error::new(
                ErrorCode::InvalidArgument,
                "ticket must be 1 to 8192 and randstr at most 1024 characters of visible ASCII",
            )
        };
        let ticket = Ticket::parse(ticket).map_err(as_argument)?;
        let randstr = randstr
            .filter(|randstr| !randstr.is_empty())
            .map(|randstr| Randstr::parse(&randstr).map_err(as_argument))
            .transpose()?;
        let result = CaptchaResult {
            origin: CaptchaOrigin::Plain,
            status: CaptchaStatus::of_ticket(ticket, randstr),
        };
        Ok(Self { result, user_ip })
    }

    /// What is known before the vendor is asked: `{origin, status, action}`.
    #[wasm_bindgen(getter)]
    pub fn summary(&self) -> JsValue {
        let randstr = self.ticket().ok().and_then(|(_, randstr)| randstr);
        to_js(&Summary {
            origin: self.result.origin,
            status: self.result.status.name(),
            action: Action::for_randstr(randstr.map(Randstr::as_str)).as_str(),
        })
    }

    /// Interprets the vendor's response; returns `{outcome, retryable}`.
    pub fn interpret(&self, http_status: f64, body: &str) -> Result<JsValue, CaptchaError> {
        let (ticket, randstr) = self.ticket()?;
        let action = Action::for_randstr(randstr.map(Randstr::as_str));
        let outcome = parse_verify_response(status(http_status), body, action, ticket.as_str())?;
        Ok(to_js(&Interpretation {
            retryable: matches!(
                outcome,
                VerifyOutcome::Unavailable {
                    retryable: true,
                    ..
                }
            ),
            outcome,
        }))
    }
}

impl TicketQuestion {
    fn ticket(&self) -> Result<(&Ticket, Option<&Randstr>), Error> {
        match &self.result.status {
            CaptchaStatus::Solved { ticket, randstr }
            | CaptchaStatus::Fallback {
                ticket, randstr, ..
            } => Ok((ticket, randstr.as_ref())),
            CaptchaStatus::Failed | CaptchaStatus::Closed => Err(Error::new(
                ErrorCode::InvalidArgument,
                "captchaResult must have a ticket to be checked",
            )),
        }
    }
}

#[derive(Serialize)]
struct Summary {
    origin: CaptchaOrigin,
    status: &'static str,
    /// The vendor's name of the action that checks such a ticket.
    action: &'static str,
}

#[derive(Serialize)]
struct Interpretation {
    outcome: VerifyOutcome,
    /// Whether the vendor says that it did not process the request.
    retryable: bool,
}

/// One application's side of the ticket check: what stays the same from call to call.
#[wasm_bindgen]
pub struct Verifier {
    captcha_app_id: CaptchaAppId,
    app_secret_key: Zeroizing<String>,
    business_id: Option<u64>,
    scene_id: Option<u64>,
    endpoint: Endpoint,
    signing_keys: SigningKeyCache,
}

#[wasm_bindgen]
impl Verifier {
    /// Takes the application's options.
    #[wasm_bindgen(constructor)]
    pub fn new(
        captcha_app_id: &str,
        app_secret_key: &TextOrBytes,
        business_id: Option<f64>,
        scene_id: Option<f64>,
        endpoint: Option<String>,
    ) -> Result<Verifier, CaptchaError> {
        let id = |name, value: Option<f64>| {
            value
                .map(|value| whole_number(name, "a whole number", value))
                .transpose()
        };
        with_wiped_stack(|| {
            Ok(Self {
                captcha_app_id: CaptchaAppId::parse(captcha_app_id)?,
                app_secret_key: app_secret_key.app_secret_key_text()?,
                business_id: id("businessId", business_id)?,
                scene_id: id("sceneId", scene_id)?,
                endpoint: endpoint
                    .map_or(Ok(Endpoint::default()), |text| Endpoint::parse(&text))?,
                signing_keys: SigningKeyCache::default(),
            })
        })
    }

    /// The name under which a replay store claims the ticket.
    #[wasm_bindgen(js_name = claimKey)]
    pub fn claim_key(&self, question: &TicketQuestion) -> Result<String, CaptchaError> {
        let (ticket, _) = question.ticket()?;
        Ok(claim_key(self.captcha_app_id, ticket))
    }

    /// Builds the request about the ticket; returns a `SignedRequest`.
    pub fn sign(
        &mut self,
        question: &TicketQuestion,
        credentials: &Credentials,
        timestamp_seconds: f64,
    ) -> Result<JsValue, CaptchaError> {
        let (ticket, randstr) = question.ticket()?;
        let timestamp_seconds =
            whole_number("nowSeconds", "whole Unix seconds", timestamp_seconds)?;
        let request = VerifyRequest {
            ticket,
            randstr,
            user_ip: question.user_ip,
            captcha_app_id: self.captcha_app_id,
            app_secret_key: &self.app_secret_key,
            business_id: self.business_id,
            scene_id: self.scene_id,
            endpoint: &self.endpoint,
        };
        let signed = with_wiped_stack(|| {
            sign_verify_request_cached(
                &request,
                &credentials.0,
                timestamp_seconds,
                &mut self.signing_keys,
            )
        })?;
        Ok(to_js(&signed))
    }
}

/// Interprets the vendor's response about a ticket; returns a `VerifyOutcome`.
#[wasm_bindgen(js_name = parseVerifyResponse)]
pub fn parse_verify_response_for_js(
    http_status: f64,
    body: &str,
    action: &str,
    ticket: &str,
) -> Result<JsValue, CaptchaError> {
    let action = Action::from_name(action).ok_or_else(|| {
        Error::new(
            ErrorCode::InvalidArgument,
            "action must be 'DescribeCaptchaMiniResult' or 'DescribeCaptchaResult'",
        )
    })?;
    let outcome = parse_verify_response(status(http_status), body, action, ticket)?;
    Ok(to_js(&outcome))
}

/// An HTTP status; a number that is none is one that nobody knows.
fn status(http_status: f64) -> u16 {
    if http_status.fract() == 0.0 {
        http_status as u16
    } else {
        0
    }
}
