//! The picture that a message alone gives: how far the probe got, and where to act.

use super::{
    Act, Block, Chain, Client, Control, Hop, Mark, Names, Picture, Place, Status, Step, tls,
};
use crate::diagnosis::PoolState;
use crate::fault::{Basis, Details, Fault};
use crate::gateway::{Protocol, Sku};
use crate::guide::source::Cite;
use crate::language::picture::{fault as say, readings};

/// What a fault's picture says whatever the names.
pub(crate) struct Reading {
    pub(crate) title: &'static str,
    pub(crate) basis: Basis,
    /// The step that fails; none where that is not known.
    pub(crate) failed: Option<Step>,
    pub(crate) remedy: &'static str,
    /// Where to act: whether that is sure, and what to do.
    pub(crate) acts: &'static [(Place, bool, &'static str)],
    pub(crate) sources: &'static [Cite],
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
        Some(PoolState::Unhealthy | PoolState::Empty) => (say::BAD_GATEWAY, Some(Mark::Fail)),
        Some(PoolState::Degraded) => (say::SERVED_BY_OTHERS, Some(Mark::Suspect)),
        Some(PoolState::Healthy) => (say::SERVED, Some(Mark::Ok)),
        Some(PoolState::Unknown) => (say::NOT_TOLD, Some(Mark::Unknown)),
        None => (say::BAD_GATEWAY_LATER, None),
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
        facts.push(say::setting(setting));
    }
    Block {
        kind: say::GATEWAY,
        label: names.gateway.clone(),
        facts,
    }
}

/// The server's block.
pub(super) fn server(names: &Names) -> Block {
    let pool = names.pool.as_ref();
    Block {
        kind: say::SERVER,
        label: names.endpoint(),
        facts: pool.map(say::pool).into_iter().collect(),
    }
}

/// Who asks the gateway, where the report is what fails.
fn control(fault: Fault) -> Option<Control> {
    match fault {
        Fault::HealthUnknown => Some(Control {
            who: say::MANAGEMENT,
            asks: say::ASKS,
            status: Status::Failed,
            note: say::NO_ANSWER,
        }),
        Fault::NoPermission => Some(Control {
            who: say::ACCOUNT,
            asks: say::ASKS,
            status: Status::Failed,
            note: say::MAY_NOT_READ,
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
            hop.note = Some(say::MAY_BE_THE_REASON.to_owned());
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
        return (Status::NotNeeded, Some(say::HAS_ADDRESS));
    }
    if step == Step::Tls && names.protocol.is_some_and(|protocol| !protocol.is_tls()) {
        return (Status::NotNeeded, Some(say::NO_TLS));
    }
    match failed {
        None => (Status::Unknown, None),
        Some(failed) if step > failed => (Status::NotReached, None),
        Some(_) if step == Step::Tls && names.protocol.is_none() => {
            (Status::Passed, Some(say::IF_HTTPS))
        }
        Some(_) if step == Step::Resolve && names.server_is_ip.is_none() => {
            (Status::Passed, Some(say::IF_NAME))
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
        Step::Connect => names.port.map(say::port),
        Step::ProxyHeader => Some(say::SENDS_HEADER.to_owned()),
        Step::Tls => names
            .host
            .as_ref()
            .filter(|_| hop.status != Status::NotNeeded)
            .map(say::name),
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
            None => say::probe(&text),
        });
    };
    match fault {
        Fault::ProbeTimeout => {
            wants(match names.timeout {
                Some(seconds) => say::waits(seconds),
                None => say::WAITS.to_owned(),
            });
            hop.gets = said(say::TOO_LATE);
        }
        Fault::DnsResolution => {
            hop.note = said(say::NO_ADDRESS);
            if hop.wants.is_none() {
                hop.wants = said(say::POOL_HOST);
            }
        }
        Fault::TcpConnect => {
            hop.note = said(say::NO_CONNECTION);
            hop.gets = said(say::SILENT);
        }
        Fault::StatusMismatch => {
            let expected = details.expected.as_deref();
            wants(say::accepts(expected.unwrap_or("200-399")));
            hop.gets = Some(match details.received.as_deref() {
                Some(received) => say::answers(received),
                None => say::OTHER_STATUS.to_owned(),
            });
        }
        Fault::BodyMismatch => {
            wants(match details.expected_body.as_deref() {
                Some(body) => say::looks_for(quoted(body)),
                None => say::LOOKS_FOR.to_owned(),
            });
            hop.gets = said(say::WITHOUT_TEXT);
        }
        Fault::ProxyProtocol => hop.gets = said(say::DOES_NOT_TAKE_IT),
        Fault::TlsHandshake => {
            hop.note = said(say::NO_AGREEMENT);
            hop.gets = said(say::ENDS_HANDSHAKE);
        }
        Fault::CertificateNameMismatch => {
            hop.gets = said(say::OTHER_NAME);
            if hop.wants.is_none() {
                hop.wants = said(match names.sku {
                    Some(Sku::V1) => say::ENTRY_NAME,
                    _ => say::HOST,
                });
            }
        }
        Fault::CertificateExpired => hop.gets = said(say::OUTSIDE_DATES),
        Fault::VerificationFailed => {
            hop.gets = Some(match details.openssl_code {
                Some(code) => say::refused(code),
                None => say::REFUSED.to_owned(),
            });
        }
        Fault::IntermediateMissing | Fault::LeafMissing => hop.gets = said(say::INCOMPLETE),
        Fault::LeafNotTopmost => hop.gets = said(say::OUT_OF_ORDER),
        Fault::ServerNotPublicCa
        | Fault::IntermediateNotPublicCa
        | Fault::RootMismatchNoRoot
        | Fault::RootMismatch => hop.gets = said(say::PRIVATE_CA),
        Fault::AuthenticationCertificateMismatch => {
            hop.gets = said(say::NOT_LISTED);
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
        Fault::ProbeTimeout => &readings::PROBE_TIMEOUT,
        Fault::DnsResolution => &readings::DNS_RESOLUTION,
        Fault::TcpConnect => &readings::TCP_CONNECT,
        Fault::StatusMismatch => &readings::STATUS_MISMATCH,
        Fault::BodyMismatch => &readings::BODY_MISMATCH,
        Fault::HealthUnknown => &readings::HEALTH_UNKNOWN,
        Fault::ProxyProtocol => &readings::PROXY_PROTOCOL,
        Fault::TlsHandshake => &readings::TLS_HANDSHAKE,
        Fault::NoPermission => &readings::NO_PERMISSION,
        Fault::NoMessage => &readings::NO_MESSAGE,
        Fault::Unrecognised => &readings::UNRECOGNISED,
        Fault::CertificateNameMismatch => &readings::NAME_MISMATCH,
        Fault::CertificateExpired => &readings::EXPIRED,
        Fault::IntermediateMissing => &readings::INTERMEDIATE_MISSING,
        Fault::LeafMissing => &readings::LEAF_MISSING,
        Fault::LeafNotTopmost => &readings::LEAF_NOT_TOPMOST,
        Fault::ServerNotPublicCa => &readings::SERVER_NOT_PUBLIC,
        Fault::IntermediateNotPublicCa => &readings::INTERMEDIATE_NOT_PUBLIC,
        Fault::RootMismatchNoRoot => &readings::ROOT_MISMATCH_NO_ROOT,
        Fault::RootMismatch => &readings::ROOT_MISMATCH,
        Fault::VerificationFailed => &readings::VERIFICATION_FAILED,
        Fault::AuthenticationCertificateMismatch => &readings::NOT_ALLOW_LISTED,
    }
}
