//! From left to right: client, gateway, the steps of the probe, server.

use super::chain::Table;
use super::flow::Flow;
use super::sheet::Sheet;
use super::{GAP, HEAD, PAD, TEXT};
use crate::language::picture::draw as say;
use crate::picture::{Block, Chain, Hop, Mark, Picture, Place, Status, Step, trust_word};

/// From where to where a column reaches.
type Column = (i32, i32);

const CLIENT: Column = (0, 116);
const GATEWAY: Column = (160, 376);

/// The columns that give each other room: a chain needs it for the server, else the leg has it.
#[derive(Clone, Copy)]
struct Columns {
    leg: Column,
    server: Column,
}

impl Columns {
    fn of(picture: &Picture) -> Self {
        let edge = if picture.chain.is_some() { 552 } else { 720 };
        Self {
            leg: (GATEWAY.1, edge),
            server: (edge, super::Layout::Wide.width()),
        }
    }
}

/// Between a line and the text above it.
const ABOVE: i32 = 10;
/// From a column's edge to the text in it.
const INSET: i32 = 12;

fn inner(column: Column) -> i32 {
    column.1 - column.0 - 2 * INSET
}

/// Draws a picture and says how high it is.
pub(super) fn draw(picture: &Picture, sheet: &mut Sheet) -> i32 {
    let width = super::Layout::Wide.width();
    let columns = Columns::of(picture);
    let heading = picture.heading(width - 2 * PAD);
    sheet.area(0, 0, width, heading.height() + 2 * PAD, "p-remedy");
    let mut top = heading.draw(sheet, PAD, PAD) + PAD + GAP;
    top = control(picture, sheet, top);

    let blocks = top;
    let gateway = head(&picture.gateway, inner(GATEWAY));
    let mut server = head(&picture.server, inner(columns.server));
    let failed = picture.hops.iter().find(|hop| hop.status == Status::Failed);
    let gets = failed.and_then(|hop| hop.gets.as_ref());
    if let (Some(gets), Some(_)) = (gets, &picture.chain) {
        // The chain stands where the row of the handshake has its say otherwise.
        server.text(gets, TEXT, "p-strong", 3);
    }
    let mut at = blocks + INSET + gateway.height().max(server.height()) + 6;
    gateway.draw(sheet, GATEWAY.0 + INSET, blocks + INSET);
    server.draw(sheet, columns.server.0 + INSET, blocks + INSET);

    for (index, hop) in picture.hops.iter().enumerate() {
        at = Row::new(index + 1, hop, columns, picture.chain.is_none()).draw(sheet, at);
    }
    at = members(picture, columns, sheet, at);

    let (mut gateway_end, mut leg_end, mut server_end) = (at, at, at);
    if let Some(chain) = &picture.chain {
        let start = blocks + INSET + server.height() + 12;
        let table = Table::new(chain, inner(columns.server));
        table.draw(sheet, columns.server.0 + INSET, start);
        server_end = start + table.height();
        let last = chain.elements.len().saturating_sub(1);
        let middle = table.middle_of(chain.trust.of.unwrap_or(last));
        let to = start + middle.unwrap_or(table.height() / 2);
        (gateway_end, leg_end) = trust(chain, columns, sheet, at, to);
    }
    gateway_end = acts(picture, Place::Gateway, sheet, GATEWAY, gateway_end);
    server_end = acts(picture, Place::Server, sheet, columns.server, server_end);
    leg_end = acts(picture, Place::Network, sheet, columns.leg, leg_end);

    let end = gateway_end.max(server_end).max(leg_end) + INSET;
    for column in [GATEWAY, columns.server] {
        sheet.area(
            column.0,
            blocks,
            column.1 - column.0,
            end - blocks,
            "p-area",
        );
    }
    end.max(client(picture, sheet, blocks))
}

/// A block's name and what is known of it.
fn head(block: &Block, width: i32) -> Flow {
    let mut flow = Flow::new(width);
    flow.text(block.kind, HEAD, "p-strong", 2);
    if let Some(label) = &block.label {
        flow.text(label, TEXT, "p-text", 2);
    }
    for fact in &block.facts {
        flow.text(fact, TEXT, "p-quiet", 2);
    }
    flow
}

/// Who asks for the report, above the gateway.
fn control(picture: &Picture, sheet: &mut Sheet, top: i32) -> i32 {
    let Some(control) = &picture.control else {
        return top;
    };
    let mut who = Flow::new(inner(GATEWAY));
    who.text(control.who, HEAD, "p-strong", 2);
    who.text(control.asks, TEXT, "p-quiet", 2);
    for act in picture
        .acts
        .iter()
        .filter(|act| act.place == Place::Control)
    {
        who.act(act);
    }
    who.draw(sheet, GATEWAY.0 + INSET, top + INSET);
    let height = who.height() + 2 * INSET;
    sheet.area(GATEWAY.0, top, GATEWAY.1 - GATEWAY.0, height, "p-area");

    let middle = i32::midpoint(GATEWAY.0, GATEWAY.1);
    let mut said = Flow::new(super::Layout::Wide.width() - middle - 24);
    said.text(control.status.word(), TEXT, "p-fail-strong", 1);
    said.text(control.note, TEXT, "p-fail", 3);
    let length = (said.height() + 16).max(60);
    let from = top + height;
    sheet.leg((middle, from), (middle, from + length), control.status);
    said.draw(sheet, middle + 24, from + (length - said.height()) / 2);
    from + length
}

/// A step of the probe, measured.
struct Row<'a> {
    hop: &'a Hop,
    columns: Columns,
    label: Flow,
    says: Flow,
    wants: Flow,
    gets: Flow,
}

impl<'a> Row<'a> {
    fn new(number: usize, hop: &'a Hop, columns: Columns, with_gets: bool) -> Self {
        let width = inner(columns.leg);
        let mut label = Flow::new(width);
        label.text(&format!("{number} {}", hop.step.word()), TEXT, "p-text", 1);
        let mut says = Flow::new(width);
        let class = super::tone_class(hop.status.mark().tone());
        says.text(hop.status.word(), TEXT, class, 1);
        if let Some(note) = &hop.note {
            says.text(note, TEXT, "p-quiet", 3);
        }
        let end = |text: Option<&String>, width| {
            let mut flow = Flow::new(width);
            if let Some(text) = text {
                let failed = hop.status == Status::Failed;
                flow.text(text, TEXT, if failed { "p-strong" } else { "p-text" }, 4);
            }
            flow
        };
        Self {
            hop,
            columns,
            label,
            says,
            wants: end(hop.wants.as_ref(), inner(GATEWAY)),
            gets: end(
                hop.gets.as_ref().filter(|_| with_gets),
                inner(columns.server),
            ),
        }
    }

    fn draw(&self, sheet: &mut Sheet, top: i32) -> i32 {
        let columns = self.columns;
        let beside = self.wants.height().max(self.gets.height()) / 2;
        let line = top + (self.label.height() + ABOVE).max(beside);
        let x = columns.leg.0 + INSET;
        self.label
            .draw(sheet, x, line - ABOVE - self.label.height());
        let end = if self.hop.step == Step::Resolve {
            // DNS answers, not the server.
            sheet.card(columns.leg.1 - INSET - 38, line - 10, 38, 20, "p-card");
            sheet.text(columns.leg.1 - INSET - 33, line + 5, TEXT, "p-text", "DNS");
            columns.leg.1 - INSET - 38
        } else {
            columns.leg.1
        };
        sheet.leg((columns.leg.0, line), (end, line), self.hop.status);
        let said = self.says.draw(sheet, x, line + 9);
        self.wants
            .draw(sheet, GATEWAY.0 + INSET, line - self.wants.height() / 2);
        self.gets.draw(
            sheet,
            columns.server.0 + INSET,
            line - self.gets.height() / 2,
        );
        said.max(line + beside) + 10
    }
}

/// The servers of a pool, each with its line.
fn members(picture: &Picture, columns: Columns, sheet: &mut Sheet, top: i32) -> i32 {
    let mut top = top;
    for member in &picture.members {
        let mut flow = Flow::new(inner(columns.server) - 2 * PAD);
        flow.text(&member.name, TEXT, "p-strong", 2);
        flow.toned(member.mark, &member.says, 2);
        let height = flow.height() + 2 * PAD;
        sheet.card(
            columns.server.0 + INSET,
            top,
            inner(columns.server),
            height,
            "p-card",
        );
        flow.draw(sheet, columns.server.0 + INSET + PAD, top + PAD);
        let line = top + height / 2;
        let status = match member.mark {
            Mark::Ok => Status::Passed,
            Mark::Fail => Status::Failed,
            _ => Status::Unknown,
        };
        sheet.leg((GATEWAY.1, line), (columns.server.0, line), status);
        top += height + 8;
    }
    top
}

/// What the gateway trusts, with a line to the certificate that is compared with it, the middle of
/// which is at `to`: where its box and the line's text end.
fn trust(chain: &Chain, columns: Columns, sheet: &mut Sheet, top: i32, to: i32) -> (i32, i32) {
    let trust = &chain.trust;
    let mut label = Flow::new(inner(columns.leg));
    label.text(say::TRUST, TEXT, "p-text", 1);
    let mut says = Flow::new(inner(columns.leg));
    let class = super::tone_class(trust.status.mark().tone());
    says.text(trust_word(trust.status), TEXT, class, 1);
    if let Some(note) = &trust.note {
        says.text(note, TEXT, "p-quiet", 2);
    }
    let mut anchor = Flow::new(inner(GATEWAY) - 2 * PAD);
    super::anchor(trust, &mut anchor);
    anchor.toned(trust.status.mark(), trust_word(trust.status), 1);
    let height = anchor.height() + 2 * PAD;

    // Below the probe's steps, and at the certificate's height if that can be.
    let line = to.max(top + (label.height() + ABOVE).max(height / 2));
    let boxed = line - height / 2;
    sheet.card(
        GATEWAY.0 + INSET,
        boxed,
        inner(GATEWAY),
        height,
        super::anchor_class(trust),
    );
    anchor.draw(sheet, GATEWAY.0 + INSET + PAD, boxed + PAD);
    label.draw(sheet, columns.leg.0 + INSET, line - ABOVE - label.height());
    let said = says.draw(sheet, columns.leg.0 + INSET, line + 9);

    let from = (GATEWAY.1 - INSET, line);
    if line == to {
        sheet.tie(from, (columns.server.0 + INSET, line), trust.status);
    } else {
        let turn = columns.server.0 + INSET / 2;
        let class = super::line_class(trust.status);
        sheet.tie(from, (turn, line), trust.status);
        sheet.line((turn, line), (turn, to), class);
        sheet.line((turn, to), (columns.server.0 + INSET, to), class);
    }
    (boxed + height, said)
}

/// What somebody has to do in a column.
fn acts(picture: &Picture, place: Place, sheet: &mut Sheet, column: Column, top: i32) -> i32 {
    let mut flow = Flow::new(inner(column));
    for act in picture.acts.iter().filter(|act| act.place == place) {
        flow.act(act);
    }
    if flow.is_empty() {
        return top;
    }
    flow.draw(sheet, column.0 + INSET, top + 10)
}

/// The client, beside the gateway's head: where it ends.
fn client(picture: &Picture, sheet: &mut Sheet, top: i32) -> i32 {
    let mut flow = Flow::new(inner(CLIENT));
    flow.text(say::CLIENT, HEAD, "p-strong", 1);
    match picture.client.mark {
        Some(mark) => flow.toned(mark, &picture.client.sees, 4),
        None => flow.text(&picture.client.sees, TEXT, "p-text", 4),
    }
    flow.space(4);
    flow.text(say::NOT_JUDGED, TEXT, "p-quiet", 3);
    let height = flow.height() + 2 * INSET;
    sheet.area(CLIENT.0, top, CLIENT.1 - CLIENT.0, height, "p-area");
    flow.draw(sheet, CLIENT.0 + INSET, top + INSET);
    // At a height where the gateway's block surely is.
    let line = top + INSET + HEAD;
    sheet.line((CLIENT.1, line), (GATEWAY.0, line), "p-line");
    top + height
}
