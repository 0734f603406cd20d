//! What a tool on another machine met, and what that says of the gateway.

use std::fmt::Display;

use crate::fault::Attempt;

pub(crate) fn subject(attempt: Attempt) -> &'static str {
    match attempt {
        Attempt::ProxyLog => "a proxy's log",
        Attempt::Unreachable => "Connection troubleshoot",
        _ => "a test from another machine",
    }
}

pub(crate) const REFUSED_CHANGE: &str = "the change that Azure refused";
pub(crate) fn refused(code: impl Display) -> String {
    format!("Azure refused a change: `{code}`. What was to be changed is as it was before.")
}

/// What an attempt says; `told` is whether the report tells of the same server. The first sentence is a
/// headline.
pub(crate) fn because(attempt: Attempt, told: bool, text: impl Display) -> String {
    let (what, so) = match attempt {
        Attempt::ProxyLog => (
            "A proxy logged that a server gave it no answer of use.",
            "The gateway writes such lines, and so does an nginx behind it, an ingress among them: look at whose log it is. Of the gateway's own requests the access log tells, by `error_info`.",
        ),
        Attempt::Unreachable => (
            "Connection troubleshoot finds no way to the server.",
            "What it names as an issue is where to look: a security rule, a route, a name that does not resolve, a port on which nothing listens.",
        ),
        Attempt::Connected if told => (
            "The port takes connections from another machine, and the gateway's probe does not get through.",
            "What lies between the gateway's subnet and the server is to blame first: security groups, routes, firewalls.",
        ),
        Attempt::Connected => (
            "The port takes connections from the machine that asked.",
            "The gateway's subnet has rules and routes of its own.",
        ),
        Attempt::Resolved if told => (
            "The name resolves on another machine, and the gateway does not reach the server by it.",
            "If that machine uses the DNS servers of the gateway's virtual network, stop and start the gateway: it then asks anew.",
        ),
        Attempt::Resolved => (
            "The name resolves on the machine that asked.",
            "The gateway asks the DNS servers of its own virtual network.",
        ),
        Attempt::NotResolved => (
            "The name does not resolve on the machine that asked.",
            "The gateway asks the DNS servers of its own virtual network: ask those, from a VM there.",
        ),
        Attempt::Refused => (
            "The server refused the connection.",
            "Nothing listens on that port, or a firewall turns that machine away. In the first case the gateway is refused, too.",
        ),
        Attempt::NoAnswer => (
            "No answer came in time.",
            "Something on the way drops the packets, or the server hangs. For the gateway, the security groups and routes of its own subnet count.",
        ),
        Attempt::Closed => (
            "The server took the connection and closed it without an answer.",
            "Often one side speaks TLS and the other does not, or the server wants a server name (SNI) that it was not sent.",
        ),
        Attempt::WantsClientCertificate => (
            "The server asks for a client certificate.",
            "The gateway never presents one to a server: let the server answer the gateway without.",
        ),
        Attempt::NoHandshake => (
            "The TLS handshake failed before a certificate was looked at.",
            "The two sides share no version or cipher suite, or the server does not know the server name (SNI). A v2 gateway speaks TLS 1.2 and 1.3 to servers, and may report this as a failed TCP connection.",
        ),
        Attempt::WrongName => (
            "The certificate is for another name than the one that was asked for.",
            "The gateway compares it with the host of its probe or backend setting, which may be another one: ask again with that.",
        ),
        Attempt::OutOfDate => (
            "A certificate of the server has expired, or is not valid yet.",
            "That holds for the gateway, too, unless the clock of that machine is wrong.",
        ),
        Attempt::NotTrusted => (
            "The machine that asked does not trust the server's certificate.",
            "The server leaves an intermediate out, or its root is none of those on that machine. The gateway judges by the roots of its backend setting: what `openssl s_client -showcerts` prints shows what the server sends.",
        ),
    };
    let limit = match attempt {
        Attempt::Connected | Attempt::Resolved | Attempt::ProxyLog => "",
        _ if told => " The probe's message says the same.",
        Attempt::NotResolved | Attempt::Unreachable => "",
        _ => " If the gateway's own address was asked, all this is about its listener.",
    };
    format!("{what} {so}{limit} It printed: `{text}`.")
}
