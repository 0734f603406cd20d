//! Each run of certificates, judged as the gateway of the case would.

use super::configuration::belongs;
use super::gateways;
use super::servers::named;
use super::{Case, ChainFinding, Configuration, GatewayFinding, ServerFinding, Setup};
use crate::certificate::Certificate;
use crate::certificate::bundle::transcript::Transcript;
use crate::chain::{self, Fix, Input, RootList, State, Verdict, Warning};
use crate::evidence::{Certificates, Content};
use crate::fault::{Basis, Fault};
use crate::gateway::server_name::{self, Compared, Known};
use crate::gateway::{BackendSetting, Probe, ResourceId, Sku};
use crate::language::diagnosis::chains as say;
use crate::time::Timestamp;
use crate::words::counted;

/// Every run of certificates in the evidence, in the order pasted.
pub(super) fn find(
    case: &Case,
    configuration: &Configuration,
    gateways: &[GatewayFinding],
    servers: &[ServerFinding],
) -> Vec<ChainFinding> {
    let mut found = Vec::new();
    for (evidence, piece) in case.evidence.iter().enumerate() {
        let Content::Certificates(run) = &piece.content else {
            continue;
        };
        let transcript = run.transcript.as_ref();
        let target = Target::of(case, configuration, gateways, servers, transcript);
        let trust = Trust::of(case, &target);
        let (host, name_from) = host(case, configuration, &target, transcript);
        let setting = target.setting;
        let setup = Setup {
            sku: target.sku,
            host,
            uploaded: trust.uploaded,
            well_known_ca: case
                .typed
                .well_known_ca
                .or_else(|| (!trust.hidden.is_empty()).then_some(false)),
            hidden: trust.hidden,
            validate_chain_and_expiry: switch(
                setting.and_then(|setting| setting.validate_cert_chain_and_expiry),
            ),
            validate_sni: switch(setting.and_then(|setting| setting.validate_sni)),
            sni_name: None,
        };
        let (verdict, trust_open) = setup.judge(run, case.roots.as_deref(), case.at);
        found.push(ChainFinding {
            evidence,
            servers: target.servers,
            name_from,
            setup,
            trust_open,
            verdict,
        });
    }
    found
}

impl Setup {
    /// What is judged with it; without the public roots, as if there were none.
    pub fn input<'a>(
        &'a self,
        run: &'a Certificates,
        roots: Option<&'a RootList>,
        at: Timestamp,
    ) -> Input<'a> {
        Input {
            ordered: run.ordered,
            sku: self.sku,
            host: self.host.as_deref(),
            uploaded: &self.uploaded,
            well_known_ca: self.well_known_ca,
            validate_chain_and_expiry: self.validate_chain_and_expiry,
            validate_sni: self.validate_sni,
            sni_name: self.sni_name.as_deref(),
            ..Input::new(&run.elements, roots.unwrap_or(&NO_ROOTS), at)
        }
    }

    /// The verdict on a run of certificates, and whether its trust is open because roots that
    /// count are not known.
    pub fn judge(
        &self,
        run: &Certificates,
        roots: Option<&RootList>,
        at: Timestamp,
    ) -> (Verdict, bool) {
        let input = self.input(run, roots, at);
        let mut verdict = chain::judge(&input);
        let hidden = !input.uses_well_known() && !self.hidden.is_empty();
        let no_list = input.uses_well_known() && roots.is_none();
        let trust_open = (hidden || no_list) && leave_trust_open(&mut verdict);
        if trust_open {
            verdict.warnings.insert(0, why_open(&self.hidden, no_list));
        }
        (verdict, trust_open)
    }
}

static NO_ROOTS: RootList = RootList::empty();

/// The service's default of both switches is on.
fn switch(read: Option<bool>) -> bool {
    read.unwrap_or(true)
}

/// What a run of certificates belongs to, as far as the case tells.
struct Target<'a> {
    /// The rows of the server that was asked: indices into the diagnosis's.
    servers: Vec<usize>,
    gateway: Option<&'a ResourceId>,
    address: Option<&'a str>,
    setting: Option<&'a BackendSetting>,
    probe: Option<&'a Probe>,
    sku: Sku,
}

impl<'a> Target<'a> {
    fn of(
        case: &'a Case,
        configuration: &'a Configuration,
        gateways: &'a [GatewayFinding],
        servers: &'a [ServerFinding],
        transcript: Option<&Transcript>,
    ) -> Self {
        let asked = transcript
            .and_then(|transcript| transcript.connect.as_deref())
            .map(split_port);
        let rows: Vec<usize> = servers
            .iter()
            .enumerate()
            .filter(|(_, row)| asked.is_some_and(|asked| is_asked(row, asked)))
            .map(|(index, _)| index)
            .collect();
        let row = rows.first().and_then(|index| servers.get(*index));
        // Without an address: the servers that fail in TLS, as long as they share a setting.
        let mut failing = servers
            .iter()
            .filter(|row| row.fault.is_some_and(chain::causes));
        let suspect = row.or_else(|| {
            let first = failing.next()?;
            failing
                .all(|row| row.setting == first.setting && row.gateway_index == first.gateway_index)
                .then_some(first)
        });
        let gateway = suspect
            .and_then(|row| gateways.get(row.gateway_index?))
            .map(|gateway| &gateway.id);
        let setting = match suspect.and_then(|row| row.setting.as_deref()) {
            Some(name) => configuration.setting(name, gateway),
            None => only_tls(configuration),
        };
        let probe = setting.and_then(|setting| configuration.attached(setting));
        let gateway = gateway.or_else(|| Some(&setting?.id));
        Self {
            servers: rows,
            gateway,
            address: suspect.and_then(|row| row.address.as_deref()),
            setting,
            probe,
            sku: sku(case, configuration, gateways, gateway),
        }
    }
}

/// Host and port of `-connect`.
fn split_port(connect: &str) -> (&str, Option<u16>) {
    match connect.rsplit_once(':') {
        Some((host, port)) if !host.contains(':') || host.ends_with(']') => {
            (host.trim_matches(['[', ']']), port.parse().ok())
        }
        _ => (connect.trim_matches(['[', ']']), None),
    }
}

fn is_asked(row: &ServerFinding, (host, port): (&str, Option<u16>)) -> bool {
    let address = row.address.as_deref().unwrap_or_default();
    let same_port = match (row.port, port) {
        (Some(row), Some(asked)) => row == asked,
        _ => true,
    };
    !host.is_empty() && address.trim_matches(['[', ']']).eq_ignore_ascii_case(host) && same_port
}

/// The only setting with TLS, or the only one at all.
fn only_tls(configuration: &Configuration) -> Option<&BackendSetting> {
    let is_tls = |setting: &&BackendSetting| setting.protocol.is_none_or(|known| known.is_tls());
    let mut settings = configuration.settings().filter(is_tls);
    let first = settings.next()?;
    // The same setting may stand by itself and in its gateway.
    settings
        .all(|other| other.name == first.name)
        .then_some(first)
}

/// The SKU: typed, else that of the gateway, else v2, since v1 is retired.
fn sku(
    case: &Case,
    configuration: &Configuration,
    gateways: &[GatewayFinding],
    gateway: Option<&ResourceId>,
) -> Sku {
    let gateway = gateway.filter(|id| id.gateway.is_some());
    let known = match (gateway, gateways) {
        (Some(id), all) => gateways::index_of(all, id).and_then(|index| all.get(index)),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    // A gateway may be pasted without its name.
    let nameless = || {
        let mut read = configuration
            .gateways
            .iter()
            .filter_map(|gateway| gateway.sku);
        let first = read.next()?;
        read.all(|other| other == first).then_some(first)
    };
    let read = || known.and_then(|gateway| gateway.sku).or_else(nameless);
    case.typed.sku.or_else(read).unwrap_or(Sku::V2)
}

/// The uploaded certificates that count.
struct Trust {
    uploaded: Vec<Certificate>,
    /// Names of those whose content the evidence does not show.
    hidden: Vec<String>,
}

impl Trust {
    fn of(case: &Case, target: &Target<'_>) -> Self {
        let mut trust = Self {
            uploaded: Vec::new(),
            hidden: Vec::new(),
        };
        for root in &case.typed.roots {
            trust.add(&root.certificates);
        }
        let all: Vec<_> = case
            .uploaded(target.sku)
            .filter(|one| belongs(&one.id, target.gateway))
            .collect();
        let attached = target.setting.and_then(|setting| match target.sku {
            Sku::V1 => setting.authentication_certificates.as_ref(),
            Sku::V2 => setting.trusted_roots.as_ref(),
        });
        match attached {
            Some(names) => {
                for name in names {
                    let mut of_name = all.iter().filter(|one| named(one.name.as_deref(), name));
                    // The one pasted last counts.
                    match of_name.rfind(|one| !one.certificates.is_empty()) {
                        Some(one) => trust.add(&one.certificates),
                        None => trust.hidden.push(name.clone()),
                    }
                }
            }
            // Which of them are on the setting is not known: those that are there count.
            None => {
                for one in all {
                    if one.certificates.is_empty() {
                        let name = one.name.as_deref().unwrap_or(crate::words::WITHOUT_A_NAME);
                        trust.hidden.push(name.to_owned());
                    }
                    trust.add(&one.certificates);
                }
            }
        }
        trust
    }

    fn add(&mut self, certificates: &[Certificate]) {
        for certificate in certificates {
            if !self.uploaded.contains(certificate) {
                self.uploaded.push(certificate.clone());
            }
        }
    }
}

/// The name that the gateway compares, and where it comes from.
fn host(
    case: &Case,
    configuration: &Configuration,
    target: &Target<'_>,
    transcript: Option<&Transcript>,
) -> (Option<String>, Option<String>) {
    let compared = server_name::compared(&Known {
        typed: case.typed.host.as_deref(),
        sku: Some(target.sku),
        address: target.address,
        setting: target.setting,
        probe: target.probe,
    });
    match compared {
        Compared::Name(name, origin) => (Some(name.to_owned()), Some(origin.words())),
        Compared::Nothing | Compared::NoHost | Compared::PickedIp(_) | Compared::AddressOnV1(_) => {
            (None, None)
        }
        Compared::Unknown => {
            // A probe that belongs to no known setting, else the name that the person asked with.
            let probe = only_host(configuration);
            let asked = transcript.and_then(|transcript| transcript.server_name.clone());
            match (probe, asked) {
                (Some(host), _) if target.sku == Sku::V2 => {
                    (Some(host.to_owned()), Some(say::PROBES_HOST.to_owned()))
                }
                (_, Some(name)) => {
                    let from = say::SERVERNAME;
                    (Some(name), Some(from.to_owned()))
                }
                _ => (None, None),
            }
        }
    }
}

/// The host of the only custom probe.
fn only_host(configuration: &Configuration) -> Option<&str> {
    let mut probes = configuration.probes();
    let first = probes.next()?;
    let host = first.host.as_deref()?;
    probes.all(|other| other.name == first.name).then_some(host)
}

/// Takes back what hangs on roots that are not known; whether there was any such thing. What holds
/// whatever the roots are stays.
fn leave_trust_open(verdict: &mut Verdict) -> bool {
    let on_trust = |fault: &Fault| {
        matches!(
            fault,
            Fault::IntermediateMissing
                | Fault::IntermediateNotPublicCa
                | Fault::RootMismatchNoRoot
                | Fault::ServerNotPublicCa
                | Fault::RootMismatch
                | Fault::AuthenticationCertificateMismatch
        )
    };
    // No root makes the gateway take a self-signed certificate that is no CA for anything else.
    let no_ca = verdict.bottom().is_some_and(|bottom| {
        bottom.role == chain::Role::SelfSignedLeaf
            && !bottom
                .certificate
                .as_ref()
                .is_some_and(chain::openssl::is_ca)
    });
    if no_ca || !verdict.faults.iter().any(on_trust) {
        return false;
    }
    verdict.faults.retain(|fault| !on_trust(fault));
    verdict.fixes.retain(|fix| {
        !matches!(
            fix,
            Fix::AddIssuer { .. }
                | Fix::UploadRoot { .. }
                | Fix::UploadLeaf { .. }
                | Fix::UseWellKnown
        )
    });
    if verdict.state == State::Refused && verdict.faults.is_empty() {
        verdict.state = State::Unknown;
    }
    verdict.predicted = verdict
        .faults
        .first()
        .copied()
        .filter(|_| verdict.state == State::Refused);
    verdict.basis = Basis::Inferred;
    (verdict.openssl_code, verdict.openssl_depth) = (None, None);
    true
}

fn why_open(hidden: &[String], no_list: bool) -> Warning {
    let (id, text) = if no_list {
        ("root-list-not-there", say::NO_ROOTS.to_owned())
    } else {
        (
            "uploaded-not-shown",
            say::roots_not_shown(hidden.join(", ")),
        )
    };
    Warning {
        id,
        position: None,
        text,
    }
}

/// Whether the chain is, or may be, what servers of these rows present.
pub(super) fn concerns(chain: &ChainFinding, servers: &[usize]) -> bool {
    chain.servers.is_empty()
        || servers.is_empty()
        || chain.servers.iter().any(|row| servers.contains(row))
}

/// The sentences that say what a chain shows of a fault.
pub(super) fn because(case: &Case, chain: &ChainFinding, fault: Fault) -> Vec<String> {
    let verdict = &chain.verdict;
    let mut said = vec![format!("{}.", subject(case, chain))];
    said.extend(verdict.shows(fault, &chain.setup.uploaded));
    said.extend(verdict.openssl());
    said
}

/// Where a chain stands and what it was judged for, without a full stop.
pub fn subject(case: &Case, chain: &ChainFinding) -> String {
    let verdict = &chain.verdict;
    let count = counted(verdict.certificates.len(), &say::CERTIFICATE);
    let place = case.evidence.get(chain.evidence).map_or_else(
        || say::THE_CHAIN.to_owned(),
        |piece| say::the_chain_in(&piece.source, piece.position.line),
    );
    let compared = match (&verdict.compared_name, &chain.name_from) {
        (Some(name), Some(from)) => say::judged_for_from(name, from),
        (Some(name), None) => say::judged_for(name),
        (None, _) => String::new(),
    };
    format!("{place}: {count}{compared}")
}
