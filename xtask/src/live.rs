//! The real service, with an account of one's own.

use crate::build::build;
use crate::steps::Steps;
use crate::tools::{node, run};
use anyhow::{Result, bail};

/// Builds the package, and prints what the real service says to it. No part of `test`.
pub fn live(steps: &mut Steps) -> Result<()> {
    if std::env::var("TCAPTCHA_LIVE").as_deref() != Ok("1") {
        bail!(
            "this asks the real service, which may count it: set TCAPTCHA_LIVE=1, CAPTCHA_APP_ID, \
             CAPTCHA_APP_SECRET_KEY, TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY"
        );
    }
    build(steps)?;
    steps.summary();
    run(&mut node("tests/live/run.mjs"))
}
