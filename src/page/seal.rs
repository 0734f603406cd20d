//! A case behind a passphrase, by the browser's own cryptography: PBKDF2 with SHA-256 makes the key,
//! AES-256-GCM encrypts. A wrong passphrase gives nothing, and no hint.

use std::rc::Rc;

use appgw_doctor::share::{ROUNDS, SavedCase, Sealed, link};
use gloo::utils::window;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::CryptoKey;

/// Whether the page came in a way for which the browser encrypts.
pub(crate) fn is_possible() -> bool {
    window().is_secure_context()
}

/// Puts a packed case behind a passphrase, and tells what came of it.
pub(crate) fn close(phrase: String, packed: Vec<u8>, told: impl FnOnce(Option<Sealed>) + 'static) {
    spawn_local(async move { told(try_close(&phrase, &packed).await.ok()) });
}

/// Opens an envelope, and tells what was in it.
pub(crate) fn open(
    phrase: String,
    sealed: Rc<Sealed>,
    told: impl FnOnce(Option<SavedCase>) + 'static,
) {
    spawn_local(async move {
        let packed = try_open(&phrase, &sealed).await.ok();
        told(packed.and_then(|packed| link::unpack(&packed).ok()));
    });
}

async fn try_close(phrase: &str, packed: &[u8]) -> Result<Sealed, JsValue> {
    let crypto = window().crypto()?;
    let (mut salt, mut iv) = ([0; 16], [0; 12]);
    crypto.get_random_values_with_u8_array(&mut salt)?;
    crypto.get_random_values_with_u8_array(&mut iv)?;
    let key = key(phrase, &salt, ROUNDS, "encrypt").await?;
    let subtle = crypto.subtle();
    let data = Uint8Array::from(packed);
    let promise = subtle.encrypt_with_object_and_buffer_source(&cipher(&iv)?, &key, &data)?;
    let data = JsFuture::from(promise).await?;
    Ok(Sealed {
        salt,
        iv,
        rounds: ROUNDS,
        data: Uint8Array::new(&data).to_vec(),
    })
}

async fn try_open(phrase: &str, sealed: &Sealed) -> Result<Vec<u8>, JsValue> {
    let key = key(phrase, &sealed.salt, sealed.rounds, "decrypt").await?;
    let subtle = window().crypto()?.subtle();
    let data = Uint8Array::from(sealed.data.as_slice());
    let promise =
        subtle.decrypt_with_object_and_buffer_source(&cipher(&sealed.iv)?, &key, &data)?;
    let data = JsFuture::from(promise).await?;
    Ok(Uint8Array::new(&data).to_vec())
}

/// The parameters of AES-GCM.
fn cipher(iv: &[u8]) -> Result<Object, JsValue> {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(iv).into()),
    ])
}

/// The key that a passphrase makes, for one use.
async fn key(phrase: &str, salt: &[u8], rounds: u32, usage: &str) -> Result<CryptoKey, JsValue> {
    let subtle = window().crypto()?.subtle();
    let phrase = Uint8Array::from(phrase.as_bytes());
    let base = subtle.import_key_with_str(
        "raw",
        &phrase,
        "PBKDF2",
        false,
        &Array::of1(&"deriveKey".into()),
    )?;
    let base: CryptoKey = JsFuture::from(base).await?.unchecked_into();
    let how = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(salt).into()),
        ("iterations", rounds.into()),
    ])?;
    let what = object(&[("name", "AES-GCM".into()), ("length", 256.into())])?;
    let key = subtle.derive_key_with_object_and_object(
        &how,
        &base,
        &what,
        false,
        &Array::of1(&usage.into()),
    )?;
    Ok(JsFuture::from(key).await?.unchecked_into())
}

fn object(members: &[(&str, JsValue)]) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &(*name).into(), value)?;
    }
    Ok(object)
}
