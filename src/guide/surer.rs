//! What would make the verdict surer: what is missing, the most telling first, and the commands
//! that print it.

use super::Topic;
use super::command::{self, Command, FilledCommand, Shell};
use super::playbook;
use super::playbook::common::commands;
use super::situation::Situation;
use super::step::Stage;
use crate::diagnosis::{
    Case, Check, Diagnosis, Missing, Outcome, Part, Problem, Verdict, coverage,
};
use crate::fault::Fault;
use crate::gateway::{BackendSetting, Protocol};
use crate::language::guide::surer as say;
use crate::order;

/// What all of this stands under.
pub const TITLE: &str = say::TITLE;

/// Something worth pasting.
#[derive(Clone, Debug)]
pub struct Gain {
    /// What is missing.
    pub missing: Missing,
    /// What prints it, with the person's own names.
    pub commands: Vec<FilledCommand>,
}

impl Gain {
    /// The commands as they are typed one after the other, for one of Azure's shells.
    pub fn script(&self, shell: Shell) -> String {
        let filled = command::in_shell(&self.commands, shell);
        let lines = filled.flat_map(|each| each.sign_in.iter().chain([&each.text]));
        lines.map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

/// What to paste next, the most telling first: what lies behind the gravest problem. Nothing where
/// there is no verdict yet: one thing has to be pasted then, which the headline asks for.
pub fn surer(case: &Case, diagnosis: &Diagnosis) -> Vec<Gain> {
    if matches!(
        diagnosis.verdict,
        Verdict::Pending | Verdict::NothingJudged | Verdict::NothingReadable
    ) {
        return Vec::new();
    }
    let gravest = diagnosis.problems.first();
    // Who may not read the gateway can paste nothing of it.
    if gravest.is_some_and(|problem| problem.fault == Fault::NoPermission) {
        return Vec::new();
    }
    let situation = match gravest {
        Some(problem) => Situation::of_problem(case, diagnosis, problem),
        None => Situation::new(case, diagnosis),
    };
    let stage = gravest.map(|problem| playbook::entry(Topic::Fault(problem.fault)).stage);
    let mut unchecked = coverage(case, diagnosis).unchecked;
    // A report without messages does not tell why: one with them is wanted first.
    let no_message = |problem: &Problem| problem.fault == Fault::NoMessage;
    if gravest.is_some_and(no_message) && !unchecked.contains(&Missing::Report) {
        unchecked.push(Missing::Report);
    }
    unchecked.retain(|missing| bears(*missing, diagnosis));
    let mut gains: Vec<Gain> = unchecked
        .into_iter()
        .map(|missing| Gain {
            missing,
            commands: printing(missing)
                .iter()
                .map(|command| command::fill(command, &situation))
                .collect(),
        })
        .filter(|gain| !gain.commands.is_empty())
        .collect();
    order::sort_by_key(&mut gains, |gain| rank(gain.missing, stage));
    gains
}

/// Whether something could still change what is said: what lies before the place that every failing
/// probe got to is known to work, and what lies behind it was not reached.
fn bears(missing: Missing, diagnosis: &Diagnosis) -> bool {
    let settings = &diagnosis.configuration.settings;
    let plain = |setting: &Part<BackendSetting>| setting.value.protocol == Some(Protocol::Http);
    // Where nothing is sent by TLS, no server presents a certificate.
    if missing == Missing::Certificates && !settings.is_empty() && settings.iter().all(plain) {
        return false;
    }
    let problems = &diagnosis.problems;
    let fails = |check: &Check| check.outcome == Outcome::Fail;
    // A check that fails leads to the report and the configuration first.
    if problems.is_empty() && diagnosis.checks.iter().any(fails) {
        return matches!(missing, Missing::Report | Missing::Gateway);
    }
    problems.is_empty()
        || problems
            .iter()
            .any(|problem| touches(missing, problem.fault))
}

/// The same of one fault.
fn touches(missing: Missing, fault: Fault) -> bool {
    match (missing, fault) {
        // The answer may be late because packets are dropped.
        (Missing::Network, Fault::ProbeTimeout) => true,
        (Missing::Certificates, Fault::HealthUnknown) => false,
        _ => {
            let stage = playbook::entry(Topic::Fault(fault)).stage;
            match missing {
                Missing::Network => !matches!(stage, Stage::Tls | Stage::Http),
                Missing::Certificates => !matches!(stage, Stage::Dns | Stage::Http),
                _ => true,
            }
        }
    }
}

/// How soon something is worth pasting, where a probe gets as far as `stage`.
fn rank(missing: Missing, stage: Option<Stage>) -> usize {
    use Missing::{Certificates, Gateway, Network, Report};
    let first = match stage {
        Some(Stage::Tls) => [Report, Certificates, Gateway, Network],
        Some(Stage::Report | Stage::Dns | Stage::Tcp) => [Report, Network, Gateway, Certificates],
        Some(Stage::Http) | None => [Report, Gateway, Certificates, Network],
    };
    // Nothing prints the way of a request, so that it has no place here.
    let place = first.iter().position(|what| *what == missing);
    place.unwrap_or(first.len())
}

/// Whether no command prints what is missing, so that it can only be named.
pub fn nothing_prints(missing: &Missing) -> bool {
    printing(*missing).is_empty()
}

/// The commands that print what is missing; none where nothing prints all of it.
fn printing(missing: Missing) -> &'static [Command] {
    const REPORT: &[Command] = &[commands::REPORT];
    const GATEWAY: &[Command] = &[commands::GATEWAY, commands::GATEWAY_POWERSHELL];
    const NETWORK: &[Command] = &[commands::SUBNET, commands::NSG, commands::ROUTE_TABLE];
    const CERTIFICATES: &[Command] = &[commands::SHOW_CHAIN];
    match missing {
        Missing::Report => REPORT,
        Missing::Gateway => GATEWAY,
        Missing::Certificates => CERTIFICATES,
        Missing::Network => NETWORK,
        Missing::RequestPath => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::{Typed, diagnose};
    use crate::evidence;
    use crate::time::Timestamp;

    fn missing(texts: &[&str]) -> Vec<Missing> {
        let case = Case {
            evidence: texts
                .iter()
                .flat_map(|text| evidence::read("paste", text.as_bytes()))
                .collect(),
            typed: Typed::default(),
            at: Timestamp::EPOCH,
            roots: None,
        };
        let diagnosis = diagnose(&case);
        let gains = surer(&case, &diagnosis);
        gains.iter().map(|gain| gain.missing).collect()
    }

    const TLS: &str = include_str!("../../tests/fixtures/examples/intermediate-missing.json");
    const TCP: &str = include_str!("../../tests/fixtures/examples/tcp-connect.json");
    const NSG: &str = include_str!("../../tests/fixtures/network/nsg_cli.json");

    #[test]
    fn what_lies_behind_the_fault_comes_first() {
        use Missing::{Certificates, Gateway, Network};
        assert_eq!(missing(&[TLS]), [Certificates, Gateway]);
        assert_eq!(missing(&[TCP]), [Network, Gateway, Certificates]);
    }

    #[test]
    fn what_cannot_bear_on_the_fault_is_not_asked_for() {
        use Missing::{Certificates, Gateway, Network, Report};
        let server = |health: &str, message: &str| {
            format!(
                r#"[{{"address":"10.0.0.4","health":"{health}","healthProbeLog":"{message}"}}]"#
            )
        };
        for (message, expected) in [
            // An answer came: neither the way nor the certificate is to blame.
            (
                "Received invalid status code: 404 in the backend server's HTTP response.",
                vec![Gateway],
            ),
            (
                "Time taken by the backend to respond to application gateway's health probe is more than the time-out threshold",
                vec![Gateway, Network],
            ),
            (
                "The backend health status could not be retrieved.",
                vec![Network, Gateway],
            ),
            // A report that does not say why.
            ("", vec![Report, Network, Gateway, Certificates]),
        ] {
            assert_eq!(
                missing(&[&server("Unhealthy", message)]),
                expected,
                "{message}"
            );
        }
        let http = r#"{"type":"Microsoft.Network/applicationGateways/backendHttpSettingsCollection","name":"set","properties":{"port":80,"protocol":"Http","requestTimeout":20,"cookieBasedAffinity":"Disabled"}}"#;
        let asked = missing(&[http, &server("Unhealthy", "")]);
        assert!(!asked.contains(&Certificates), "{asked:?}");
    }

    #[test]
    fn what_is_here_is_not_asked_for() {
        assert_eq!(
            missing(&[TCP, NSG]),
            [Missing::Gateway, Missing::Certificates]
        );
    }

    #[test]
    fn who_may_not_read_is_asked_for_nothing() {
        assert!(missing(&["No results."]).is_empty());
    }

    #[test]
    fn commands_hold_the_persons_names() {
        let case = Case {
            evidence: evidence::read("paste", TLS.as_bytes()),
            typed: Typed::default(),
            at: Timestamp::EPOCH,
            roots: None,
        };
        let gains = surer(&case, &diagnose(&case));
        let texts: Vec<_> = gains.iter().flat_map(|gain| &gain.commands).collect();
        assert!(
            texts.iter().any(|command| command.text.contains("agw-pay")),
            "{texts:?}"
        );
    }
}
