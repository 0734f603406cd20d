//! From top to bottom, for a phone.

use super::chain::Table;
use super::flow::Flow;
use super::sheet::{ICON, Sheet};
use super::{HEAD, PAD, TEXT, line_class};
use crate::language::picture::draw as say;
use crate::picture::{Block, Control, Picture, Place, Status, trust_word};

const WIDTH: i32 = 320;
const INNER: i32 = WIDTH - 2 * PAD;
/// Where the line of the probe runs, and where the text beside it begins.
const LINE: i32 = 22;
const BESIDE: i32 = 42;

/// Draws a picture and says how high it is.
pub(super) fn draw(picture: &Picture, sheet: &mut Sheet) -> i32 {
    let mut top = area(sheet, picture.heading(INNER), 0, "p-remedy") + 14;
    top = match &picture.control {
        Some(control) => asked(picture, control, sheet, top),
        None => client(picture, sheet, top),
    };

    let mut gateway = Flow::new(INNER);
    head(&picture.gateway, &mut gateway);
    if let Some(chain) = &picture.chain {
        gateway.space(8);
        let mut inner = gateway.inner();
        super::anchor(&chain.trust, &mut inner);
        let of = chain.trust.of.and_then(|index| chain.elements.get(index));
        let mut says = trust_word(chain.trust.status).to_owned();
        if let Some(of) = of {
            says.push_str(&say::for_the(of.role.word().to_lowercase()));
        }
        if let Some(note) = &chain.trust.note {
            says.push_str(&format!(": {note}"));
        }
        inner.toned(chain.trust.status.mark(), &says, 3);
        gateway.boxed(inner, super::anchor_class(&chain.trust));
    }
    acts(picture, Place::Gateway, &mut gateway);
    top = area(sheet, gateway, top, "p-area");

    top = probe(picture, sheet, top);

    let start = top;
    let mut server = Flow::new(INNER);
    head(&picture.server, &mut server);
    for member in &picture.members {
        server.space(8);
        let mut inner = server.inner();
        inner.text(&member.name, TEXT, "p-strong", 2);
        inner.toned(member.mark, &member.says, 2);
        server.boxed(inner, "p-card");
    }
    top = server.draw(sheet, PAD, top + PAD);
    if let Some(chain) = &picture.chain {
        let table = Table::new(chain, INNER);
        table.draw(sheet, PAD, top + 8);
        top += 8 + table.height();
    }
    let mut todo = Flow::new(INNER);
    acts(picture, Place::Server, &mut todo);
    if !todo.is_empty() {
        top = todo.draw(sheet, PAD, top + 10);
    }
    top += PAD;
    sheet.area(0, start, WIDTH, top - start, "p-area");
    top
}

/// A box around a column: where it ends.
fn area(sheet: &mut Sheet, flow: Flow, top: i32, class: &'static str) -> i32 {
    let height = flow.height() + 2 * PAD;
    sheet.area(0, top, WIDTH, height, class);
    flow.draw(sheet, PAD, top + PAD);
    top + height
}

fn head(block: &Block, flow: &mut Flow) {
    flow.text(block.kind, HEAD, "p-strong", 2);
    if let Some(label) = &block.label {
        flow.text(label, TEXT, "p-text", 3);
    }
    for fact in &block.facts {
        flow.text(fact, TEXT, "p-quiet", 2);
    }
}

fn acts(picture: &Picture, place: Place, flow: &mut Flow) {
    for act in picture.acts.iter().filter(|act| act.place == place) {
        flow.act(act);
    }
}

/// The client's name and what it gets.
fn client_flow(picture: &Picture, width: i32) -> Flow {
    let mut flow = Flow::new(width);
    flow.text(say::CLIENT, HEAD, "p-strong", 1);
    match picture.client.mark {
        Some(mark) => flow.toned(mark, &picture.client.sees, 4),
        None => flow.text(&picture.client.sees, TEXT, "p-text", 4),
    }
    flow
}

/// The client, and its leg.
fn client(picture: &Picture, sheet: &mut Sheet, top: i32) -> i32 {
    let top = area(sheet, client_flow(picture, INNER), top, "p-area");
    let mut said = Flow::new(WIDTH - BESIDE);
    said.text(say::NOT_JUDGED, TEXT, "p-quiet", 1);
    said.draw(sheet, BESIDE, top + 7);
    let end = top + said.height() + 14;
    sheet.line((LINE, top), (LINE, end), "p-line");
    end
}

/// The client beside who asks for the report, each with its line to the gateway.
fn asked(picture: &Picture, control: &Control, sheet: &mut Sheet, top: i32) -> i32 {
    const CLIENT: i32 = 112;
    const ASKS: i32 = CLIENT + 12;
    let mut left = client_flow(picture, CLIENT - 2 * PAD);
    left.space(4);
    left.text(say::NOT_JUDGED, TEXT, "p-quiet", 3);
    let mut right = Flow::new(WIDTH - ASKS - 2 * PAD);
    right.text(control.who, HEAD, "p-strong", 2);
    right.text(control.asks, TEXT, "p-quiet", 2);
    right.toned(control.status.mark(), control.status.word(), 1);
    right.text(control.note, TEXT, "p-fail", 5);
    acts(picture, Place::Control, &mut right);

    let height = left.height().max(right.height()) + 2 * PAD;
    let bottom = top + height;
    let end = bottom + 52;
    for (flow, x, width) in [(left, 0, CLIENT), (right, ASKS, WIDTH - ASKS)] {
        sheet.area(x, top, width, height, "p-area");
        flow.draw(sheet, x + PAD, top + PAD);
    }
    sheet.line((LINE, bottom), (LINE, end), "p-line");
    let middle = i32::midpoint(ASKS, WIDTH);
    sheet.leg((middle, bottom), (middle, end), control.status);
    end
}

/// The steps of the probe along their line, from the gateway down to the server.
fn probe(picture: &Picture, sheet: &mut Sheet, top: i32) -> i32 {
    let mut at = top;
    // Where the line was left off, and how it goes on.
    let mut left = top;
    let mut class = picture
        .hops
        .first()
        .map_or("p-line", |hop| line_class(hop.status));
    for (index, hop) in picture.hops.iter().enumerate() {
        let mut flow = Flow::new(WIDTH - BESIDE);
        let word = format!("{} {}: {}", index + 1, hop.step.word(), hop.status.word());
        let failed = hop.status == Status::Failed;
        flow.text(&word, TEXT, super::tone_class(hop.status.mark().tone()), 2);
        if let Some(note) = &hop.note {
            flow.text(note, TEXT, "p-quiet", 3);
        }
        let class_of = if failed { "p-strong" } else { "p-text" };
        if let Some(wants) = &hop.wants {
            flow.text(&say::gateway(wants), TEXT, class_of, 4);
        }
        if let Some(gets) = &hop.gets {
            flow.text(&say::server(gets), TEXT, class_of, 4);
        }
        if failed {
            for act in picture
                .acts
                .iter()
                .filter(|act| act.place == Place::Network)
            {
                flow.act(act);
            }
        }
        let icon = at + 12;
        class = line_class(hop.status);
        sheet.line((LINE, left), (LINE, icon - 3), class);
        sheet.icon(hop.status.mark(), LINE - ICON / 2, icon);
        flow.draw(sheet, BESIDE, icon);
        left = icon + ICON + 3;
        if failed {
            class = "p-line-pending";
        }
        at = icon + flow.height();
    }
    let none_failed = picture.hops.iter().all(|hop| hop.status != Status::Failed);
    if none_failed {
        let mut flow = Flow::new(WIDTH - BESIDE);
        acts(picture, Place::Network, &mut flow);
        if !flow.is_empty() {
            at = flow.draw(sheet, BESIDE, at + 10);
        }
    }
    let end = at.max(left) + 14;
    sheet.line((LINE, left), (LINE, end), class);
    end
}
