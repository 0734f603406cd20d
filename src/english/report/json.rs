//! What the JSON report says itself, besides what it has from the diagnosis.

pub(crate) fn newer(line: u32, column: u32) -> String {
    format!(
        "Newer than the row of the same server at line {line}, column {column} of an earlier report."
    )
}
