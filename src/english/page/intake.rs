//! The paste box, and what arrives.

pub(crate) const CHOOSE_FILES: &str = "Choose files\u{2026}";
pub(crate) const FILES: &str = "Files";
pub(crate) const ADD_PASTE: &str = "Add another paste";
pub(crate) const DROP_FILES: &str = "or drop files anywhere";
pub(crate) const FILE_TOO_LARGE: &str =
    "larger than 64\u{a0}MB. Export the backend health of one gateway alone.";
pub(crate) const FILE_NOT_READ: &str =
    "the browser could not read it. If it is a folder, choose the files in it.";
pub(crate) const LABEL_MORE: &str = "Paste more evidence";
pub(crate) const LABEL: &str =
    "Paste backend health output, settings, certificates, rules, or an error message";
