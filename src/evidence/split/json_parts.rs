//! Where JSON begins in a line, which values of it belong together, and what is left of a report that
//! was cut off.

use std::sync::Arc;

use crate::evidence::Content;
use crate::evidence::json;
use crate::evidence::recognise::Piece;
use crate::evidence::value::{Node, Value};

/// Where JSON may begin in a line: at its beginning, or behind a label.
pub(super) fn json_start(line: &str) -> Option<usize> {
    if !begins_with_time(line) && (json::begins_json(line) || json::is_member(line)) {
        return Some(0);
    }
    line.char_indices().find_map(|(at, c)| {
        let here = line.get(at..)?;
        let found = match c {
            '{' => here.len() == 1 || opens(here.get(1..)?, &['"', '“', '\n']),
            '[' => here.len() == 1 || opens(here.get(1..)?, &['{']),
            _ => false,
        };
        found.then_some(at)
    })
}

/// Whether a line begins as chats and logs begin them: `[10:41] Priya`.
fn begins_with_time(line: &str) -> bool {
    let inside = line.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    inside.is_some_and(|(time, _)| {
        let mut parts = time.split(':');
        let ends = |part: &str| part.ends_with(|c: char| c.is_ascii_digit());
        let begins = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
        time.len() <= 40
            && !time.contains(',')
            && parts.next().is_some_and(ends)
            && parts.next().is_some_and(begins)
    })
}

fn opens(inner: &str, next: &[char]) -> bool {
    inner.trim_start().starts_with(next)
}

/// Takes away the end of a report that was cut off where nothing of it was read: a list of servers
/// that is not there is not known to be empty. A list that was begun is marked.
pub(super) fn drop_unread(piece: &mut Piece, read: &str) {
    let Content::Health(report) = &mut piece.content else {
        return;
    };
    // Nobody else has it yet: nothing is copied.
    let report = Arc::make_mut(report);
    // Behind the last server its list is closed.
    let (_, tail) = read.rsplit_once('}').unwrap_or_default();
    if let Some(pool) = report.pools.last_mut() {
        if let Some(setting) = pool.settings.last_mut() {
            setting.cut = !tail.contains(']');
        }
        pool.settings.pop_if(|setting| setting.servers.is_empty());
        report.pools.pop_if(|pool| pool.settings.is_empty());
    }
    if report.pools.is_empty() {
        piece.content = Content::Unreadable;
    }
}

/// Puts values that follow each other without an array together, unless each is a whole.
pub(super) fn group(values: Vec<Value<'_>>) -> Vec<Value<'_>> {
    let mut groups = Vec::new();
    let mut loose = Vec::new();
    for value in values {
        if value.is_object() && !value.has("backendAddressPools") {
            loose.push(value);
        } else {
            groups.extend(listed(std::mem::take(&mut loose)));
            groups.push(value);
        }
    }
    groups.extend(listed(loose));
    groups
}

fn listed(mut values: Vec<Value<'_>>) -> Option<Value<'_>> {
    if values.len() < 2 {
        return values.pop();
    }
    Some(Value {
        at: values.first().map_or(0, |first| first.at),
        node: Node::List(values),
    })
}
