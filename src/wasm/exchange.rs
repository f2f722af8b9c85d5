//! A buffer at a fixed place that both sides read and write: short strings and secrets cross here
//! without an allocation, and secrets are wiped as soon as they are read.

use crate::aid::MAX_RAW_LEN;
use core::cell::RefCell;
use wasm_bindgen::prelude::*;
use zeroize::Zeroize;

/// Room for each value, in bytes, in this order. One byte more than the longest valid value, so
/// that a value that is too long is seen to be so.
pub(super) const KEY_ROOM: usize = 33;
pub(super) const APP_ID_ROOM: usize = 17;
pub(super) const AAD_ROOM: usize = 97;
pub(super) const IV_ROOM: usize = 17;

#[repr(C)]
struct Exchange {
    raws: [u8; 2 * MAX_RAW_LEN],
    key: [u8; KEY_ROOM],
    app_id: [u8; APP_ID_ROOM],
    aad: [u8; AAD_ROOM],
    iv: [u8; IV_ROOM],
}

thread_local! {
    static EXCHANGE: RefCell<Exchange> = const {
        RefCell::new(Exchange {
            raws: [0; 2 * MAX_RAW_LEN],
            key: [0; KEY_ROOM],
            app_id: [0; APP_ID_ROOM],
            aad: [0; AAD_ROOM],
            iv: [0; IV_ROOM],
        })
    };
}

/// Where in memory a value lies: 0 tokens before Base64, 1 key, 2 appId, 3 aad, 4 iv.
#[wasm_bindgen(js_name = exchangePlace)]
pub fn exchange_place(value: u8) -> usize {
    EXCHANGE.with_borrow(|exchange| match value {
        0 => exchange.raws.as_ptr(),
        1 => exchange.key.as_ptr(),
        2 => exchange.app_id.as_ptr(),
        3 => exchange.aad.as_ptr(),
        _ => exchange.iv.as_ptr(),
    } as usize)
}

/// Lets tokens before Base64 be written where JavaScript reads them.
pub(super) fn with_raws<T>(write: impl FnOnce(&mut [u8; 2 * MAX_RAW_LEN]) -> T) -> T {
    EXCHANGE.with_borrow_mut(|exchange| write(&mut exchange.raws))
}

/// Reads the AppSecretKey and wipes it; a length beyond its room reads as one too long.
pub(super) fn with_key<T>(len: usize, read: impl FnOnce(&[u8]) -> T) -> T {
    EXCHANGE.with_borrow_mut(|exchange| {
        let value = read(exchange.key.get(..len).unwrap_or(&exchange.key));
        exchange.key.zeroize();
        value
    })
}

pub(super) fn with_app_id<T>(len: usize, read: impl FnOnce(&[u8]) -> T) -> T {
    EXCHANGE.with_borrow(|exchange| read(exchange.app_id.get(..len).unwrap_or(&exchange.app_id)))
}

pub(super) fn with_aad<T>(len: usize, read: impl FnOnce(&[u8]) -> T) -> T {
    EXCHANGE.with_borrow(|exchange| read(exchange.aad.get(..len).unwrap_or(&exchange.aad)))
}

/// An owned copy: the exchange is written to while it is used.
pub(super) fn iv(len: usize) -> Vec<u8> {
    EXCHANGE.with_borrow(|exchange| exchange.iv.get(..len).unwrap_or(&exchange.iv).to_vec())
}
