//! An answer as a client of the gateway got it.

use super::Sku;

/// The status of an HTTP response, and who says to have made it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status code (RFC 9110, section 15).
    pub status: u16,
    /// The field `Server` of its header (RFC 9110, section 10.2.4), or the foot of its error page.
    pub server: Option<String>,
}

impl HttpResponse {
    /// Whether the gateway itself made it; `None` where nothing tells. What a backend server says of
    /// itself is handed on as it is.
    pub fn is_gateways(&self) -> Option<bool> {
        let server = self.server.as_deref()?;
        Some(names_gateway(server))
    }

    /// The SKU, which a gateway's own answers name.
    pub fn sku(&self) -> Option<Sku> {
        let server = self.server.as_deref().filter(|name| names_gateway(name))?;
        server.ends_with("/v2").then_some(Sku::V2)
    }
}

/// What gateways call themselves; the SKU follows: `/v2`.
pub(crate) const GATEWAY_NAME: &str = "Microsoft-Azure-Application-Gateway";

/// Whether a text is what a gateway calls itself.
pub(crate) fn names_gateway(text: &str) -> bool {
    let start = text.get(..GATEWAY_NAME.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(GATEWAY_NAME))
}
