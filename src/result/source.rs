//! Where a captchaResult is read from: JSON here, live JavaScript objects in the wasm layer.

use serde_json::Value;

/// A value from outside, of which nothing is known.
///
/// Reading never fails: what is absent, of another type or unreadable is `None`.
pub(crate) trait Source: Sized {
    /// An own property; inherited ones are not the client's.
    fn own(&self, key: &'static str) -> Option<Self>;
    /// Whether this is neither `undefined` nor `null`.
    fn is_present(&self) -> bool;
    /// Whether this is an object, and has no own property.
    fn is_empty_object(&self) -> bool;
    /// The number.
    fn number(&self) -> Option<f64>;
    /// The text, when it has at most `max_len` UTF-16 units; longer text is not copied.
    fn text(&self, max_len: usize) -> Option<String>;
}

impl Source for &Value {
    fn own(&self, key: &'static str) -> Option<Self> {
        self.as_object()?.get(key)
    }

    fn is_present(&self) -> bool {
        !self.is_null()
    }

    fn is_empty_object(&self) -> bool {
        self.as_object().is_some_and(serde_json::Map::is_empty)
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn text(&self, max_len: usize) -> Option<String> {
        // A UTF-16 unit takes at least one byte of UTF-8; what is valid here is ASCII anyway.
        self.as_str()
            .filter(|text| text.len() <= max_len)
            .map(str::to_owned)
    }
}
