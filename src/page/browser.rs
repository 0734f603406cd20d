//! The few things that only a browser can do. Each is a function of its own here, so that no
//! view has to know how.

use appgw_doctor::time::Timestamp;
use gloo::events::EventListener;
use gloo::utils::{document, window};
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, Element, Event, HtmlAnchorElement, HtmlElement, HtmlInputElement};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};

use super::state::Theme;

/// What `boot.js` does for the program.
#[wasm_bindgen]
extern "C" {
    /// Keeps the person's text that is not in the paste box, to offer it after a crash.
    #[wasm_bindgen(js_name = appgwDoctorText)]
    pub(crate) fn keep_text(text: &str);

    /// Shows the panel that says the program has stopped. `details` is shown to be reported.
    #[wasm_bindgen(js_name = appgwDoctorCrashed)]
    pub(crate) fn show_crash(details: &str);

    /// Tells that the program has all it needs.
    #[wasm_bindgen(js_name = appgwDoctorLoaded)]
    pub(crate) fn loaded();

    /// Loads the new version that waits.
    #[wasm_bindgen(js_name = appgwDoctorUpdate)]
    pub(crate) fn load_update();

    /// A promise of the list of public roots, as bytes.
    #[wasm_bindgen(js_name = appgwDoctorRoots)]
    fn roots() -> js_sys::Promise;

    /// A promise that is kept in a task of its own.
    #[wasm_bindgen(js_name = appgwDoctorPause)]
    fn next_task() -> js_sys::Promise;
}

/// Offers `boot.js` something under this name.
pub(crate) fn offer(name: &str, what: &JsValue) {
    // Fails only for an object that takes nothing more.
    let _ = js_sys::Reflect::set(&js_sys::global(), &name.into(), what);
}

/// The time.
pub(crate) fn now() -> Timestamp {
    let seconds = js_sys::Date::now() / 1000.0;
    // A browser's clock stays within what a Timestamp holds; the year 1970 otherwise.
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds are meant")]
    Timestamp::from_unix(seconds as i64).unwrap_or(Timestamp::EPOCH)
}

/// The fragment of the address, with its `#`.
pub(crate) fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to an address inside the page.
pub(crate) fn go(fragment: &str) {
    // Fails only for an address that is none.
    let _ = window().location().set_hash(fragment);
}

/// Puts an address inside the page in place of the one that is shown, and goes nowhere.
pub(crate) fn replace_address(fragment: &str) {
    if let Ok(history) = window().history() {
        // Fails only where the browser allows no more changes for now; the address stays then.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Names the view in the title, and brings the focus to its heading where `focus` says so.
pub(crate) fn show_view(title: &str, focus: bool) {
    document().set_title(title);
    if !focus {
        return;
    }
    focus_heading();
}

/// Brings the focus to the view's heading, and the view to its top.
pub(crate) fn focus_heading() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
    focus_first("h1");
}

/// Brings what a selector finds into sight, unless most of it is.
pub(crate) fn reveal(selector: &str) {
    let Ok(Some(element)) = document().query_selector(selector) else {
        return;
    };
    let height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    let top = element.get_bounding_client_rect().top();
    if top < 0.0 || height.is_some_and(|height| top > height * 0.6) {
        element.scroll_into_view();
    }
}

/// Whether an event goes to a field that does something with it.
pub(crate) fn is_in_field(event: &Event) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let field = target.and_then(|target| target.closest("input, textarea, select").ok().flatten());
    field.is_some()
}

/// Takes the focus from what is about to go with its view. Where something goes that has the focus,
/// browsers lay the page out right then, half changed, and once more when it is whole.
pub(crate) fn release_focus() {
    let active = document().active_element();
    if let Some(active) = active.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        let _ = active.blur();
    }
}

/// Brings the focus to the first element that a selector finds.
pub(crate) fn focus_first(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Brings what a selector finds into sight.
pub(crate) fn scroll_to(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        element.scroll_into_view();
    }
}

/// The value of the control that an event comes from.
pub(crate) fn value_of(event: &Event) -> Option<String> {
    let target = event.target()?;
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return Some(input.value());
    }
    if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        return Some(area.value());
    }
    Some(target.dyn_ref::<HtmlSelectElement>()?.value())
}

/// Sets or takes away an attribute of the page as a whole.
pub(crate) fn mark_root(name: &str, value: Option<&str>) {
    if let Some(root) = document().document_element() {
        // Fails only for a name that is no attribute's.
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Gives the page its colours.
pub(crate) fn paint(theme: Theme) {
    let forced = (theme != Theme::System).then(|| theme.as_str());
    mark_root("data-theme", forced);
}

/// Where the browser keeps things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shelf {
    /// For as long as the tab is there.
    Tab,
    /// Until it is taken away.
    Device,
}

impl Shelf {
    /// `None` where the browser may keep nothing.
    fn storage(self) -> Option<web_sys::Storage> {
        let storage = match self {
            Self::Tab => window().session_storage(),
            Self::Device => window().local_storage(),
        };
        storage.ok().flatten()
    }

    /// What is kept under a name. `None` where nothing is, or may be.
    pub(crate) fn recall(self, name: &str) -> Option<String> {
        self.storage()?.get_item(&key(name)).ok().flatten()
    }

    /// Whether something is kept under a name. What is kept may be long: it is not looked at.
    pub(crate) fn holds(self, name: &str) -> bool {
        let storage = self.storage();
        storage.is_some_and(|storage| {
            js_sys::Reflect::has(&storage, &key(name).into()).unwrap_or_default()
        })
    }

    /// Keeps a text under a name, and tells whether it could.
    pub(crate) fn remember(self, name: &str, value: &str) -> bool {
        let storage = self.storage();
        storage.is_some_and(|storage| storage.set_item(&key(name), value).is_ok())
    }

    /// Keeps a text under a name, and tells whether it could. Without one, or where it can't be kept,
    /// nothing is there any more: an older one would come back in its place.
    pub(crate) fn remember_or_forget(self, name: &str, value: Option<&str>) -> bool {
        let kept = value.is_some_and(|value| self.remember(name, value));
        if !kept {
            self.forget(name);
        }
        kept
    }

    /// Keeps nothing under a name any more.
    pub(crate) fn forget(self, name: &str) {
        if let Some(storage) = self.storage() {
            let _ = storage.remove_item(&key(name));
        }
    }

    /// Forgets all that this page keeps here.
    pub(crate) fn forget_all(self) {
        let Some(storage) = self.storage() else {
            return;
        };
        let count = storage.length().unwrap_or_default();
        let names = (0..count).filter_map(|index| storage.key(index).ok().flatten());
        let ours: Vec<_> = names.filter(|name| name.starts_with(PREFIX)).collect();
        for name in ours {
            let _ = storage.remove_item(&name);
        }
    }
}

/// What the names of all that this page keeps begin with. `boot.js` knows it too.
const PREFIX: &str = "appgw-doctor.";

fn key(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// Whether the page was opened from disk, where all pages share what the device keeps.
pub(crate) fn is_from_disk() -> bool {
    window().location().protocol().is_ok_and(|p| p == "file:")
}

/// Copies a text, and tells whether it worked.
pub(crate) fn copy(text: String, told: impl FnOnce(bool) + 'static) {
    spawn_local(async move {
        let navigator = window().navigator();
        // Missing where the page is not served safely.
        let missing = js_sys::Reflect::get(&navigator, &"clipboard".into())
            .map_or(true, |clipboard| clipboard.is_undefined());
        if missing {
            return told(false);
        }
        let copied = JsFuture::from(navigator.clipboard().write_text(&text)).await;
        told(copied.is_ok());
    });
}

/// Saves a text as a file.
pub(crate) fn save(name: &str, media_type: &str, text: &str) {
    // Each call fails only where the browser has none of it; then nothing happens.
    let _ = try_save(name, media_type, text);
}

/// Sends an event of this name to the window.
pub(crate) fn tell(name: &str) {
    // Fails only for an event without a name.
    let _ = Event::new(name).and_then(|event| window().dispatch_event(&event));
}

/// The page's own address with another fragment.
pub(crate) fn address_with(fragment: &str) -> String {
    let address = window().location().href().unwrap_or_default();
    let page = address.split('#').next().unwrap_or_default();
    format!("{page}{fragment}")
}

/// Runs something whenever the page is left, or may be: a browser may end a hidden page without
/// another word. Whatever it renders comes too late then.
pub(crate) fn on_leaving(run: impl Fn() + Clone + 'static) -> [EventListener; 2] {
    let hidden = run.clone();
    [
        EventListener::new(&window(), "pagehide", move |_| run()),
        EventListener::new(&document(), "visibilitychange", move |_| {
            if document().hidden() {
                hidden();
            }
        }),
    ]
}

/// Prints the view.
pub(crate) fn print() {
    // Fails only where the browser can't print.
    let _ = window().print();
}

/// Saves a drawing as a bitmap, twice as fine as it is drawn.
pub(crate) fn save_png(name: &str, svg: &str) {
    let (name, svg) = (name.to_owned(), svg.to_owned());
    spawn_local(async move {
        // As for a text; nobody waits for it.
        let _ = try_save_png(&name, &svg).await;
    });
}

async fn try_save_png(name: &str, svg: &str) -> Result<(), JsValue> {
    // On white, whatever the colours of the page: it goes into tickets and documents.
    let svg = svg.replace("@media screen", "@media print");
    let address = web_sys::Url::create_object_url_with_blob(&blob("image/svg+xml", &svg)?)?;
    let image = HtmlImageElement::new()?;
    image.set_src(&address);
    JsFuture::from(image.decode()).await?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(image.width() * 2);
    canvas.set_height(image.height() * 2);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width, height);
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    web_sys::Url::revoke_object_url(&address)?;
    let bitmap = js_sys::Promise::new(&mut |done, _| {
        // Fails only for a canvas that holds what is not the page's own.
        let _ = canvas.to_blob(&done);
    });
    save_blob(name, &JsFuture::from(bitmap).await?.dyn_into()?)
}

fn try_save(name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    save_blob(name, &blob(media_type, text)?)
}

/// A text as the browser holds a file.
pub(crate) fn blob(media_type: &str, text: &str) -> Result<Blob, JsValue> {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_str_sequence_and_options(&parts, &options)
}

fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = web_sys::Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // Not at once: the browser may still be about to read it.
    let free = move || {
        let _ = web_sys::Url::revoke_object_url(&address);
    };
    gloo::timers::callback::Timeout::new(60_000, free).forget();
    Ok(())
}

/// Reads a file's bytes, and tells what came of it.
pub(crate) fn read(blob: Blob, told: impl FnOnce(Option<Vec<u8>>) + 'static) {
    spawn_local(async move {
        let buffer = JsFuture::from(blob.array_buffer()).await.ok();
        told(buffer.map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec()));
    });
}

/// Lets the browser do what waits.
pub(crate) async fn pause() {
    // It is always kept.
    let _ = JsFuture::from(next_task()).await;
}

/// Brings the list of public roots, and tells what came of it.
pub(crate) fn bring_roots(told: impl FnOnce(Option<Vec<u8>>) + 'static) {
    spawn_local(async move {
        let bytes = JsFuture::from(roots()).await.ok();
        let bytes = bytes.map(|bytes| js_sys::Uint8Array::new(&bytes));
        ROOTS.replace(bytes.clone());
        told(bytes.map(|bytes| bytes.to_vec()));
    });
}

thread_local! {
    /// The list of public roots, as it came.
    static ROOTS: RefCell<Option<js_sys::Uint8Array>> = const { RefCell::new(None) };
}

/// The list of public roots as it came; empty where it did not.
pub(crate) fn roots_as_they_came() -> js_sys::Uint8Array {
    let here = ROOTS.with_borrow(Clone::clone);
    here.unwrap_or_else(|| js_sys::Uint8Array::new_with_length(0))
}

/// What the build told the page through an attribute of its mount; `None` in a page without it.
pub(crate) fn of_mount(attribute: &str) -> Option<String> {
    let mount = document().get_element_by_id("app")?;
    mount.get_attribute(attribute)
}

/// Opens the disclosure of that id, and goes to it.
pub(crate) fn open(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let _ = element.set_attribute("open", "");
        element.scroll_into_view();
        focus_first(&format!("#{id} > summary"));
    }
}

/// Opens every disclosure, so that all of it is printed.
pub(crate) fn open_all() {
    let Ok(found) = document().query_selector_all("details:not([open])") else {
        return;
    };
    for index in 0..found.length() {
        let element = found
            .get(index)
            .and_then(|node| node.dyn_into::<Element>().ok());
        if let Some(element) = element {
            let _ = element.set_attribute("open", "");
        }
    }
}

/// The paste box, of the static shell or of the page.
pub(crate) fn paste_box() -> Option<HtmlTextAreaElement> {
    document().get_element_by_id("paste")?.dyn_into().ok()
}

/// Whether an element has the focus.
pub(crate) fn has_focus(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

/// Clicks what a selector finds.
pub(crate) fn click(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}
