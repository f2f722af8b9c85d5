//! The ticket check for JavaScript.

use super::exchange::{with_app_id, with_key};
use super::{scrub_stack, throw, to_js, whole};
use crate::tc3::SigningKeyCache;
use crate::verify::{
    Action, Credentials, Endpoint, SignedRequest, VerifyOutcome, VerifyRequest,
    check_app_secret_key, check_user_ip, claim_key, parse_verify_response,
    sign_verify_request_cached,
};
use crate::{CaptchaAppId, Error, ErrorCode, Randstr, Ticket};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

/// One application's side of the ticket check: what stays the same from call to call.
#[wasm_bindgen]
pub struct TicketCheck {
    captcha_app_id: CaptchaAppId,
    app_secret_key: Zeroizing<String>,
    business_id: Option<u64>,
    scene_id: Option<u64>,
    endpoint: Endpoint,
    keys: SigningKeyCache,
}

#[wasm_bindgen]
impl TicketCheck {
    /// Reads AppId and AppSecretKey from the exchange.
    #[wasm_bindgen(constructor)]
    pub fn new(
        app_id_len: usize,
        key_len: usize,
        business_id: Option<f64>,
        scene_id: Option<f64>,
        endpoint: Option<String>,
    ) -> Result<TicketCheck, JsValue> {
        let check = Self::read(
            app_id_len,
            key_len,
            business_id,
            scene_id,
            endpoint.as_deref(),
        );
        scrub_stack();
        check.map_err(|error| throw(&error))
    }

    /// `{url, method, headers, body}`, signed for Unix seconds.
    pub fn sign(
        &mut self,
        ticket: &str,
        randstr: Option<String>,
        user_ip: &str,
        secret_id: &str,
        secret_key: &str,
        token: Option<String>,
        timestamp_seconds: f64,
    ) -> Result<JsValue, JsValue> {
        let signed = Credentials::new(secret_id, secret_key, token).and_then(|credentials| {
            let ticket = read_ticket(ticket)?;
            let randstr = read_randstr(randstr)?;
            let request = VerifyRequest {
                ticket: &ticket,
                randstr: randstr.as_ref(),
                user_ip,
                captcha_app_id: self.captcha_app_id,
                app_secret_key: &self.app_secret_key,
                business_id: self.business_id,
                scene_id: self.scene_id,
                endpoint: &self.endpoint,
            };
            let timestamp_seconds = whole(timestamp_seconds).unwrap_or(u64::MAX);
            sign_verify_request_cached(&request, &credentials, timestamp_seconds, &mut self.keys)
        });
        let signed = signed.map(|signed| to_js(&RequestObject::from(&signed)));
        scrub_stack();
        signed.map_err(|error| throw(&error))
    }

    /// The replay store's name of a ticket.
    #[wasm_bindgen(js_name = claimKey)]
    pub fn claim_key(&self, ticket: &str) -> Result<String, JsValue> {
        read_ticket(ticket)
            .map(|ticket| claim_key(self.captcha_app_id, &ticket))
            .map_err(|error| throw(&error))
    }
}

impl TicketCheck {
    fn read(
        app_id_len: usize,
        key_len: usize,
        business_id: Option<f64>,
        scene_id: Option<f64>,
        endpoint: Option<&str>,
    ) -> Result<Self, Error> {
        let app_secret_key = with_key(key_len, |bytes| {
            let text = str::from_utf8(bytes).map_err(|_| {
                Error::new(
                    ErrorCode::InvalidKey,
                    "appSecretKey takes UTF-8 to be sent to the service",
                )
            })?;
            check_app_secret_key(text)?;
            Ok(Zeroizing::new(text.to_owned()))
        });
        let captcha_app_id = with_app_id(app_id_len, |digits| {
            CaptchaAppId::parse(str::from_utf8(digits).unwrap_or_default())
        })?;
        Ok(Self {
            captcha_app_id,
            app_secret_key: app_secret_key?,
            business_id: read_id(business_id, "businessId takes a whole number")?,
            scene_id: read_id(scene_id, "sceneId takes a whole number")?,
            endpoint: endpoint
                .map(Endpoint::parse)
                .transpose()?
                .unwrap_or_default(),
            keys: SigningKeyCache::default(),
        })
    }
}

/// Throws unless the text is an IP address.
#[wasm_bindgen(js_name = checkUserIp)]
pub fn check_user_ip_for_js(user_ip: &str) -> Result<(), JsValue> {
    check_user_ip(user_ip).map_err(|error| throw(&error))
}

/// `{retryable, outcome}`; `action` is the vendor's name of it.
#[wasm_bindgen(js_name = parseVerifyResponse)]
pub fn parse_verify_response_for_js(
    status: f64,
    body: &str,
    action: &str,
    ticket: &str,
) -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct Interpretation {
        retryable: bool,
        outcome: VerifyOutcome,
    }

    // A status that is none is one that nobody knows.
    let status = whole(status)
        .and_then(|status| u16::try_from(status).ok())
        .unwrap_or(0);
    let outcome = Action::from_name(action)
        .ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidArgument,
                "action takes 'DescribeCaptchaMiniResult' or 'DescribeCaptchaResult'",
            )
        })
        .and_then(|action| parse_verify_response(status, body, action, ticket));
    match outcome {
        Ok(outcome) => Ok(to_js(&Interpretation {
            retryable: matches!(
                outcome,
                VerifyOutcome::Unavailable {
                    retryable: true,
                    ..
                }
            ),
            outcome,
        })),
        Err(error) => Err(throw(&error)),
    }
}

/// The object that JavaScript sees.
#[derive(Serialize)]
struct RequestObject<'a> {
    url: &'a str,
    method: &'a str,
    #[serde(serialize_with = "as_object")]
    headers: &'a [(&'static str, String)],
    body: &'a str,
}

impl<'a> From<&'a SignedRequest> for RequestObject<'a> {
    fn from(signed: &'a SignedRequest) -> Self {
        Self {
            url: signed.url(),
            method: signed.method(),
            headers: signed.headers(),
            body: signed.body(),
        }
    }
}

fn as_object<S: Serializer>(
    headers: &&[(&'static str, String)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(headers.len()))?;
    for (name, value) in *headers {
        map.serialize_entry(name, value)?;
    }
    map.end()
}

/// The same rules as for a ticket from a client, but as an argument.
fn read_ticket(text: &str) -> Result<Ticket, Error> {
    Ticket::parse(text).map_err(|_| {
        Error::new(
            ErrorCode::InvalidArgument,
            "ticket takes 1 to 8192 characters of visible ASCII",
        )
    })
}

fn read_randstr(text: Option<String>) -> Result<Option<Randstr>, Error> {
    let randstr = text
        .filter(|text| !text.is_empty())
        .map(|text| Randstr::parse(&text));
    randstr.transpose().map_err(|_| {
        Error::new(
            ErrorCode::InvalidArgument,
            "randstr takes at most 1024 characters of visible ASCII, or is left out",
        )
    })
}

fn read_id(value: Option<f64>, message: &'static str) -> Result<Option<u64>, Error> {
    value
        .map(|value| whole(value).ok_or_else(|| Error::new(ErrorCode::InvalidArgument, message)))
        .transpose()
}
