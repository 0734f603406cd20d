//! Rules that Azure does not take.

use super::{Group, subject};
use crate::diagnosis::Check;
use crate::diagnosis::checks::fail_or_pass;
use crate::diagnosis::surroundings::Surroundings;
use crate::fault::Basis;
use crate::language::checks::nsg as say;
use crate::network::rule::{FIRST_PRIORITY, LAST_PRIORITY, plain};
use crate::network::{SecurityGroup, SecurityRule};

/// How many of what is wrong is said.
const TOLD: usize = 3;

/// `nsg-rule-refused`: ports, priorities and pairs of rules that no group can have.
pub fn rule_refused(around: &Surroundings<'_>) -> Vec<Check> {
    let groups = around.groups.iter();
    groups.filter_map(on_group).collect()
}

fn on_group(group: &Group<'_>) -> Option<Check> {
    let wrong = wrong(group.what);
    if wrong.is_empty() && group.what.rules.iter().all(SecurityRule::is_default) {
        return None;
    }
    let because = match wrong.get(TOLD..) {
        _ if wrong.is_empty() => say::WITHIN_RANGES.to_owned(),
        Some([_, ..]) => say::refused_and_more(
            wrong
                .iter()
                .take(TOLD)
                .cloned()
                .collect::<Vec<_>>()
                .join("; "),
            wrong.len() - TOLD,
        ),
        _ => say::refused(wrong.join("; ")),
    };
    Some(Check {
        id: "nsg-rule-refused",
        outcome: fail_or_pass(!wrong.is_empty()),
        basis: Basis::Documented,
        subject: subject(group),
        gateway: None,
        because,
    })
}

/// What is wrong with a group's own rules (network security groups overview).
fn wrong(group: &SecurityGroup) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut earlier: Vec<&SecurityRule> = Vec::new();
    for rule in group.rules.iter().filter(|rule| !rule.is_default()) {
        let name = plain(&rule.name);
        for ports in rule.source.ports.iter().chain(&rule.destination.ports) {
            // The value of a template's expression is not known.
            if let Err(text) = ports
                && !text.starts_with('[')
            {
                wrong.push(say::wrong_ports(name, text.replace('`', "'")));
            }
        }
        let Some(priority) = rule.priority else {
            continue;
        };
        if !(FIRST_PRIORITY..=LAST_PRIORITY).contains(&priority) {
            wrong.push(say::wrong_priority(
                name,
                priority,
                FIRST_PRIORITY,
                LAST_PRIORITY,
            ));
        }
        let same = earlier.iter().find(|known| {
            known.priority == Some(priority)
                && known.direction == rule.direction
                && rule.direction.is_some()
                && !plain(&known.name).eq_ignore_ascii_case(name)
        });
        match same {
            Some(other) => wrong.push(say::same_priority(plain(&other.name), name, priority)),
            None => earlier.push(rule),
        }
    }
    wrong
}
