//! What tools print that try a name, a port or a certificate from some other machine: curl, `openssl
//! s_client`, `nc`, nslookup, dig, PowerShell, .NET. No probe prints any of it.
//!
//! The wordings are those of the tools' own sources and of what they were seen to print.

/// How such an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attempt {
    /// A proxy like nginx logged that it got no answer of use.
    ProxyLog,
    /// Connection troubleshoot found no way.
    Unreachable,
    /// The port took a connection.
    Connected,
    /// The name has an address.
    Resolved,
    /// The name has none.
    NotResolved,
    /// The connection was refused.
    Refused,
    /// Nothing came back in time.
    NoAnswer,
    /// The connection was taken, and closed without an answer.
    Closed,
    /// The server wants a certificate of the client's.
    WantsClientCertificate,
    /// Both sides share no version of TLS, or no cipher suite.
    NoHandshake,
    /// The certificate is for another name.
    WrongName,
    /// The certificate is outside its dates.
    OutOfDate,
    /// The machine that asked does not trust the certificate.
    NotTrusted,
}

/// What tools print for each. Of several in one line the first one here counts, so that what says
/// more stands before what says less.
const PRINTED: &[(Attempt, &[&str])] = &[
    (
        Attempt::ProxyLog,
        &[
            "upstream prematurely closed connection",
            "no live upstreams",
            "host not found in upstream",
            "while reading response header from upstream",
            "while connecting to upstream",
        ],
    ),
    (Attempt::Unreachable, &["ConnectionStatus : Unreachable"]),
    (
        Attempt::Connected,
        &[
            "ConnectionStatus : Reachable",
            "TcpTestSucceeded : True",
            "port [tcp/https] succeeded",
            "port [tcp/http] succeeded",
            "port [tcp/*] succeeded",
        ],
    ),
    (Attempt::Resolved, &["Non-authoritative answer"]),
    (
        Attempt::NotResolved,
        &[
            "Could not resolve host",
            "Non-existent domain",
            "NXDOMAIN",
            "DNS name does not exist",
            "Name or service not known",
            "Temporary failure in name resolution",
            "No such host is known",
            "The remote name could not be resolved",
            "Name resolution of",
            "nodename nor servname provided",
        ],
    ),
    (
        Attempt::WantsClientCertificate,
        &["alert certificate required", "sent no required certificate"],
    ),
    (
        Attempt::NoHandshake,
        &[
            "alert protocol version",
            "alert handshake failure",
            "unsupported protocol",
            "wrong version number",
            "alert unrecognized name",
            "no shared cipher",
            "Could not create SSL/TLS secure channel",
        ],
    ),
    (
        Attempt::WrongName,
        &[
            "no alternative certificate subject name matches",
            "does not match target host name",
            "RemoteCertificateNameMismatch",
            "verify error:num=62",
        ],
    ),
    (
        Attempt::OutOfDate,
        &[
            "certificate has expired",
            "certificate is not yet valid",
            "verify error:num=10:",
        ],
    ),
    (
        Attempt::NotTrusted,
        &[
            "unable to get local issuer certificate",
            "unable to get issuer certificate",
            "unable to verify the first certificate",
            "self-signed certificate",
            "self signed certificate",
            "RemoteCertificateChainErrors",
            "not establish trust relationship",
            "remote certificate is invalid",
            "SSL certificate problem:",
            "verify error:num=",
        ],
    ),
    (
        Attempt::Refused,
        &[
            "Connection refused",
            "actively refused it",
            "connect:errno=111",
        ],
    ),
    (
        Attempt::NoAnswer,
        &[
            "Connection timed out",
            "Operation timed out",
            "TCP connect to",
            "TcpTestSucceeded : False",
            "No route to host",
            "connect:errno=110",
            "did not properly respond after a period of time",
        ],
    ),
    (
        Attempt::Closed,
        &[
            "Connection reset by peer",
            "Connection was reset",
            "Empty reply from server",
            "forcibly closed by the remote host",
            "errno=104",
            "unexpected eof while reading",
            "connection was closed unexpectedly",
        ],
    ),
];

/// The control plane's codes for changes that it refuses, and the check that tells of each.
const REFUSED: &[(&str, &str)] = &[
    // Spelt so.
    (
        "ApplicationGatewayProbeProtocolMustMatchBackendHttpSettinsProtocol",
        "probe-protocol-mismatch",
    ),
    ("ApplicationGatewayProbeHostIsNull", "probe-host-missing"),
    (
        "ApplicationGatewayBackendHttpSettingsIncompatibleProbeSettingPickHostName",
        "setting-host-missing",
    ),
    (
        "ApplicationGatewayBackendHttpSettingsCannotHaveTrustedRootCertificate",
        "setting-trusted-root-on-http",
    ),
    (
        "ApplicationGatewayBackendSettingsPickHostNameFromBackendAddressNotAllowed",
        "setting-layer-4-picks-host",
    ),
    (
        "ApplicationGatewayPortNotValidForProtocol",
        "listener-port-protocol",
    ),
    (
        "ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup",
        "nsg-management-ports",
    ),
    (
        "ApplicationGatewaySubnetUserDefinedRouteNotAllowed",
        "route-default-next-hop",
    ),
];

/// The code of a change that the control plane refused, and the id of the check that tells of it.
pub fn refusal(text: &str) -> Option<(&'static str, &'static str)> {
    let start = text.find("ApplicationGateway")?;
    let text = text.get(start..)?;
    REFUSED
        .iter()
        .copied()
        .find(|(code, _)| text.contains(code))
}

/// Reads a line that such a tool printed. It has to be asked after [`super::classify`]: the gateway's
/// own messages hold some of these words.
pub fn attempt(line: &str) -> Option<Attempt> {
    printed(line).map(|(attempt, _)| attempt)
}

/// The same, with the words by which it is known.
pub(super) fn printed(line: &str) -> Option<(Attempt, &'static str)> {
    // The longest lines are shorter, and every line of prose is asked. What curl was told to overlook
    // (`-k`) is no failure.
    if line.len() > 1_000 || line.contains("continuing anyway") {
        return None;
    }
    // Lists have their values in a column.
    let words: Vec<&str> = line.split_whitespace().collect();
    let line = words.join(" ").to_ascii_lowercase();
    PRINTED.iter().find_map(|(attempt, wordings)| {
        let mut wordings = wordings.iter();
        let said = wordings.find(|wording| is_printed(&line, wording))?;
        Some((*attempt, *said))
    })
}

/// Whether a line holds a wording as tools print it. What people write in mails, too, counts only behind
/// the colon that a tool puts before its reasons, or where nothing of theirs stands beside it.
fn is_printed(line: &str, wording: &str) -> bool {
    let is_tools = wording.contains([':', '=', '['])
        || wording.chars().skip(1).any(|c| c.is_ascii_uppercase());
    let Some((before, behind)) = line.split_once(&wording.to_ascii_lowercase()) else {
        return false;
    };
    let is_tools = is_tools || wording.contains("upstream");
    let alone = before.is_empty()
        && (behind.is_empty() || behind.starts_with([':', ',']) || behind.starts_with(" \u{2026}"));
    is_tools || alone || has_reason(before)
}

/// Whether a colon stands here that is none of a time of day, nor that of a mail's subject.
fn has_reason(before: &str) -> bool {
    let mut rest = before;
    while let Some((left, right)) = rest.split_once(':') {
        let is_time = left.ends_with(|c: char| c.is_ascii_digit())
            && right.starts_with(|c: char| c.is_ascii_digit());
        if !is_time {
            return !["subject", "re", "fw", "fwd"].contains(&left.trim());
        }
        rest = right;
    }
    false
}

/// The words by which they are known.
pub(crate) fn wordings() -> impl Iterator<Item = &'static str> {
    let printed = PRINTED.iter().flat_map(|(_, wordings)| *wordings);
    printed
        .copied()
        .chain(REFUSED.iter().map(|(code, _)| *code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tools_print_is_known() {
        use Attempt::*;
        for (line, expected) in [
            (
                "curl: (6) Could not resolve host: api.contoso.com",
                NotResolved,
            ),
            (
                "** server can't find be.contoso.local: NXDOMAIN",
                NotResolved,
            ),
            (
                "*** UnKnown can't find app.contoso.com: Non-existent domain",
                NotResolved,
            ),
            (
                "Resolve-DnsName : api.contoso.com : DNS name does not exist",
                NotResolved,
            ),
            ("getaddrinfo: Name or service not known", NotResolved),
            (
                ";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 4711",
                NotResolved,
            ),
            ("Non-authoritative answer:", Resolved),
            (
                "curl: (7) Failed to connect to 10.0.0.4 port 8080 after 3 ms: Connection refused",
                Refused,
            ),
            (
                "* connect to 10.0.0.4 port 8080 failed: Connection refused",
                Refused,
            ),
            (
                "nc: connect to 10.0.0.4 port 443 (tcp) failed: Connection refused",
                Refused,
            ),
            ("connect:errno=111", Refused),
            (
                "curl: (28) Connection timed out after 10001 milliseconds",
                NoAnswer,
            ),
            ("TcpTestSucceeded       : False", NoAnswer),
            ("WARNING: TCP connect to (10.0.0.4 : 443) failed", NoAnswer),
            ("TcpTestSucceeded : True", Connected),
            (
                "Connection to 10.0.0.4 443 port [tcp/https] succeeded!",
                Connected,
            ),
            ("curl: (56) Recv failure: Connection reset by peer", Closed),
            ("curl: (52) Empty reply from server", Closed),
            ("write:errno=104", Closed),
            (
                "curl: (35) error:0A00042E:SSL routines::tlsv1 alert protocol version",
                NoHandshake,
            ),
            (
                "140245:error:0A00045C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:ssl/record/rec_layer_s3.c:1605:SSL alert number 116",
                WantsClientCertificate,
            ),
            (
                "curl: (60) SSL: no alternative certificate subject name matches target host name 'shop.contoso.com'",
                WrongName,
            ),
            (
                "curl: (51) SSL: certificate subject name 'web01' does not match target host name 'shop.contoso.com'",
                WrongName,
            ),
            (
                "curl: (60) SSL certificate problem: certificate has expired",
                OutOfDate,
            ),
            (
                "curl: (60) SSL certificate problem: unable to get local issuer certificate",
                NotTrusted,
            ),
            (
                "curl: (60) SSL certificate problem: self-signed certificate in certificate chain",
                NotTrusted,
            ),
            (
                "verify error:num=20:unable to get local issuer certificate",
                NotTrusted,
            ),
            (
                "Verify return code: 21 (unable to verify the first certificate)",
                NotTrusted,
            ),
        ] {
            assert_eq!(attempt(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_people_write_is_no_attempt() {
        for line in [
            "",
            "I think the certificate has expired",
            "Subject: certificate has expired",
            "[10:41] is it a self-signed certificate?",
            "connection timed out for some users at 08:15",
            "Verify return code: 0 (ok)",
            "Verification: OK",
            "* SSL certificate verify result: unable to get local issuer certificate (20), continuing anyway.",
        ] {
            assert_eq!(attempt(line), None, "{line}");
        }
    }

    #[test]
    fn every_wording_is_read_by_itself() {
        for (expected, wordings) in PRINTED {
            for wording in *wordings {
                for text in [(*wording).to_owned(), format!("{wording} \u{2026} TEXT-1")] {
                    assert_eq!(printed(&text), Some((*expected, *wording)), "{text}");
                }
            }
        }
    }
}
