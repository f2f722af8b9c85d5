//! Reading values that a stranger may have made: proxies, getters that throw, cycles.

use crate::result::Source;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./foreign.js")]
extern "C" {
    /// The own property, `undefined` when there is none or reading it throws. Never throws.
    #[wasm_bindgen(js_name = ownProperty)]
    fn own_property(object: &JsValue, key: &JsValue) -> JsValue;
    /// What JSON text says; `undefined` when it is none. Never throws.
    #[wasm_bindgen(js_name = parseJson)]
    fn parse_json(text: &JsValue) -> JsValue;
    /// Whether this is an object without own properties. Never throws.
    #[wasm_bindgen(js_name = isEmptyObject)]
    fn is_empty_object(object: &JsValue) -> bool;
}

#[wasm_bindgen]
extern "C" {
    type JsText;
    #[wasm_bindgen(method, getter, structural)]
    fn length(this: &JsText) -> u32;
}

/// A live JavaScript value.
pub(super) struct Foreign(pub(super) JsValue);

impl Source for Foreign {
    fn own(&self, key: &'static str) -> Option<Self> {
        let value = own_property(&self.0, &JsValue::from_str(key));
        (!value.is_undefined()).then_some(Self(value))
    }

    fn is_present(&self) -> bool {
        !self.0.is_null() && !self.0.is_undefined()
    }

    fn is_empty_object(&self) -> bool {
        is_empty_object(&self.0)
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn text(&self, max_len: usize) -> Option<String> {
        // The length first: a long string would be copied, and wasm memory never shrinks.
        self.text_len()
            .filter(|len| *len <= max_len)
            .and_then(|_| self.0.as_string())
    }
}

impl Foreign {
    /// The text's length in UTF-16 units; `None` when this is no text.
    pub(super) fn text_len(&self) -> Option<usize> {
        self.0
            .is_string()
            .then(|| self.0.unchecked_ref::<JsText>().length() as usize)
    }

    /// What this says as JSON text.
    pub(super) fn parse_json(&self) -> Option<Self> {
        let value = parse_json(&self.0);
        (!value.is_undefined()).then_some(Self(value))
    }
}
