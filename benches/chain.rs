//! Reading and judging chains of four certificates against all public roots, on this machine,
//! beside `openssl verify` where it is installed. Writes the chains for the benchmark in the browser.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a benchmark fails by panicking"
)]

mod judging;
#[path = "../tests/pki/mod.rs"]
mod pki;

use appgw_doctor::chain::RootList;
use appgw_doctor::time::Timestamp;
use pki::{Key, Template};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const ROOTS: &[u8] = include_bytes!("../data/roots.bin");

/// The keys of leaf, two intermediates and root.
const CHAINS: [(&str, [Key; 4]); 6] = [
    (
        "RSA 2048, root 4096",
        [
            Key::Rsa2048(0),
            Key::Rsa2048(1),
            Key::Rsa2048(2),
            Key::Rsa4096,
        ],
    ),
    (
        "P-256",
        [Key::P256(1), Key::P256(2), Key::P256(3), Key::P256(4)],
    ),
    (
        "P-384",
        [Key::P384(1), Key::P384(2), Key::P384(3), Key::P384(4)],
    ),
    (
        "P-521",
        [Key::P521(1), Key::P521(2), Key::P521(3), Key::P521(4)],
    ),
    (
        "Ed25519",
        [
            Key::Ed25519(1),
            Key::Ed25519(2),
            Key::Ed25519(3),
            Key::Ed25519(4),
        ],
    ),
    (
        "P-256, P-384, P-384, RSA 4096",
        [Key::P256(1), Key::P384(2), Key::P384(3), Key::Rsa4096],
    ),
];

fn chain([leaf, issuing, policy, root]: [Key; 4]) -> String {
    [
        Template::leaf(judging::HOST, "Contoso Issuing CA", leaf, issuing),
        Template::intermediate("Contoso Issuing CA", "Contoso Policy CA", issuing, policy),
        Template::intermediate("Contoso Policy CA", "Contoso Root CA", policy, root),
        Template::root("Contoso Root CA", root),
    ]
    .iter()
    .map(Template::pem)
    .collect()
}

/// The median of what one run takes.
fn median(mut run: impl FnMut()) -> Duration {
    let mut times = Vec::new();
    let until = Instant::now() + Duration::from_millis(700);
    while times.len() < 5 || Instant::now() < until {
        let start = Instant::now();
        run();
        times.push(start.elapsed());
    }
    times.sort_unstable();
    times[times.len() / 2]
}

/// What `openssl verify` takes, less what it takes to start; `None` where it isn't there.
fn openssl(folder: &Path, pem: &str) -> Option<Duration> {
    let file = folder.join("bench-chain.pem");
    std::fs::write(&file, pem).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new("openssl");
        command.args(arguments).output().ok()
    };
    run(&["version"])?;
    let path = file.to_str().unwrap();
    let verify = [
        "verify",
        "-no-CAfile",
        "-no-CApath",
        "-no-CAstore",
        "-attime",
        "1795219200",
        "-purpose",
        "sslserver",
        "-untrusted",
        path,
        path,
    ];
    let whole = median(|| drop(run(&verify)));
    Some(whole.saturating_sub(median(|| drop(run(&["version"])))))
}

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let at = Timestamp::from_unix(pki::NOW).unwrap();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    let reading = median(|| drop(RootList::parse(ROOTS)));
    let roots =
        RootList::parse(ROOTS).unwrap_or_else(|_| panic!("the list of roots can't be read"));
    println!(
        "{} public roots, read in {:.2} ms\n",
        roots.all().len(),
        milliseconds(reading)
    );
    println!("| chain | read | verify | again | `openssl verify` |\n|---|---:|---:|---:|---:|");
    let mut chains = serde_json::Map::new();
    for (name, keys) in CHAINS {
        let pem = chain(keys);
        let presented = judging::read(&pem);
        // A copy would know the signatures that were verified already.
        let read = median(|| drop(judging::read(&pem)));
        let both = median(|| judging::verify(&judging::read(&pem), &roots, at));
        let peer = openssl(folder, &pem).map_or("-".to_owned(), |time| {
            format!("{:.2} ms", milliseconds(time))
        });
        println!(
            "| {name} | {:.2} ms | {:.2} ms | {:.2} ms | {peer} |",
            milliseconds(read),
            milliseconds(both.saturating_sub(read)),
            milliseconds(median(|| judging::verify(&presented, &roots, at))),
        );
        chains.insert(name.to_owned(), pem.into());
    }
    let chains = serde_json::Value::from(chains).to_string();
    std::fs::write(folder.join("bench-chains.json"), chains).unwrap();
}
