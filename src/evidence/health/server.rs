//! Servers as the API lists them, and their messages, each kept once.

use std::sync::Arc;

use bulk::octets::same;

use crate::evidence::row;
use crate::evidence::value::{Value, same_key};
use crate::evidence::{Position, ServerHealth};
use crate::gateway::Health;

/// The messages met last. A large report repeats a few of them a hundred thousand times: each is
/// kept once.
#[derive(Default)]
pub(super) struct Messages {
    recent: Vec<Arc<str>>,
    /// Which of them is the next to go.
    oldest: usize,
}

impl Messages {
    const KEPT: usize = 16;

    pub(super) fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self
            .recent
            .iter()
            .find(|known| same(known.as_bytes(), text.as_bytes()))
        {
            return known.clone();
        }
        let new = Arc::from(text);
        match self.recent.get_mut(self.oldest) {
            Some(place) => *place = Arc::clone(&new),
            None => self.recent.push(Arc::clone(&new)),
        }
        self.oldest = (self.oldest + 1) % Self::KEPT;
        new
    }
}

/// A server with the API's names and no other. There may be a hundred thousand of them, and they
/// need no guessing: one pass.
pub(super) fn api_server(
    value: &Value<'_>,
    position: Position,
    messages: &mut Messages,
) -> Option<ServerHealth> {
    let mut server = ServerHealth {
        address: None,
        health: None,
        message: None,
        error_name: None,
        position,
    };
    for member in value.members() {
        let key = member.key.as_ref();
        let text = member.value.text();
        if same_key(key, "address") {
            server.address = text.map(|text| row::without_blanks(text).into());
        } else if same_key(key, "health") {
            server.health = text.map(|text| match Health::parse(text) {
                // An unknown word may be a known one that a console broke.
                Health::Other(_) => Health::parse(&row::joined_health(text)),
                health => health,
            });
        } else if same_key(key, "healthProbeLog") {
            server.message = text.map(|text| messages.share(text));
        } else if same_key(key, "healthProbeErrorName") {
            server.error_name = text.map(|text| messages.share(text));
        } else if !same_key(key, "ipConfiguration")
            && !same_key(key, "backendCertificateChainMetadata")
        {
            return None;
        }
    }
    server.health.is_some().then_some(server)
}
