//! One verification code of OpenSSL as text, for a terminal.

use super::wrap::Page;
use crate::chain::openssl::codes::Code;

/// Writes what a code means and what to do, wrapped at that many columns.
pub fn write(code: &Code, width: usize) -> String {
    let mut page = Page::new(width);
    page.paragraph(
        "",
        "",
        &format!("OpenSSL {}: {} [{}]", code.number, code.text, code.name),
    );
    if let Some(since) = code.since() {
        page.paragraph("", "", &format!("The number is used by {since}."));
    }
    if let Some((name, text)) = code.older {
        page.paragraph(
            "",
            "",
            &format!("OpenSSL 1.1.1 and before: {text} [{name}]. Which version the gateway has is not published."),
        );
    }
    page.heading(&format!("What it means: {}", code.meaning));
    page.paragraph("", "", &format!("What to do: {}", code.action));
    page.finish()
}
