//! What is measured, the same in both benchmarks: from text to verdict, as the page does it.

use appgw_doctor::certificate::bundle::{self, Presented};
use appgw_doctor::chain::{Input, RootList, State, judge};
use appgw_doctor::time::Timestamp;

/// The host that the chains are for.
pub(crate) const HOST: &str = "www.contoso.com";

/// Reads the chain that a text holds.
pub(crate) fn read(pem: &str) -> Presented {
    bundle::read_text(pem)
        .chains()
        .into_iter()
        .next()
        .unwrap_or_default()
}

/// Builds and verifies the path, with every signature, and looks for its root among all public ones.
///
/// # Panics
/// Where the chain is not refused for its root alone: then something else was measured.
pub(crate) fn verify(chain: &Presented, roots: &RootList, at: Timestamp) {
    let verdict = judge(&Input {
        host: Some(HOST),
        ..Input::new(&chain.elements, roots, at)
    });
    assert_eq!(
        (
            verdict.state,
            verdict.openssl_code,
            verdict.certificates.len()
        ),
        (State::Refused, Some(19), 4),
        "the chain is not judged as it should be"
    );
}
