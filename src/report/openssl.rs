//! One verification code of OpenSSL as text, for a terminal.

use super::wrap::Page;
use crate::chain::openssl::codes::Code;
use crate::language::report::openssl as say;

/// Writes what a code means and what to do, wrapped at that many columns.
pub fn write(code: &Code, width: usize) -> String {
    let mut page = Page::new(width);
    page.paragraph(
        "",
        "",
        &format!("OpenSSL {}: {} [{}]", code.number, code.text, code.name),
    );
    if let Some(since) = code.since() {
        page.paragraph("", "", &say::since(since));
    }
    if let Some((name, text)) = code.older {
        page.paragraph("", "", &say::earlier(text, name));
    }
    page.heading(&say::meaning(code.meaning()));
    page.paragraph("", "", &say::what_to_do(code.action()));
    page.finish()
}
