//! The JSON report. Its keys are public: more may be added, none is renamed. Every array is
//! always there, and what is unknown is `null`. `tests/report.schema.json` describes it.

mod chain;
mod over_time;

use serde::Serialize;

use super::effective::EffectiveJson;
use crate::diagnosis::{Case, Check, Diagnosis, GatewayFinding, Problem, ServerFinding, reach};
use crate::evidence::{Evidence, Position};
use crate::fault::Details;
use crate::guide::GuidedStep;
use crate::language::report::json as say;
use chain::ChainJson;
use over_time::{HistoryJson, TrafficJson};

/// What identifies the shape of the report.
pub const SCHEMA: &str = "appgw-doctor/report/1";

/// The whole report, in the shape that `tests/report.schema.json` describes.
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
            .map(|finding| ChainJson::of(case, finding))
            .collect(),
        metrics: diagnosis.histories.iter().map(HistoryJson::of).collect(),
        access_log: diagnosis.traffic.as_ref().map(TrafficJson::of),
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

fn step(guided: GuidedStep) -> StepJson {
    StepJson {
        id: guided.step.id,
        title: guided.step.title,
        state: guided.answer.state.as_str(),
        because: guided.answer.because,
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
