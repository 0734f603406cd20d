//! One check's page as text, for a terminal.

use super::playbook::{cites, commands};
use super::wrap::Page;
use crate::guide::check::CheckEntry;
use crate::language::report::check as say;

/// Writes what a check looks at, why, and what mends it, wrapped at that many columns.
pub fn write(entry: &CheckEntry, width: usize) -> String {
    let mut page = Page::new(width);
    page.paragraph("", "", &format!("{} [{}]", entry.title, entry.id));
    page.heading(&say::what(entry.what));
    page.heading(&say::why(entry.why));
    if !entry.mend.is_empty() {
        page.heading(&say::mend(entry.mend));
    }
    if !entry.commands.is_empty() {
        page.heading(say::COMMANDS);
    }
    commands(&mut page, entry.commands);
    cites(&mut page, entry.sources);
    page.finish()
}
