//! What comes next: faults that configuration and certificates predict behind the one that shows.

use super::{Case, Diagnosis, Outcome, Problem, Severity};
use crate::chain;
use crate::fault::{Basis, Fault};
use crate::gateway::Protocol;
use crate::gateway::effective_probe::{Host, HostFrom, LOOPBACK};
use crate::gateway::server_name::{Compared, is_ip};
use crate::language::diagnosis::next as say;
use crate::words::{PROBE, SETTING};

/// A fault that will show once a problem is fixed.
#[derive(Clone, Debug, PartialEq)]
pub struct NextFinding {
    /// The problem that hides it: an index into the diagnosis's.
    pub problem: usize,
    /// The fault; `None` where the change itself will be refused.
    pub fault: Option<Fault>,
    /// How it is known.
    pub basis: Basis,
    /// Why, in a sentence.
    pub because: String,
}

/// How far a probe gets before a fault shows: name, connection, TLS, answer.
fn stage(fault: Fault) -> u8 {
    match fault {
        Fault::DnsResolution | Fault::HealthUnknown | Fault::NoMessage | Fault::Unrecognised => 0,
        Fault::TcpConnect | Fault::ProbeTimeout => 1,
        fault if chain::causes(fault) || fault == Fault::TlsHandshake => 2,
        Fault::StatusMismatch | Fault::BodyMismatch => 3,
        _ => 4,
    }
}

/// Names of services that answer by the Host header alone.
const BY_HOST: [&str; 5] = [
    ".azurewebsites.net",
    ".azurewebsites.us",
    ".chinacloudsites.cn",
    ".azure-api.net",
    ".azurecontainerapps.io",
];

/// Everything that is predicted, problem by problem.
pub(super) fn find(case: &Case, diagnosis: &Diagnosis) -> Vec<NextFinding> {
    let mut found = Vec::new();
    for (index, problem) in diagnosis.problems.iter().enumerate() {
        if problem.severity != Severity::Error {
            continue;
        }
        let mut add = |fault: Option<Fault>, basis: Basis, because: String| {
            let told = |known: &NextFinding| known.problem == index && known.because == because;
            if fault != Some(problem.fault) && !found.iter().any(told) {
                found.push(NextFinding {
                    problem: index,
                    fault,
                    basis,
                    because,
                });
            }
        };
        of_chains(diagnosis, problem, &mut add);
        of_probe(case, diagnosis, problem, &mut add);
    }
    found
}

type Add<'a> = dyn FnMut(Option<Fault>, Basis, String) + 'a;

/// A pasted chain of the same servers that the gateway would refuse.
fn of_chains(diagnosis: &Diagnosis, problem: &Problem, add: &mut Add<'_>) {
    if stage(problem.fault) > 2 {
        return;
    }
    for (at, chain) in diagnosis.chains.iter().enumerate() {
        let theirs = chain
            .servers
            .iter()
            .any(|row| problem.servers.binary_search(row).is_ok());
        if !theirs {
            continue;
        }
        let faults = if problem.chain == Some(at) {
            chain.verdict.next_faults()
        } else if problem.chain.is_none() && stage(problem.fault) < 2 {
            chain.verdict.faults.as_slice()
        } else {
            continue;
        };
        for fault in faults {
            let shows = chain.verdict.shows(*fault, &chain.setup.uploaded);
            let because = shows
                .into_iter()
                .next()
                .unwrap_or_else(|| say::CHAIN_SHOWS_IT.to_owned());
            add(Some(*fault), Basis::Inferred, because);
        }
    }
}

/// What the effective probe of the same servers runs into later, and checks that fail on it.
fn of_probe(case: &Case, diagnosis: &Diagnosis, problem: &Problem, add: &mut Add<'_>) {
    let finding = diagnosis.effective_probes.iter().find(|finding| {
        finding
            .servers
            .iter()
            .any(|row| problem.servers.binary_search(row).is_ok())
    });
    let Some(finding) = finding else { return };
    let row = problem
        .servers
        .iter()
        .find_map(|row| diagnosis.servers.get(*row));
    let address = row.and_then(|row| row.address.as_deref());
    let probe = finding.of_server(case, diagnosis, address);
    let stage = stage(problem.fault);
    let tls = probe.protocol.is_some_and(Protocol::is_tls);
    let mismatch = Some(Fault::CertificateNameMismatch);
    match probe.compared.filter(|_| tls && stage < 2) {
        Some(Compared::NoHost) => add(mismatch, Basis::Inferred, say::no_host(LOOPBACK)),
        Some(Compared::PickedIp(address)) => {
            add(mismatch, Basis::Documented, say::picks_address(address))
        }
        Some(Compared::Name(name, _)) if is_ip(name) => {
            add(mismatch, Basis::Documented, say::name_is_address(name))
        }
        _ => {}
    }
    if let (Host::Sent(host, HostFrom::Loopback), Some(address)) = (probe.host, address)
        && stage < 3
        && BY_HOST
            .iter()
            .any(|end| address.to_ascii_lowercase().ends_with(end))
    {
        add(
            Some(Fault::StatusMismatch),
            Basis::Inferred,
            say::host_header_alone(address, host),
        );
    }
    let setting = finding.setting.as_deref();
    let custom = finding
        .probe_of(diagnosis)
        .and_then(|probe| probe.name.as_deref());
    let setting = setting.map(|name| SETTING.named(name));
    let custom = custom.map(|name| PROBE.named(name));
    let subjects = [setting, custom];
    for check in &diagnosis.checks {
        let here = check.gateway.is_none() || check.gateway == finding.gateway;
        let on = |subject: &String| {
            check.subject == *subject || check.subject.starts_with(&say::with_gateway(subject))
        };
        if !here || !subjects.iter().flatten().any(on) {
            continue;
        }
        match (check.id, check.outcome) {
            (
                "probe-protocol-mismatch"
                | "probe-host-missing"
                | "setting-host-missing"
                | "setting-trusted-root-on-http"
                | "setting-layer-4-picks-host"
                | "probe-path-invalid"
                | "probe-range"
                | "setting-range"
                | "probe-body-too-long",
                Outcome::Fail,
            ) => add(
                None,
                check.basis,
                say::refused(&check.subject, &check.because),
            ),
            ("probe-status-codes-invalid" | "probe-host-invalid", Outcome::Fail) => add(
                (stage < 3).then_some(Fault::StatusMismatch),
                check.basis,
                say::on(&check.subject, &check.because),
            ),
            (
                "probe-timeout-exceeds-interval" | "probe-timeout-exceeds-request-timeout",
                Outcome::Warn,
            ) if problem.fault != Fault::ProbeTimeout => add(
                Some(Fault::ProbeTimeout),
                check.basis,
                say::on(&check.subject, &check.because),
            ),
            _ => {}
        }
    }
    // An uploaded root that is past its time is trusted by nobody.
    let roots = finding
        .setting_of(diagnosis)
        .and_then(|setting| setting.trusted_roots.as_deref())
        .unwrap_or_default();
    for check in &diagnosis.checks {
        let attached = roots
            .iter()
            .any(|root| check.subject == say::trusted_root(root));
        if tls && stage < 2 && attached && check.outcome == Outcome::Fail {
            let fault = match check.id {
                "trusted-root-expired" => Fault::CertificateExpired,
                "trusted-root-not-ca" | "trusted-root-is-leaf" => Fault::RootMismatch,
                _ => continue,
            };
            add(
                Some(fault),
                Basis::Inferred,
                say::on(&check.subject, &check.because),
            );
        }
    }
}
