//! Reading, judging and handing on a report at Azure's limits, beside `serde_json`; recognising
//! messages; and how much memory the report takes (on Linux, by a process of its own).

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a benchmark fails by panicking"
)]

mod measure;
mod report;

use std::hint::black_box;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use appgw_doctor::chain::RootList;
use appgw_doctor::diagnosis::{Case, Diagnosis, Typed, diagnose};
use appgw_doctor::evidence::{self, Content, Evidence};
use appgw_doctor::fault;
use appgw_doctor::report as reports;
use appgw_doctor::share::{file, link};
use appgw_doctor::time::Timestamp;
use measure::{least, shown};

/// Ends a run of this program that only reads a report, and says how much memory it took.
const MEMORY: &str = "--memory-of";

fn case(evidence: Vec<Evidence>) -> Case {
    Case {
        evidence,
        typed: Typed::default(),
        at: Timestamp::from_unix(1_795_219_200).unwrap(),
        roots: Some(Arc::new(RootList::default())),
    }
}

fn judged(text: &str) -> (Case, Diagnosis) {
    let case = case(evidence::read("report.json", text.as_bytes()));
    let diagnosis = diagnose(&case);
    (case, diagnosis)
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some(MEMORY) {
        return memory(&arguments.next().unwrap());
    }
    println!(
        "| report | `serde_json`, typed | `serde_json::Value` | read | diagnose | both, of typed | memory, of size |\n|---|---:|---:|---:|---:|---:|---:|"
    );
    for (pools, servers) in [(1, 10), (10, 120), (100, 1200)] {
        of_report(pools, servers);
    }
    handing_on();
    messages();
}

fn of_report(pools: usize, servers: usize) {
    let text = report::report(pools, servers);
    let typed = least(|| drop(serde_json::from_str::<report::Report>(&text).unwrap()));
    let value = least(|| drop(serde_json::from_str::<serde_json::Value>(&text).unwrap()));
    let read = least(|| drop(evidence::read("report.json", text.as_bytes())));
    let case = case(evidence::read("report.json", text.as_bytes()));
    let diagnosing = least(|| drop(diagnose(&case)));
    assert_eq!(diagnose(&case).servers.len(), pools * servers);
    println!(
        "| {} servers, {} | {} | {} | {} | {} | {:.2} | {} |",
        pools * servers,
        size(text.len()),
        shown(typed),
        shown(value),
        shown(read),
        shown(diagnosing),
        (read + diagnosing).as_secs_f64() / typed.as_secs_f64(),
        peak(pools, servers).map_or("-".to_owned(), |peak| format!("{peak:.2}")),
    );
}

fn size(octets: usize) -> String {
    match octets {
        0..1_000_000 => format!("{:.1} KB", octets as f64 / 1e3),
        _ => format!("{:.1} MB", octets as f64 / 1e6),
    }
}

fn handing_on() {
    println!(
        "\n| case | link: pack | length | unpack | file: write | read | report: JSON | text |\n|---|---:|---:|---:|---:|---:|---:|---:|"
    );
    for (pools, servers) in [(1, 10), (10, 120)] {
        let text = report::report(pools, servers);
        let saved = report::saved(&text);
        let packed = link::pack(&saved).unwrap();
        let fragment = link::write(&packed);
        let written = file::write(&saved);
        let (case, diagnosis) = judged(&text);
        println!(
            "| {} | {} | {} | {} | {} | {} | {} | {} |",
            size(text.len()),
            shown(least(|| drop(link::write(&link::pack(&saved).unwrap())))),
            fragment.len(),
            shown(least(|| drop(link::read(&fragment).unwrap()))),
            shown(least(|| drop(file::write(&saved)))),
            shown(least(|| drop(file::read(written.as_bytes()).unwrap()))),
            shown(least(|| drop(reports::json::write(&case, &diagnosis)))),
            shown(least(|| drop(reports::text::write(&case, &diagnosis, 100)))),
        );
    }
}

/// Every message of a report, recognised one by one.
fn messages() {
    let text = report::report(1, 1000);
    let read = evidence::read("report.json", text.as_bytes());
    let Some(Content::Health(health)) = read.first().map(|piece| &piece.content) else {
        panic!("the report is not read");
    };
    let servers = &health.pools[0].settings[0].servers;
    let all = least(|| {
        for server in servers {
            let message = server.message.as_deref().unwrap_or_default();
            black_box(fault::recognise(message, None));
        }
    });
    let each = all / u32::try_from(servers.len()).unwrap();
    println!(
        "\nRecognising a message takes {:.1} µs.",
        each.as_secs_f64() * 1e6
    );
    assert!(each > Duration::ZERO);
}

/// The most memory that reading and judging takes besides the text itself, as a multiple of the
/// text's size. `None` where the system does not tell.
fn peak(pools: usize, servers: usize) -> Option<f64> {
    let this = std::env::current_exe().ok()?;
    let run = Command::new(this)
        .args([MEMORY, &format!("{pools}x{servers}")])
        .output()
        .ok()?;
    String::from_utf8(run.stdout).ok()?.trim().parse().ok()
}

/// Runs in the process of its own.
fn memory(size: &str) {
    let (pools, servers) = size.split_once('x').unwrap();
    let text = report::report(pools.parse().unwrap(), servers.parse().unwrap());
    // Before the first reading sets up what the program keeps for good.
    drop(judged(&report::report(1, 10)));
    let Some(before) = resident("VmRSS:") else {
        return;
    };
    let judged = judged(&text);
    let most = resident("VmHWM:").unwrap_or_default();
    assert!(!judged.1.servers.is_empty());
    println!(
        "{}",
        (most.saturating_sub(before)) as f64 * 1024.0 / text.len() as f64
    );
}

/// A line of this process's status, in kilobytes.
fn resident(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
