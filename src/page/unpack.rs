//! Unpacks the later part of the program, which stands in the single file as LZMA: that is a quarter
//! smaller than gzip, the best that browsers undo by themselves.

use js_sys::{Promise, Uint8Array};
use lzma_rust2::{LzmaReader, Read};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::future_to_promise;

use super::browser;

/// What `boot.js` calls.
const UNPACK: &str = "appgwDoctorUnpack";

/// Bytes that are unpacked before the browser may do what waits.
const SLICE: usize = 128 * 1024;

/// Kilobytes that unpacking may take; the build uses fewer.
const MEMORY: u32 = 64 * 1024;

/// Offers itself to `boot.js`.
pub(crate) fn offer() {
    let unpack = Closure::<dyn Fn(Uint8Array, u32) -> Promise>::new(|packed: Uint8Array, size| {
        future_to_promise(async move {
            let unpacked = unpack(packed.to_vec(), size).await;
            unpacked.map(JsValue::from).ok_or_else(|| "damaged".into())
        })
    });
    browser::offer(UNPACK, &unpack.into_js_value());
}

/// `None` where it is not what the build packed.
async fn unpack(packed: Vec<u8>, size: u32) -> Option<Uint8Array> {
    let mut reader = LzmaReader::new_mem_limit(packed.as_slice(), MEMORY, None).ok()?;
    let unpacked = Uint8Array::new_with_length(size);
    let mut slice = vec![0; SLICE];
    let mut at = 0;
    while at < size {
        let read = reader.read(&mut slice).ok().filter(|read| *read > 0)?;
        let end = at.checked_add(u32::try_from(read).ok()?)?;
        if end > size {
            return None;
        }
        unpacked.subarray(at, end).copy_from(slice.get(..read)?);
        at = end;
        browser::pause().await;
    }
    Some(unpacked)
}
