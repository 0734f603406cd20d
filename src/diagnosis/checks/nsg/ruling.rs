//! What the rules of a group do with traffic, and the sentence that says so.

use super::Group;
use crate::diagnosis::Outcome;
use crate::diagnosis::checks::cut_off;
use crate::language::checks::nsg as say;
use crate::network::SecurityRule;
use crate::network::evaluate::{Answer, Decision, Flow, evaluate};

/// What a group does with traffic.
pub(super) struct Ruling {
    pub(super) rules: Vec<SecurityRule>,
    pub(super) answer: Answer,
    /// The line at which what was pasted of the group is cut off.
    pub(super) cut: Option<u32>,
}

impl Ruling {
    pub(super) fn of(group: &Group<'_>, flow: &Flow) -> Self {
        let rules = group.what.in_order(flow.direction);
        let answer = evaluate(&rules, flow);
        Self {
            rules,
            answer,
            cut: group.what.cut,
        }
    }

    /// Whether it lets something in, and by which rule; `partly` is what a part of it that is not let
    /// in means, and how the sentence ends then.
    pub(super) fn lets(&self, what: &str, partly: (Outcome, &str)) -> (Outcome, String) {
        match self.answer.decision {
            Decision::Allowed => (Outcome::Pass, say::lets(self.allowing(), what)),
            Decision::Denied => (Outcome::Fail, say::does_not_let(self.denying(), what)),
            Decision::PartlyDenied => (
                partly.0,
                say::does_not_let_partly(self.denying(), what, partly.1),
            ),
            Decision::Unknown => (Outcome::Unknown, self.doubt(what)),
        }
    }

    fn quote(&self, indices: &[usize]) -> String {
        quote(indices.iter().filter_map(|index| self.rules.get(*index)))
    }

    pub(super) fn allowing(&self) -> String {
        self.quote(&self.answer.allowing)
    }

    pub(super) fn denying(&self) -> String {
        self.quote(&self.answer.denying)
    }

    pub(super) fn doubt(&self, what: &str) -> String {
        let doubtful = &self.answer.doubtful;
        let mut rules = doubtful.iter().filter_map(|index| self.rules.get(*index));
        if rules.any(SecurityRule::is_missing) {
            return say::cut_before(cut_off(self.cut), what);
        }
        if !doubtful.is_empty() {
            return say::not_known(self.quote(doubtful), what);
        }
        let denying = self.custom(&self.answer.denying);
        if !denying.is_empty() {
            return say::may_keep_part(quote(denying.into_iter()), what);
        }
        say::cut(cut_off(self.cut), what)
    }

    fn custom(&self, indices: &[usize]) -> Vec<&SecurityRule> {
        let rules = indices.iter().filter_map(|index| self.rules.get(*index));
        rules.filter(|rule| !rule.is_default()).collect()
    }
}

/// A few rules in words.
pub(super) fn quote<'r>(rules: impl Iterator<Item = &'r SecurityRule>) -> String {
    let all: Vec<String> = rules.map(SecurityRule::describe).collect();
    let mut text = all
        .iter()
        .take(2)
        .cloned()
        .collect::<Vec<_>>()
        .join(say::WITH);
    if all.len() > 2 {
        text.push_str(&say::and_more(all.len() - 2));
    }
    if text.is_empty() {
        say::NO_RULE.to_owned()
    } else {
        // A sentence begins with it.
        let mut chars = text.chars();
        match chars.next() {
            Some(first) => first.to_uppercase().chain(chars).collect(),
            None => text,
        }
    }
}
