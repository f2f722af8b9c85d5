//! The whole flow, to look at.

use crate::build::build;
use crate::steps::Steps;
use anyhow::Result;

/// Builds the package and shows it at work.
pub fn demo(steps: &mut Steps) -> Result<()> {
    build(steps).map(drop)
}
