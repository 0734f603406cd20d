//! The page in the browser.

mod page;

fn main() {
    page::run();
}
