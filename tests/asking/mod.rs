//! A request that asks about an honest ticket.

use std::sync::OnceLock;

use tcaptcha::verify::{Endpoint, UserIp, VerifyRequest};
use tcaptcha::{CaptchaAppId, Ticket};

pub const APP_SECRET_KEY: &str = "1234567891011121314151516";
pub const NOW_SECONDS: u64 = 1_710_144_972;
static TICKET: OnceLock<Ticket> = OnceLock::new();

pub fn request(endpoint: &Endpoint) -> VerifyRequest<'_> {
    VerifyRequest {
        ticket: TICKET.get_or_init(|| Ticket::parse("tr0a1b2c3").unwrap()),
        randstr: None,
        user_ip: UserIp::parse("203.0.113.7").unwrap(),
        captcha_app_id: CaptchaAppId::parse("123456789").unwrap(),
        app_secret_key: APP_SECRET_KEY,
        business_id: None,
        scene_id: None,
        endpoint,
    }
}
