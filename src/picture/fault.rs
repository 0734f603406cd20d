//! The picture that a message alone gives: how far the probe got, and where to act.

use super::{
    Act, Block, Chain, Client, Control, Hop, Mark, Names, Picture, Place, Status, Step, tls,
};
use crate::diagnosis::PoolState;
use crate::fault::{Basis, Details, Fault};
use crate::gateway::{Protocol, Sku};
use crate::guide::source::{
    APP_SERVICE_ENVIRONMENT, BACKEND_HEALTH, Cite, HEALTH, HEALTH_2026, PERMISSIONS, POWERSHELL,
    UNKNOWN_HEALTH,
};

/// What a fault's picture says whatever the names.
pub(super) struct Reading {
    pub(super) title: &'static str,
    pub(super) basis: Basis,
    /// The step that fails; none where that is not known.
    pub(super) failed: Option<Step>,
    pub(super) remedy: &'static str,
    /// Where to act: whether that is sure, and what to do.
    pub(super) acts: &'static [(Place, bool, &'static str)],
    pub(super) sources: &'static [Cite],
}

impl Picture {
    /// The picture of a fault, of its message and the names that are known.
    pub fn from_fault(fault: Fault, details: &Details, names: &Names) -> Self {
        let reading = reading(fault);
        let acts = reading.acts.iter().map(|(place, sure, text)| Act {
            place: *place,
            sure: *sure,
            text: (*text).to_owned(),
        });
        Self {
            title: reading.title.to_owned(),
            basis: reading.basis,
            remedy: reading.remedy.to_owned(),
            sources: reading.sources,
            acts: acts.collect(),
            client: client(names),
            gateway: gateway(names),
            server: server(names),
            control: control(fault),
            hops: hops(fault, reading.failed, details, names),
            chain: chain(fault, details, names),
            members: Vec::new(),
        }
    }
}

/// What clients get.
pub(super) fn client(names: &Names) -> Client {
    let (sees, mark) = match names.pool_state {
        Some(PoolState::Unhealthy | PoolState::Empty) => ("502 Bad Gateway", Some(Mark::Fail)),
        Some(PoolState::Degraded) => ("Served by the other servers", Some(Mark::Suspect)),
        Some(PoolState::Healthy) => ("Served", Some(Mark::Ok)),
        Some(PoolState::Unknown) => ("Not told by the report", Some(Mark::Unknown)),
        None => ("502 once no server is left", None),
    };
    Client {
        sees: sees.to_owned(),
        mark,
    }
}

/// The gateway's block.
pub(super) fn gateway(names: &Names) -> Block {
    let mut facts = Vec::new();
    if let Some(sku) = names.sku {
        facts.push(format!("SKU {}", sku.as_str()));
    }
    if let Some(setting) = &names.setting {
        facts.push(format!("Setting {setting}"));
    }
    Block {
        kind: "Application gateway",
        label: names.gateway.clone(),
        facts,
    }
}

/// The server's block.
pub(super) fn server(names: &Names) -> Block {
    let pool = names.pool.as_ref();
    Block {
        kind: "Backend server",
        label: names.endpoint(),
        facts: pool
            .map(|pool| format!("Pool {pool}"))
            .into_iter()
            .collect(),
    }
}

/// Who asks the gateway, where the report is what fails.
fn control(fault: Fault) -> Option<Control> {
    match fault {
        Fault::HealthUnknown => Some(Control {
            who: "Azure management",
            asks: "asks for the report",
            status: Status::Failed,
            note: "No answer from the instances; or the server\u{2019}s name was not resolved.",
        }),
        Fault::NoPermission => Some(Control {
            who: "Your account",
            asks: "asks for the report",
            status: Status::Failed,
            note: "It may not read backend health.",
        }),
        _ => None,
    }
}

/// The steps of the probe.
pub(super) fn hops(
    fault: Fault,
    failed: Option<Step>,
    details: &Details,
    names: &Names,
) -> Vec<Hop> {
    let layer_4 = fault == Fault::ProxyProtocol
        || matches!(names.protocol, Some(Protocol::Tcp | Protocol::Tls));
    let steps: &[Step] = match fault {
        // The header goes out ahead of the handshake.
        Fault::ProxyProtocol => &[Step::Resolve, Step::Connect, Step::ProxyHeader, Step::Tls],
        _ if layer_4 && failed != Some(Step::Http) => &[Step::Resolve, Step::Connect, Step::Tls],
        _ => &[Step::Resolve, Step::Connect, Step::Tls, Step::Http],
    };
    let each = steps.iter().map(|step| {
        let (status, note) = status(*step, failed, names);
        let mut hop = Hop {
            step: *step,
            status,
            note: note.map(str::to_owned),
            wants: None,
            gets: None,
        };
        wish(&mut hop, names);
        if Some(*step) == failed {
            outcome(&mut hop, fault, details, names);
        }
        if fault == Fault::HealthUnknown && *step == Step::Resolve && status == Status::Unknown {
            hop.note = Some("may be the reason".to_owned());
        }
        hop
    });
    each.collect()
}

/// How a step went, and what to add, when `failed` is the one that did not.
pub(super) fn status(
    step: Step,
    failed: Option<Step>,
    names: &Names,
) -> (Status, Option<&'static str>) {
    if failed == Some(step) {
        return (Status::Failed, None);
    }
    if step == Step::Resolve && names.server_is_ip == Some(true) {
        return (Status::NotNeeded, Some("the pool has its address"));
    }
    if step == Step::Tls && names.protocol.is_some_and(|protocol| !protocol.is_tls()) {
        return (Status::NotNeeded, Some("the setting has no TLS"));
    }
    match failed {
        None => (Status::Unknown, None),
        Some(failed) if step > failed => (Status::NotReached, None),
        Some(_) if step == Step::Tls && names.protocol.is_none() => {
            (Status::Passed, Some("if on HTTPS"))
        }
        Some(_) if step == Step::Resolve && names.server_is_ip.is_none() => {
            (Status::Passed, Some("if there is a name"))
        }
        Some(_) => (Status::Passed, None),
    }
}

/// What the gateway wants at a step, as far as the names tell.
pub(super) fn wish(hop: &mut Hop, names: &Names) {
    hop.wants = match hop.step {
        Step::Resolve => names
            .server
            .as_ref()
            .filter(|_| names.server_is_ip == Some(false))
            .cloned(),
        Step::Connect => names.port.map(|port| format!("Port {port}")),
        Step::ProxyHeader => Some("Sends the header".to_owned()),
        Step::Tls => names
            .host
            .as_ref()
            .filter(|_| hop.status != Status::NotNeeded)
            .map(|host| format!("Name {host}")),
        Step::Http => names.path.as_ref().map(|path| format!("GET {path}")),
    };
}

/// What is known of the step that failed.
fn outcome(hop: &mut Hop, fault: Fault, details: &Details, names: &Names) {
    let said = |text: &str| Some(text.to_owned());
    let quoted = |text: &str| format!("\u{201c}{text}\u{201d}");
    // What it asks, where that is known, and what it wants of the answer.
    let mut wants = |text: String| {
        hop.wants = Some(match hop.wants.take() {
            Some(asks) => format!("{asks}, {text}"),
            None => format!("Probe {text}"),
        });
    };
    match fault {
        Fault::ProbeTimeout => {
            wants(match names.timeout {
                Some(seconds) => format!("waits {seconds} s"),
                None => "waits for its timeout".to_owned(),
            });
            hop.gets = said("Answers too late, or never");
        }
        Fault::DnsResolution => {
            hop.note = said("no address for it");
            if hop.wants.is_none() {
                hop.wants = said("The pool\u{2019}s host name");
            }
        }
        Fault::TcpConnect => {
            hop.note = said("no connection");
            hop.gets = said("Silent, refused, or cut off on the way");
        }
        Fault::StatusMismatch => {
            let expected = details.expected.as_deref();
            wants(format!("accepts {}", expected.unwrap_or("200-399")));
            hop.gets = Some(match details.received.as_deref() {
                Some(received) => format!("Answers {received}"),
                None => "Answers another status".to_owned(),
            });
        }
        Fault::BodyMismatch => {
            wants(match details.expected_body.as_deref() {
                Some(body) => format!("looks for {}", quoted(body)),
                None => "looks for a text".to_owned(),
            });
            hop.gets = said("Answers without that text");
        }
        Fault::ProxyProtocol => hop.gets = said("Does not take it"),
        Fault::TlsHandshake => {
            hop.note = said("no agreement");
            hop.gets = said("Ends the handshake, or has no matching version or cipher");
        }
        Fault::CertificateNameMismatch => {
            hop.gets = said("Certificate for another name");
            if hop.wants.is_none() {
                hop.wants = said(match names.sku {
                    Some(Sku::V1) => "The pool entry\u{2019}s name",
                    _ => "The probe\u{2019}s or the setting\u{2019}s host",
                });
            }
        }
        Fault::CertificateExpired => hop.gets = said("Certificate outside its dates"),
        Fault::VerificationFailed => {
            hop.gets = Some(match details.openssl_code {
                Some(code) => format!("Chain refused, OpenSSL code {code}"),
                None => "Chain refused".to_owned(),
            });
        }
        Fault::IntermediateMissing | Fault::LeafMissing => hop.gets = said("Incomplete chain"),
        Fault::LeafNotTopmost => hop.gets = said("Chain out of order"),
        Fault::ServerNotPublicCa
        | Fault::IntermediateNotPublicCa
        | Fault::RootMismatchNoRoot
        | Fault::RootMismatch => hop.gets = said("Chain of a CA that is not trusted"),
        Fault::AuthenticationCertificateMismatch => {
            hop.gets = said("Certificate that is not on the list");
        }
        Fault::HealthUnknown | Fault::NoPermission | Fault::NoMessage | Fault::Unrecognised => {}
    }
}

fn chain(fault: Fault, details: &Details, names: &Names) -> Option<Chain> {
    tls::chain(fault, details, names)
}

/// What each fault's picture says.
fn reading(fault: Fault) -> &'static Reading {
    match fault {
        Fault::ProbeTimeout => &PROBE_TIMEOUT,
        Fault::DnsResolution => &DNS_RESOLUTION,
        Fault::TcpConnect => &TCP_CONNECT,
        Fault::StatusMismatch => &STATUS_MISMATCH,
        Fault::BodyMismatch => &BODY_MISMATCH,
        Fault::HealthUnknown => &HEALTH_UNKNOWN,
        Fault::ProxyProtocol => &PROXY_PROTOCOL,
        Fault::TlsHandshake => &TLS_HANDSHAKE,
        Fault::NoPermission => &NO_PERMISSION,
        Fault::NoMessage => &NO_MESSAGE,
        Fault::Unrecognised => &UNRECOGNISED,
        Fault::CertificateNameMismatch => &tls::NAME_MISMATCH,
        Fault::CertificateExpired => &tls::EXPIRED,
        Fault::IntermediateMissing => &tls::INTERMEDIATE_MISSING,
        Fault::LeafMissing => &tls::LEAF_MISSING,
        Fault::LeafNotTopmost => &tls::LEAF_NOT_TOPMOST,
        Fault::ServerNotPublicCa => &tls::SERVER_NOT_PUBLIC,
        Fault::IntermediateNotPublicCa => &tls::INTERMEDIATE_NOT_PUBLIC,
        Fault::RootMismatchNoRoot => &tls::ROOT_MISMATCH_NO_ROOT,
        Fault::RootMismatch => &tls::ROOT_MISMATCH,
        Fault::VerificationFailed => &tls::VERIFICATION_FAILED,
        Fault::AuthenticationCertificateMismatch => &tls::NOT_ALLOW_LISTED,
    }
}

static PROBE_TIMEOUT: Reading = Reading {
    title: "The server takes longer to answer than the probe waits",
    basis: Basis::Documented,
    failed: Some(Step::Http),
    remedy: "Request the probe\u{2019}s path from the server itself and take the time. Find what makes it slow, dependencies such as a database included; if it has to take that long, give a custom probe a longer timeout.",
    acts: &[
        (Place::Server, false, "Why the application answers late"),
        (Place::Gateway, false, "The timeout, if that time is normal"),
    ],
    sources: &[HEALTH.under("Backend server timeout")],
};

static DNS_RESOLUTION: Reading = Reading {
    title: "The server\u{2019}s name leads to no address",
    basis: Basis::Documented,
    failed: Some(Step::Resolve),
    remedy: "Correct the name in the backend pool, or its record in DNS. If other machines of the virtual network resolve it and the gateway does not, stop the gateway and start it again.",
    acts: &[
        (Place::Gateway, false, "The name in the backend pool"),
        (
            Place::Network,
            false,
            "The record, and the virtual network\u{2019}s DNS servers",
        ),
    ],
    sources: &[HEALTH.under("DNS resolution error")],
};

static TCP_CONNECT: Reading = Reading {
    title: "No connection to the server\u{2019}s port",
    basis: Basis::Documented,
    failed: Some(Step::Connect),
    remedy: "Try the port from a machine in the gateway\u{2019}s virtual network. If it answers there, look at security groups, routes and firewalls between gateway and server; if not, at the server.",
    acts: &[
        (Place::Network, false, "Security groups, routes, firewalls"),
        (
            Place::Server,
            false,
            "That it listens on the port, and its own firewall",
        ),
        (
            Place::Gateway,
            false,
            "The port in the backend setting and the probe",
        ),
    ],
    sources: &[HEALTH.under("TCP connect error")],
};

static STATUS_MISMATCH: Reading = Reading {
    title: "The server answers with a status that the probe does not accept",
    basis: Basis::Documented,
    failed: Some(Step::Http),
    remedy: "Make host and path of the probe ones that the server answers well, without signing in: the probe carries no credentials. If the answer is right as it is, let a custom probe accept that status.",
    acts: &[
        (Place::Server, false, "Why it gives that status"),
        (
            Place::Gateway,
            false,
            "The probe\u{2019}s host, path and accepted statuses",
        ),
    ],
    sources: &[HEALTH.under("HTTP status code mismatch")],
};

static BODY_MISMATCH: Reading = Reading {
    title: "The server\u{2019}s answer lacks the text that the probe looks for",
    basis: Basis::Documented,
    failed: Some(Step::Http),
    remedy: "Request the probe\u{2019}s path from the server and compare what it says with the text in the custom probe. Correct whichever is wrong.",
    acts: &[
        (Place::Gateway, false, "The text in the custom probe"),
        (Place::Server, false, "What it answers on that path"),
    ],
    sources: &[HEALTH.under("HTTP response body mismatch")],
};

static HEALTH_UNKNOWN: Reading = Reading {
    title: "The report could not be had: nothing is known of the probe",
    basis: Basis::Documented,
    failed: None,
    remedy: "Let GatewayManager reach the gateway\u{2019}s subnet on ports 65200-65535 (v1: 65503-65534), keep the default route to the Internet unaltered, and make sure that names resolve. The servers may be well meanwhile.",
    acts: &[
        (
            Place::Control,
            false,
            "Security group and routes of the gateway\u{2019}s subnet",
        ),
        (
            Place::Network,
            false,
            "DNS: the pool\u{2019}s names, and public ones",
        ),
    ],
    sources: &[
        HEALTH.under("Backend health status: Unknown"),
        BACKEND_HEALTH.under("Backend health report"),
        UNKNOWN_HEALTH.cite(),
    ],
};

static PROXY_PROTOCOL: Reading = Reading {
    title: "The server does not take the Proxy protocol header",
    basis: Basis::Documented,
    failed: Some(Step::ProxyHeader),
    remedy: "Set the server up for the Proxy protocol, or stop sending the header: it is sent where a layer 4 setting passes on client addresses.",
    acts: &[
        (Place::Server, true, "Accept the Proxy protocol header"),
        (Place::Gateway, false, "Whether the header is wanted at all"),
    ],
    sources: &[HEALTH_2026.under("Proxy protocol unsupported")],
};

static TLS_HANDSHAKE: Reading = Reading {
    title: "The TLS handshake fails",
    basis: Basis::Inferred,
    failed: Some(Step::Tls),
    remedy: "Connect with openssl s_client as the gateway does, with and without server name, and see which version, cipher or name the server insists on. v1 gateways are retired: v2 offers newer versions.",
    acts: &[
        (
            Place::Server,
            false,
            "TLS versions, ciphers and its default certificate",
        ),
        (Place::Gateway, false, "The v1 gateway\u{2019}s TLS policy"),
    ],
    sources: &[APP_SERVICE_ENVIRONMENT.cite()],
};

static NO_PERMISSION: Reading = Reading {
    title: "The account may not read backend health",
    basis: Basis::Documented,
    failed: None,
    remedy: "Ask for a role that may read the gateway\u{2019}s backend health, or have somebody else run the report. It says nothing about the servers.",
    acts: &[(
        Place::Control,
        true,
        "The account\u{2019}s role on the gateway",
    )],
    sources: &[
        HEALTH.under("How to check backend health"),
        PERMISSIONS.cite(),
    ],
};

static NO_MESSAGE: Reading = Reading {
    title: "The server is unhealthy, and the paste does not say why",
    basis: Basis::Observed,
    failed: None,
    remedy: "Read the message: the Details column of the portal\u{2019}s Backend health page, or healthProbeLog in what Azure CLI prints. PowerShell does not print it.",
    acts: &[],
    sources: &[
        HEALTH.under("Backend health status: Unhealthy"),
        POWERSHELL.cite(),
    ],
};

static UNRECOGNISED: Reading = Reading {
    title: "The message is not known here",
    basis: Basis::Inferred,
    failed: None,
    remedy: "Go through the probe\u{2019}s steps in their order, from the gateway to the server, until one does not work.",
    acts: &[],
    sources: &[HEALTH.under("Error messages")],
};
