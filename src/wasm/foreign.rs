//! Reading values that a stranger may have made: proxies, getters that throw, cycles.

use crate::result::Source;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./foreign.js")]
extern "C" {
    /// The own property, `undefined` when there is none or reading it throws. Never throws.
    #[wasm_bindgen(js_name = ownProperty)]
    fn own_property(object: &JsValue, key: &JsValue) -> JsValue;
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
        if !self.0.is_string() {
            return None;
        }
        let len = self.0.unchecked_ref::<JsText>().length();
        (len as usize <= max_len)
            .then(|| self.0.as_string())
            .flatten()
    }
}
