//! Checks on custom probes.

use super::{Found, cut_off, fail_or_pass, out_of_range, refused, warn_or_pass};
use crate::diagnosis::{Check, Outcome};
use crate::fault::Basis;
use crate::gateway::field::{Field, is_code_or_range};
use crate::gateway::server_name::is_ip;
use crate::gateway::{Probe, Protocol};
use crate::language::checks::probe as say;
use crate::words::PROBE;

pub(super) fn run(found: Found<'_>, checks: &mut Vec<Check>) {
    for probe in found.configuration.probes() {
        let rules = [
            host_missing(probe),
            host_is_ip(probe),
            timeout_exceeds_interval(probe),
            path_invalid(probe),
            range(probe),
            min_servers_masks(probe),
            status_codes_invalid(probe),
            host_invalid(probe),
            host_and_pick(probe),
            body_too_long(probe),
            body_is_pattern(probe),
            cli_defaults(probe),
        ];
        for (id, outcome, because) in rules.into_iter().flatten() {
            checks.push(Check {
                id,
                outcome,
                basis: Basis::Documented,
                subject: PROBE.or_unnamed(probe.name.as_deref()),
                gateway: found.gateway_of(&probe.id),
                because,
            });
        }
    }
}

/// A rule's id, whether it holds, and why; `None` where the evidence has no bearing on it.
type Rule = Option<(&'static str, Outcome, String)>;

/// Layer 4 probes have no host, path or status codes.
fn is_layer_7(probe: &Probe) -> bool {
    !matches!(probe.protocol, Some(Protocol::Tcp | Protocol::Tls))
}

/// The API refuses a probe that neither has a host nor picks the setting's
/// (`ApplicationGatewayProbeHostIsNull`).
fn host_missing(probe: &Probe) -> Rule {
    if !is_layer_7(probe) {
        return None;
    }
    let (outcome, because) = match (&probe.host, probe.pick_host_name_from_backend_settings) {
        (Some(host), _) => (Outcome::Pass, say::host_is(host)),
        (None, Some(true)) => (Outcome::Pass, say::PICKS_FROM_SETTING.to_owned()),
        (None, Some(false)) if probe.cut.is_some() => (
            Outcome::Unknown,
            say::host_may_be_missing(cut_off(probe.cut)),
        ),
        (None, Some(false)) => (Outcome::Fail, say::NO_HOST.to_owned()),
        (None, None) => return None,
    };
    Some(("probe-host-missing", outcome, because))
}

/// With an address as host no server name is sent in the TLS handshake (RFC 6066), so the server
/// cannot choose the certificate (backend health article).
fn host_is_ip(probe: &Probe) -> Rule {
    let host = probe.host.as_deref()?;
    if probe.protocol != Some(Protocol::Https) {
        return None;
    }
    let address = is_ip(host);
    let because = if address {
        say::host_is_address(host)
    } else {
        say::host_is_name(host)
    };
    Some(("probe-host-is-ip", warn_or_pass(address), because))
}

/// The portal's text says that the timeout should not exceed the interval; the API takes it, and
/// Azure CLI's own defaults are 30 and 120.
fn timeout_exceeds_interval(probe: &Probe) -> Rule {
    let (timeout, interval) = (probe.timeout?, probe.interval?);
    let longer = timeout > interval;
    let because = if longer {
        say::slower_than_interval(timeout, interval)
    } else {
        say::fits_interval(timeout, interval)
    };
    Some((
        "probe-timeout-exceeds-interval",
        warn_or_pass(longer),
        because,
    ))
}

fn path_invalid(probe: &Probe) -> Rule {
    let path = probe.path.as_deref().filter(|path| !path.is_empty())?;
    if !is_layer_7(probe) {
        return None;
    }
    let valid = path.starts_with('/');
    let because = if valid {
        say::path_is(path)
    } else {
        say::path_without_slash(path)
    };
    Some(("probe-path-invalid", fail_or_pass(!valid), because))
}

/// The ranges of the API's definition of a probe.
fn range(probe: &Probe) -> Rule {
    const FIELDS: [Field; 6] = [
        Field::ProbeProtocol,
        Field::Interval,
        Field::Timeout,
        Field::Threshold,
        Field::ProbePort,
        Field::MinServers,
    ];
    let [_, numbers @ ..] = &FIELDS;
    let numbers = out_of_range(&mut probe.clone(), numbers).is_some();
    let outside = out_of_range(&mut probe.clone(), &FIELDS)?;
    if outside.is_empty() && !numbers {
        return None;
    }
    let because = if outside.is_empty() {
        say::WITHIN_RANGES.to_owned()
    } else {
        refused(&outside)
    };
    Some(("probe-range", fail_or_pass(!outside.is_empty()), because))
}

/// That many servers are always taken for healthy, whatever the probe says (probe overview).
fn min_servers_masks(probe: &Probe) -> Rule {
    let min = probe.min_servers?;
    let because = match min {
        0 => say::NOTHING_MASKED.to_owned(),
        1 => say::ONE_MASKED.to_owned(),
        n => say::masked(n),
    };
    Some(("probe-min-servers-masks", warn_or_pass(min > 0), because))
}

/// Each is a code or an inclusive range; several may stand in one, with commas between.
fn status_codes_invalid(probe: &Probe) -> Rule {
    let mut codes = probe
        .status_codes
        .iter()
        .flat_map(|codes| codes.split(','))
        .map(str::trim)
        .peekable();
    codes.peek()?;
    let wrong: Vec<&str> = codes.filter(|code| !is_code_or_range(code)).collect();
    let because = if wrong.is_empty() {
        say::accepts(probe.status_codes.join(", "))
    } else {
        say::wrong_codes(wrong.join("\", \""))
    };
    Some((
        "probe-status-codes-invalid",
        fail_or_pass(!wrong.is_empty()),
        because,
    ))
}

/// The host is sent as a header and, on v2, in TLS: a name or an address, nothing else. A wildcard
/// certificate takes a concrete host (probe overview).
fn host_invalid(probe: &Probe) -> Rule {
    let host = probe.host.as_deref().filter(|_| is_layer_7(probe))?;
    // A colon stands before a port, unless it is in an address of IPv6.
    let odd =
        host.contains(['*', '/', '\\', ' ', '?', '#', '@']) || host.contains(':') && !is_ip(host);
    let because = if host.contains('*') {
        say::host_is_pattern(host)
    } else if odd {
        say::more_than_host(host)
    } else {
        say::host_is(host)
    };
    Some(("probe-host-invalid", fail_or_pass(odd), because))
}

/// Terraform's provider documents the two as mutually exclusive.
fn host_and_pick(probe: &Probe) -> Rule {
    let picks = probe.pick_host_name_from_backend_settings?;
    let host = probe.host.as_deref()?;
    let because = if picks {
        say::host_twice(host)
    } else {
        say::host_once(host)
    };
    Some(("probe-host-and-pick", warn_or_pass(picks), because))
}

/// How long `match.body` may be (probe overview).
const BODY: usize = 4_090;

fn body_too_long(probe: &Probe) -> Rule {
    let length = probe.body.as_deref()?.chars().count();
    let because = say::body_too_long(length, BODY);
    Some(("probe-body-too-long", fail_or_pass(length > BODY), because))
}

/// It is compared to the letter, as a part of the body (FAQ).
fn body_is_pattern(probe: &Probe) -> Rule {
    let body = probe.body.as_deref()?;
    let pattern = [".*", "\\d", "\\w", "\\s", "[0-9]", "[a-z]", "(?"];
    let looks = pattern.iter().any(|mark| body.contains(mark))
        || body.starts_with('^') && body.ends_with('$')
        || body.starts_with('*') && body.len() > 1;
    let because = if looks {
        say::BODY_IS_PATTERN
    } else {
        say::BODY_IS_PLAIN
    };
    Some((
        "probe-body-is-pattern",
        warn_or_pass(looks),
        because.to_owned(),
    ))
}

/// What `az network application-gateway probe create` sets where it is not told otherwise.
fn cli_defaults(probe: &Probe) -> Rule {
    let timing = (probe.interval?, probe.timeout?, probe.unhealthy_threshold?);
    let cli = timing == (30, 120, 8);
    let because = if cli {
        say::CLI_TIMING
    } else {
        say::OTHER_TIMING
    };
    Some(("probe-cli-defaults", warn_or_pass(cli), because.to_owned()))
}
