//! What becomes of a file of parameters.

use crate::words::listed;

pub(crate) const ALONE: &str = "These are parameters, and no template. Add the template that takes them (JSON, Bicep or Terraform), as a file or a paste of its own: its parameters then have these values.";

pub(crate) fn taken(count: usize, all: usize, takers: &[&str]) -> String {
    format!("{count} of {all} parameters fill {}.", listed(takers))
}

pub(crate) fn later_counts(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    format!(
        "A later source gives another value for {}: that one counts.",
        listed(&names)
    )
}
