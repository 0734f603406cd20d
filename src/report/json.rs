//! The JSON report. Its keys are public: more may be added, none is renamed. Every array is
//! always there, and what is unknown is `null`. `tests/report.schema.json` describes it.

use serde::Serialize;

use super::effective::EffectiveJson;
use crate::access_log::Traffic;
use crate::chain::{Fix, Judged};
use crate::diagnosis::{
    Case, ChainFinding, Check, Diagnosis, GatewayFinding, Problem, ServerFinding, reach,
};
use crate::evidence::{Evidence, Position};
use crate::fault::Details;
use crate::guide::GuidedStep;
use crate::language::report::json as say;
use crate::metrics::{Amount, History, Sample, State};

/// What identifies the shape of the report.
pub const SCHEMA: &str = "appgw-doctor/report/1";

/// The whole report.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    schema: &'static str,
    at: String,
    verdict: &'static str,
    gateways: Vec<GatewayJson<'a>>,
    evidence: Vec<EvidenceJson<'a>>,
    servers: Vec<ServerJson<'a>>,
    pools: Vec<PoolJson<'a>>,
    effective_probes: Vec<EffectiveJson<'a>>,
    problems: Vec<ProblemJson<'a>>,
    chains: Vec<ChainJson<'a>>,
    metrics: Vec<HistoryJson<'a>>,
    access_log: Option<TrafficJson<'a>>,
    /// What to look at where every server is healthy and clients see errors; `null` where one is not.
    healthy_but_failing: Option<Vec<StepJson>>,
    checks: Vec<CheckJson<'a>>,
    notes: &'a [String],
}

#[derive(Debug, Serialize)]
struct GatewayJson<'a> {
    name: Option<&'a str>,
    resource_group: Option<&'a str>,
    subscription: Option<&'a str>,
    sku: Option<&'static str>,
    /// Who writes it: `agic`, `terraform` or `template`.
    managed_by: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct EvidenceJson<'a> {
    source: &'a str,
    kind: &'static str,
    line: u32,
    column: u32,
    notes: Vec<NoteJson<'a>>,
}

#[derive(Debug, Serialize)]
struct NoteJson<'a> {
    line: u32,
    column: u32,
    text: std::borrow::Cow<'a, str>,
}

#[derive(Debug, Serialize)]
struct ServerJson<'a> {
    /// The piece of evidence that the row stands in: an index into `evidence`.
    evidence: usize,
    line: u32,
    column: u32,
    gateway: Option<&'a str>,
    pool: Option<&'a str>,
    setting: Option<&'a str>,
    port: Option<u16>,
    protocol: Option<&'static str>,
    address: Option<&'a str>,
    health: Option<&'a str>,
    message: Option<&'a str>,
    fault: Option<&'static str>,
    details: DetailsJson<'a>,
    newer_than: Option<usize>,
    notes: Vec<NoteJson<'a>>,
}

#[derive(Debug, Serialize)]
struct DetailsJson<'a> {
    received: Option<&'a str>,
    expected: Option<&'a str>,
    expected_body: Option<&'a str>,
    openssl_code: Option<u32>,
}

#[derive(Debug, Serialize)]
struct PoolJson<'a> {
    gateway: Option<&'a str>,
    pool: Option<&'a str>,
    setting: Option<&'a str>,
    servers: &'a [usize],
    state: &'static str,
    clients_see: &'static str,
    /// What leads to it; `null` where no rules were pasted.
    reached_by: Option<Vec<ReachJson<'a>>>,
}

#[derive(Debug, Serialize)]
struct ReachJson<'a> {
    listener: Option<&'a str>,
    host_names: &'a [String],
    rule: Option<&'a str>,
    paths: &'a [String],
}

#[derive(Debug, Serialize)]
struct NextJson<'a> {
    fault: Option<&'static str>,
    basis: &'static str,
    because: &'a str,
}

#[derive(Debug, Serialize)]
struct ProblemJson<'a> {
    fault: &'static str,
    severity: &'static str,
    title: &'static str,
    basis: &'static str,
    servers: &'a [usize],
    /// The chain that shows the problem: an index into `chains`.
    chain: Option<usize>,
    message: Option<&'a str>,
    details: DetailsJson<'a>,
    because: &'a [String],
    /// What will show once this is fixed.
    next: Vec<NextJson<'a>>,
    steps: Vec<StepJson>,
}

#[derive(Debug, Serialize)]
struct StepJson {
    id: &'static str,
    title: &'static str,
    state: &'static str,
    because: Option<String>,
}

#[derive(Debug, Serialize)]
struct ChainJson<'a> {
    source: &'a str,
    /// The piece of evidence that it is: an index into `evidence`.
    evidence: usize,
    /// The rows of the server that presented it: indices into `servers`.
    servers: &'a [usize],
    verdict: &'static str,
    predicted: Option<&'static str>,
    basis: &'static str,
    faults: Vec<&'static str>,
    openssl_code: Option<u32>,
    openssl_depth: Option<usize>,
    trusted_by: Option<TrustedByJson<'a>>,
    /// `null` where the list that would tell is not there.
    root_list: Option<&'static str>,
    compared_name: Option<&'a str>,
    certificates: Vec<CertificateJson<'a>>,
    warnings: Vec<WarningJson<'a>>,
    /// What would make it pass, in order.
    fixes: Vec<String>,
    /// The chain as it should be installed, in PEM, as far as it is there.
    corrected_chain: Option<&'a str>,
    /// The root to upload, in PEM, where it is there.
    root: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct TrustedByJson<'a> {
    list: &'static str,
    subject: &'a str,
    sha256: &'a str,
}

#[derive(Debug, Serialize)]
struct CertificateJson<'a> {
    position: usize,
    /// Where it belongs: 0 the server certificate, then its issuer, and so on.
    place: Option<usize>,
    role: &'static str,
    subject: &'a str,
    issuer: &'a str,
    not_before: Option<String>,
    not_after: Option<String>,
    sha256: Option<String>,
    problems: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct WarningJson<'a> {
    id: &'static str,
    position: Option<usize>,
    text: &'a str,
}

/// What the access log comes to.
#[derive(Debug, Serialize)]
struct TrafficJson<'a> {
    requests: u64,
    /// The gateway's own, which are not among the others.
    internal: u64,
    from: Option<String>,
    to: Option<String>,
    failed: Vec<GroupJson<'a>>,
}

/// Requests that failed alike.
#[derive(Debug, Serialize)]
struct GroupJson<'a> {
    gateway: Option<&'a str>,
    status: u16,
    server_status: Option<u16>,
    error_info: Option<&'a str>,
    pool: Option<&'a str>,
    setting: Option<&'a str>,
    server: Option<&'a str>,
    count: u64,
    from: Option<String>,
    to: Option<String>,
    /// The longest, in milliseconds.
    latency_ms: Option<i64>,
    /// The longest, in milliseconds.
    time_taken_ms: Option<i64>,
    who: &'static str,
    basis: &'static str,
    because: &'a str,
}

/// Healthy and unhealthy servers of a pool over time.
#[derive(Debug, Serialize)]
struct HistoryJson<'a> {
    gateway: Option<&'a str>,
    pool: Option<&'a str>,
    setting: Option<&'a str>,
    /// In seconds.
    interval: Option<i64>,
    from: Option<String>,
    to: Option<String>,
    /// Whether no zone is written, so that the times may be local ones.
    local_time: bool,
    state: &'static str,
    /// The beginning of the first failure whose beginning is in the series.
    first_drop: Option<String>,
    flapping: bool,
    episodes: Vec<EpisodeJson>,
    gaps: Vec<SpanJson>,
    because: Vec<String>,
}

#[derive(Debug, Serialize)]
struct EpisodeJson {
    /// `null` where the series begins with the failure.
    well_before: Option<String>,
    from: String,
    /// `null` where it goes on at the end of the series.
    until: Option<String>,
    worst: &'static str,
}

#[derive(Debug, Serialize)]
struct SpanJson {
    from: String,
    to: String,
}

#[derive(Debug, Serialize)]
struct CheckJson<'a> {
    id: &'static str,
    outcome: &'static str,
    basis: &'static str,
    subject: &'a str,
    because: &'a str,
}

/// The report on a diagnosis of that case.
pub fn report<'a>(case: &'a Case, diagnosis: &'a Diagnosis) -> Report<'a> {
    Report {
        schema: SCHEMA,
        at: diagnosis.at.to_string(),
        verdict: diagnosis.verdict.as_str(),
        gateways: diagnosis
            .gateways
            .iter()
            .map(|found| gateway(diagnosis, found))
            .collect(),
        evidence: case.evidence.iter().map(evidence).collect(),
        servers: diagnosis
            .servers
            .iter()
            .map(|row| server(row, &diagnosis.servers))
            .collect(),
        pools: diagnosis
            .pools
            .iter()
            .map(|pool| PoolJson {
                gateway: pool.gateway.as_deref(),
                pool: pool.pool.as_deref(),
                setting: pool.setting.as_deref(),
                servers: &pool.servers,
                state: pool.state.as_str(),
                clients_see: pool.state.clients_see(),
                reached_by: reach(diagnosis, pool).map(|ways| {
                    let ways = ways.into_iter().map(|way| ReachJson {
                        listener: way.rule.listener.as_deref(),
                        host_names: way
                            .listener
                            .map(|listener| listener.host_names.as_slice())
                            .unwrap_or_default(),
                        rule: way.rule.name.as_deref(),
                        paths: &way.rule.paths,
                    });
                    ways.collect()
                }),
            })
            .collect(),
        effective_probes: diagnosis
            .effective_probes
            .iter()
            .map(|finding| super::effective::of(case, diagnosis, finding))
            .collect(),
        problems: diagnosis
            .problems
            .iter()
            .enumerate()
            .map(|(index, problem)| {
                let next = diagnosis.next.iter().filter(|next| next.problem == index);
                let next = next.map(|next| NextJson {
                    fault: next.fault.map(|fault| fault.id()),
                    basis: next.basis.as_str(),
                    because: &next.because,
                });
                let steps = super::steps(case, diagnosis, problem);
                problem_json(problem, next.collect(), steps)
            })
            .collect(),
        chains: diagnosis
            .chains
            .iter()
            .map(|finding| chain(case, finding))
            .collect(),
        metrics: diagnosis.histories.iter().map(history).collect(),
        access_log: diagnosis.traffic.as_ref().map(traffic),
        healthy_but_failing: super::steps_if_healthy(case, diagnosis)
            .map(|steps| steps.into_iter().map(step).collect()),
        checks: diagnosis.checks.iter().map(check).collect(),
        notes: &diagnosis.notes,
    }
}

/// The report as text, indented, with a line break at its end.
pub fn write(case: &Case, diagnosis: &Diagnosis) -> String {
    // Strings and numbers under string keys always serialize; were they not to, an empty text
    // is better than a panic.
    let mut text = serde_json::to_string_pretty(&report(case, diagnosis)).unwrap_or_default();
    text.push('\n');
    text
}

fn gateway<'a>(diagnosis: &'a Diagnosis, gateway: &'a GatewayFinding) -> GatewayJson<'a> {
    GatewayJson {
        name: gateway.id.gateway.as_deref(),
        resource_group: gateway.id.resource_group.as_deref(),
        subscription: gateway.id.subscription.as_deref(),
        sku: gateway.sku.map(|sku| sku.as_str()),
        managed_by: diagnosis
            .configuration
            .gateway(&gateway.id)
            .and_then(|config| config.owner)
            .map(|owner| owner.as_str()),
    }
}

fn evidence(piece: &Evidence) -> EvidenceJson<'_> {
    EvidenceJson {
        source: &piece.source,
        kind: piece.kind().as_str(),
        line: piece.position.line,
        column: piece.position.column,
        notes: piece
            .notes
            .iter()
            .map(|told| note(told.position, told.text.as_str()))
            .collect(),
    }
}

fn note<'a>(at: Position, text: impl Into<std::borrow::Cow<'a, str>>) -> NoteJson<'a> {
    NoteJson {
        line: at.line,
        column: at.column,
        text: text.into(),
    }
}

fn server<'a>(row: &'a ServerFinding, rows: &'a [ServerFinding]) -> ServerJson<'a> {
    let older = row.newer_than.and_then(|index| rows.get(index));
    let newer = older.map(|older| {
        let text = say::newer(older.position.line, older.position.column);
        note(row.position, text)
    });
    ServerJson {
        evidence: row.evidence,
        line: row.position.line,
        column: row.position.column,
        gateway: row.gateway.as_deref(),
        pool: row.pool.as_deref(),
        setting: row.setting.as_deref(),
        port: row.port,
        protocol: row.protocol.map(|protocol| protocol.as_str()),
        address: row.address.as_deref(),
        health: Some(row.health.as_str()).filter(|health| !health.is_empty()),
        message: row.message.as_deref(),
        fault: row.fault.map(|fault| fault.id()),
        details: details(&row.details),
        newer_than: row.newer_than,
        notes: newer.into_iter().collect(),
    }
}

fn details(details: &Details) -> DetailsJson<'_> {
    DetailsJson {
        received: details.received.as_deref(),
        expected: details.expected.as_deref(),
        expected_body: details.expected_body.as_deref(),
        openssl_code: details.openssl_code,
    }
}

fn problem_json<'a>(
    problem: &'a Problem,
    next: Vec<NextJson<'a>>,
    steps: Vec<GuidedStep>,
) -> ProblemJson<'a> {
    ProblemJson {
        fault: problem.fault.id(),
        severity: problem.severity.as_str(),
        title: super::title(problem.fault),
        basis: problem.basis.as_str(),
        servers: &problem.servers,
        chain: problem.chain,
        message: problem.message.as_deref(),
        details: details(&problem.details),
        because: &problem.because,
        next,
        steps: steps.into_iter().map(step).collect(),
    }
}

fn chain<'a>(case: &'a Case, finding: &'a ChainFinding) -> ChainJson<'a> {
    let verdict = &finding.verdict;
    let source = case.evidence.get(finding.evidence);
    ChainJson {
        source: source.map_or("", |piece| piece.source.as_str()),
        evidence: finding.evidence,
        servers: &finding.servers,
        verdict: verdict.state.as_str(),
        predicted: verdict.predicted.map(|fault| fault.id()),
        basis: verdict.basis.as_str(),
        faults: verdict.faults.iter().map(|fault| fault.id()).collect(),
        openssl_code: verdict.openssl_code,
        openssl_depth: verdict.openssl_depth,
        trusted_by: verdict.trusted_by.as_ref().map(|by| TrustedByJson {
            list: by.list.as_str(),
            subject: &by.subject,
            sha256: &by.sha256,
        }),
        root_list: (!finding.trust_open || verdict.root_list.is_some())
            .then(|| verdict.root_list_name()),
        compared_name: verdict.compared_name.as_deref(),
        certificates: verdict.certificates.iter().map(certificate).collect(),
        warnings: verdict
            .warnings
            .iter()
            .map(|warning| WarningJson {
                id: warning.id,
                position: warning.position,
                text: &warning.text,
            })
            .collect(),
        fixes: verdict.fixes.iter().map(Fix::sentence).collect(),
        corrected_chain: verdict.corrected_chain.as_deref(),
        root: verdict.root.as_deref(),
    }
}

fn certificate(judged: &Judged) -> CertificateJson<'_> {
    CertificateJson {
        position: judged.position,
        place: judged.place,
        role: judged.role.as_str(),
        subject: &judged.subject,
        issuer: &judged.issuer,
        not_before: judged.not_before.map(|time| time.to_string()),
        not_after: judged.not_after.map(|time| time.to_string()),
        sha256: judged.certificate.as_ref().map(|one| one.sha256_hex()),
        problems: judged
            .problems
            .iter()
            .map(|problem| problem.as_str())
            .collect(),
    }
}

fn step(guided: GuidedStep) -> StepJson {
    StepJson {
        id: guided.step.id,
        title: guided.step.title,
        state: guided.answer.state.as_str(),
        because: guided.answer.because,
    }
}

fn traffic(traffic: &Traffic) -> TrafficJson<'_> {
    TrafficJson {
        requests: traffic.requests,
        internal: traffic.internal,
        from: traffic.span.map(|(from, _)| from.to_string()),
        to: traffic.span.map(|(_, to)| to.to_string()),
        failed: traffic
            .failed
            .iter()
            .map(|group| GroupJson {
                gateway: group.gateway.gateway.as_deref(),
                status: group.status,
                server_status: group.server_status,
                error_info: group.error_info.as_deref(),
                pool: group.pool.as_deref(),
                setting: group.setting.as_deref(),
                server: group.server.as_deref(),
                count: group.count,
                from: group.span.map(|(from, _)| from.to_string()),
                to: group.span.map(|(_, to)| to.to_string()),
                latency_ms: group.latency.map(Amount::in_thousandths),
                time_taken_ms: group.time_taken.map(Amount::in_thousandths),
                who: group.who.as_str(),
                basis: group.basis.as_str(),
                because: &group.because,
            })
            .collect(),
    }
}

fn history(history: &History) -> HistoryJson<'_> {
    let at = |sample: &Sample| sample.at.to_string();
    let state = history.latest().map_or(State::Unknown, |(_, state)| state);
    HistoryJson {
        gateway: history.gateway.gateway.as_deref(),
        pool: history.pool.as_deref(),
        setting: history.setting.as_deref(),
        interval: history.interval,
        from: history.samples.first().map(at),
        to: history.samples.last().map(at),
        local_time: history.local_time,
        state: state.as_str(),
        first_drop: history.first_drop().map(|drop| drop.from.to_string()),
        flapping: history.is_flapping(),
        episodes: history
            .episodes
            .iter()
            .map(|episode| EpisodeJson {
                well_before: episode.well_before.map(|at| at.to_string()),
                from: episode.from.to_string(),
                until: episode.until.map(|at| at.to_string()),
                worst: episode.worst.as_str(),
            })
            .collect(),
        gaps: history
            .gaps
            .iter()
            .map(|gap| SpanJson {
                from: gap.from.to_string(),
                to: gap.to.to_string(),
            })
            .collect(),
        because: history.sentences(),
    }
}

fn check(check: &Check) -> CheckJson<'_> {
    CheckJson {
        id: check.id,
        outcome: check.outcome.as_str(),
        basis: check.basis.as_str(),
        subject: &check.subject,
        because: &check.because,
    }
}
