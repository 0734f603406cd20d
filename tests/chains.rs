//! Certificates as a person pastes them, judged end to end by the command line: transcripts of
//! `openssl s_client`, with and without the gateway's report and configuration beside them.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod pki;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;

use appgw_doctor::certificate::{Certificate, bundle};
use appgw_doctor::chain::{RootList, State, roots};
use appgw_doctor::diagnosis::{Typed, Verdict, diagnose};
use appgw_doctor::evidence;
use appgw_doctor::fault::Fault;
use appgw_doctor::guide::situation::{Situation, State as Step};
use appgw_doctor::guide::{Topic, playbook, walk};
use appgw_doctor::time::Timestamp;
use pki::{HOST, Key, Template, dns, intermediate, leaf, pem_labelled, root, seq, tlv};
use serde_json::{Value, json};

const NAME: [&str; 2] = ["--host", HOST];

struct Run {
    out: String,
    err: String,
    status: i32,
}

fn run(args: &[&str], stdin: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_appgw-doctor"))
        .args(args)
        .env("COLUMNS", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A run that reads no standard input may be over before this is written.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    let output = child.wait_with_output().unwrap();
    Run {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        status: output.status.code().unwrap(),
    }
}

/// The report, checked against its schema, and the exit status.
fn report(args: &[&str], stdin: impl AsRef<[u8]>) -> (Value, i32) {
    let mut all = vec!["diagnose", "--format", "json"];
    if !args.contains(&"--at") {
        all.extend(["--at", "2026-11-21T00:00:00Z"]);
    }
    all.extend(args);
    let run = run(&all, stdin.as_ref());
    let value: Value = serde_json::from_str(&run.out)
        .unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.err));
    let schema = serde_json::from_str(include_str!("report.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{}", run.out);
    (value, run.status)
}

/// A file for `--trusted-root`.
fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A self-signed server certificate that is no CA.
fn self_signed() -> Template {
    Template::leaf(HOST, HOST, Key::P256(5), Key::P256(5))
}

fn pem(templates: &[Template]) -> String {
    templates.iter().map(Template::pem).collect()
}

/// What `openssl s_client -showcerts` prints.
fn transcript(connect: &str, server_name: Option<&str>, presented: &[Template]) -> String {
    let option = server_name.map_or(String::new(), |name| format!(" -servername {name}"));
    let mut text = format!(
        "ada@build:~$ openssl s_client -connect {connect}{option} -showcerts </dev/null\nCONNECTED(00000003)\n---\nCertificate chain\n"
    );
    for (position, template) in presented.iter().enumerate() {
        let pem = template.pem();
        let read = bundle::read_text(&pem);
        let certificate = &read.certificates[0].certificate;
        text.push_str(&format!(
            " {position} s:{}\n   i:{}\n{pem}",
            certificate.subject, certificate.issuer
        ));
    }
    text.push_str("---\nServer certificate\nsubject=CN = www.contoso.com\n\nissuer=CN = Contoso Issuing CA\n\n---\nNo client certificate CA names sent\nPeer signing digest: SHA256\n---\nSSL handshake has read 3024 bytes and written 391 bytes\nVerification error: unable to get local issuer certificate\n---\nNew, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\nVerify return code: 20 (unable to get local issuer certificate)\n---\nDONE\n");
    text
}

fn ids<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    let list = list.as_array().unwrap();
    list.iter()
        .map(|item| item[key].as_str().unwrap())
        .collect()
}

fn check<'a>(report: &'a Value, id: &str) -> Vec<(&'a str, &'a str)> {
    let checks = report["checks"].as_array().unwrap().iter();
    checks
        .filter(|check| check["id"] == id)
        .map(|check| {
            (
                check["subject"].as_str().unwrap(),
                check["outcome"].as_str().unwrap(),
            )
        })
        .collect()
}

struct Case {
    what: &'static str,
    presented: Vec<Template>,
    roots: Vec<Template>,
    args: Vec<&'static str>,
    predicted: &'static str,
    code: u64,
}

/// One chain for each row of the documented table.
fn table() -> Vec<Case> {
    let other_root = || Template::root("Contoso Root CA", Key::P256(9));
    let case = |what, presented: &[Template], roots: &[Template], predicted, code| Case {
        what,
        presented: presented.to_vec(),
        roots: roots.to_vec(),
        args: NAME.to_vec(),
        predicted,
        code,
    };
    let mut cases = vec![
        case(
            "leaf last",
            &[intermediate(), root(), leaf()],
            &[root()],
            "leaf-not-topmost",
            26,
        ),
        case(
            "no leaf",
            &[intermediate(), root()],
            &[root()],
            "leaf-missing",
            26,
        ),
        case("leaf alone", &[leaf()], &[], "intermediate-missing", 20),
        case(
            "self-signed, no CA, uploaded",
            &[self_signed()],
            &[self_signed()],
            "intermediate-missing",
            0,
        ),
        case(
            "private, without its root",
            &[leaf(), intermediate()],
            &[],
            "intermediate-not-public-ca",
            20,
        ),
        case(
            "another root of the same name uploaded, root not sent",
            &[leaf(), intermediate()],
            &[other_root()],
            "root-mismatch-no-root",
            20,
        ),
        case(
            "private, with its root",
            &[leaf(), intermediate(), root()],
            &[],
            "server-not-public-ca",
            19,
        ),
        case(
            "another root uploaded, root sent",
            &[leaf(), intermediate(), root()],
            &[other_root()],
            "root-mismatch",
            19,
        ),
        case(
            "expired leaf",
            &[
                leaf().valid("240101000000Z", "250101000000Z"),
                intermediate(),
            ],
            &[root()],
            "certificate-expired",
            10,
        ),
        case(
            "expired root",
            &[leaf(), intermediate()],
            &[root().valid("200101000000Z", "250101000000Z")],
            "certificate-expired",
            10,
        ),
        case(
            "another name",
            &[
                leaf().with(pki::alternative_names(&[dns("api.contoso.com")])),
                intermediate(),
            ],
            &[root()],
            "certificate-name-mismatch",
            62,
        ),
        case(
            "not for servers",
            &[
                leaf().with(pki::extended_key_usage(&["1.3.6.1.5.5.7.3.2"])),
                intermediate(),
            ],
            &[root()],
            "verification-failed",
            26,
        ),
    ];
    cases.push(Case {
        args: [&NAME[..], &["--sku", "v1"]].concat(),
        ..case(
            "v1, the root uploaded instead of the leaf",
            &[leaf(), intermediate(), root()],
            &[root()],
            "authentication-certificate-mismatch",
            0,
        )
    });
    cases
}

#[test]
fn every_fault_of_the_table_is_predicted() {
    for (number, case) in table().into_iter().enumerate() {
        let paste = transcript("10.0.0.4:443", None, &case.presented);
        let mut args = case.args.clone();
        let name = file(&format!("table-{number}.pem"), pem(&case.roots));
        if !case.roots.is_empty() {
            args.extend(["--trusted-root", &name]);
        }
        let (report, status) = report(&args, &paste);
        let what = case.what;
        assert_eq!(
            (status, &report["verdict"]),
            (1, &json!("problems")),
            "{what}"
        );
        assert_eq!(ids(&report["evidence"], "kind"), ["certificates"], "{what}");
        let [chain] = report["chains"].as_array().unwrap().as_slice() else {
            panic!("{what}: {}", report["chains"]);
        };
        assert_eq!(chain["verdict"], "refused", "{what}: {chain:#}");
        assert_eq!(chain["predicted"], case.predicted, "{what}: {chain:#}");
        assert_eq!(chain["faults"][0], case.predicted, "{what}");
        assert_eq!(chain["openssl_code"], case.code, "{what}: {chain:#}");
        assert_eq!(chain["source"], "-", "{what}");
        let compared = chain["compared_name"].as_str();
        assert_eq!(compared, Some(HOST), "{what}");
        assert_eq!(
            chain["certificates"].as_array().unwrap().len(),
            case.presented.len(),
            "{what}"
        );
        let [problem] = report["problems"].as_array().unwrap().as_slice() else {
            panic!("{what}: {}", report["problems"]);
        };
        assert_eq!(problem["fault"], case.predicted, "{what}");
        assert_eq!(
            (&problem["chain"], &problem["severity"]),
            (&json!(0), &json!("error"))
        );
        assert_eq!(problem["servers"], json!([]), "{what}");
        assert!(
            problem["because"].as_array().unwrap().len() >= 2,
            "{what}: {problem:#}"
        );
        assert!(
            !chain["fixes"].as_array().unwrap().is_empty(),
            "{what}: {chain:#}"
        );
        // The fault's own playbook sees the chain: no step asks for what is there.
        for step in problem["steps"].as_array().unwrap() {
            let because = step["because"].as_str().unwrap_or_default();
            assert!(
                !(step["state"] == "needs" && because.contains("s_client")),
                "{what}: {step:#}"
            );
        }
    }
}

#[test]
fn a_chain_under_an_uploaded_root_is_accepted() {
    let chain = transcript("10.0.0.4:443", None, &[leaf(), intermediate()]);
    let der = root().der();
    let set = seq(&[
        vec![2, 1, 1],
        tlv(0x31, &[]),
        seq(&[pki::oid("1.2.840.113549.1.7.1")]),
        tlv(0xa0, &der),
        tlv(0x31, &[]),
    ]);
    let pkcs7 = seq(&[pki::oid("1.2.840.113549.1.7.2"), tlv(0xa0, &set)]);
    let several = pem(&[Template::root("Fabrikam Root", Key::P256(7)), root()]);
    for (name, content) in [
        ("root.pem", pem(&[root()]).into_bytes()),
        ("root.cer", der.clone()),
        ("root.p7b", pkcs7),
        ("roots.pem", several.into_bytes()),
    ] {
        let uploaded = file(name, content);
        let (report, status) = report(&[NAME[0], NAME[1], "--trusted-root", &uploaded], &chain);
        assert_eq!(
            (status, &report["verdict"]),
            (0, &json!("nothing-wrong")),
            "{name}"
        );
        let chain = &report["chains"][0];
        assert_eq!(chain["verdict"], "accepted", "{name}: {chain:#}");
        assert_eq!(chain["predicted"], Value::Null);
        assert_eq!(
            (&chain["openssl_code"], &chain["openssl_depth"]),
            (&json!(0), &Value::Null)
        );
        assert_eq!(chain["trusted_by"]["list"], "uploaded");
        assert_eq!(chain["root_list"], "uploaded");
        assert_eq!(
            ids(&chain["certificates"], "role"),
            ["leaf", "intermediate"]
        );
        for (subject, outcome) in check(&report, "trusted-root-not-ca") {
            assert_eq!(outcome, "pass", "{subject}");
            assert!(subject.contains(name), "{subject}");
        }
    }
}

#[test]
fn v1_compares_the_server_certificate_itself() {
    let uploaded = file("leaf.cer", leaf().der());
    let chain = transcript("10.0.0.4:443", None, &[leaf(), intermediate()]);
    let args = ["--sku", "v1", NAME[0], NAME[1], "--trusted-root", &uploaded];
    let (accepted, _) = report(&args, &chain);
    assert_eq!(accepted["chains"][0]["verdict"], "accepted");
    // What is right for v1 is no root.
    assert_eq!(check(&accepted, "trusted-root-is-leaf"), []);
    let (refused, status) = report(&args[2..], &chain);
    assert_eq!(status, 1);
    assert_eq!(refused["chains"][0]["predicted"], "root-mismatch-no-root");
    let on = "trusted root leaf.cer";
    assert_eq!(check(&refused, "trusted-root-is-leaf"), [(on, "fail")]);
    assert_eq!(check(&refused, "trusted-root-not-ca"), [(on, "fail")]);
    assert_eq!(check(&refused, "trusted-root-expired"), [(on, "pass")]);
}

#[test]
fn what_is_left_out_leaves_the_verdict_open() {
    let uploaded = file("open-root.pem", pem(&[root()]));
    let trusted = ["--trusted-root", uploaded.as_str()];
    // Bodies blotted out: names alone are left.
    let redacted: String = transcript("10.0.0.4:443", Some(HOST), &[leaf(), intermediate()])
        .lines()
        .map(|line| match line.len() {
            64 => "x".repeat(64) + "\n",
            _ => format!("{line}\n"),
        })
        .collect();
    let (open, status) = report(&trusted, &redacted);
    assert_eq!((status, &open["verdict"]), (0, &json!("unknown")));
    let chain = &open["chains"][0];
    assert_eq!(
        (&chain["verdict"], &chain["predicted"]),
        (&json!("unknown"), &Value::Null)
    );
    assert_eq!(chain["certificates"][0]["sha256"], Value::Null);
    assert_eq!(chain["openssl_code"], Value::Null);
    assert_eq!(open["problems"], json!([]));
    // No name to compare.
    let paste = pem(&[leaf(), intermediate()]);
    let (open, status) = report(&trusted, &paste);
    assert_eq!(
        (status, &open["chains"][0]["verdict"]),
        (0, &json!("unknown"))
    );
    assert_eq!(open["chains"][0]["compared_name"], Value::Null);
    // The name that the person asked with will do.
    let paste = transcript("10.0.0.4:443", Some(HOST), &[leaf(), intermediate()]);
    let (closed, _) = report(&trusted, &paste);
    assert_eq!(closed["chains"][0]["verdict"], "accepted");
    assert_eq!(closed["chains"][0]["compared_name"], HOST);
}

/// A v2 gateway with one HTTPS setting and its uploaded root.
fn gateway(root_data: Option<&str>) -> Value {
    let id = |part: &str| {
        format!(
            "/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw-shop/{part}"
        )
    };
    let mut root = json!({ "name": "contoso-root", "id": id("trustedRootCertificates/contoso-root"), "provisioningState": "Succeeded" });
    if let Some(data) = root_data {
        root["data"] = json!(data);
    }
    json!({
        "name": "agw-shop",
        "id": id("").trim_end_matches('/'),
        "sku": { "name": "Standard_v2", "tier": "Standard_v2" },
        "operationalState": "Running",
        "provisioningState": "Succeeded",
        "trustedRootCertificates": [root],
        "probes": [],
        "backendAddressPools": [{ "name": "web", "id": id("backendAddressPools/web"), "backendAddresses": [{ "ipAddress": "10.0.0.4" }] }],
        "backendHttpSettingsCollection": [{
            "name": "https", "id": id("backendHttpSettingsCollection/https"),
            "port": 443, "protocol": "Https", "cookieBasedAffinity": "Disabled", "requestTimeout": 30,
            "pickHostNameFromBackendAddress": false, "hostName": HOST, "probe": null,
            "provisioningState": "Succeeded",
            "trustedRootCertificates": [{ "id": id("trustedRootCertificates/contoso-root") }],
        }],
    })
}

fn health(message: &str) -> Value {
    let id = |part: &str| {
        format!(
            "/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw-shop/{part}"
        )
    };
    json!({ "backendAddressPools": [{
        "backendAddressPool": { "id": id("backendAddressPools/web") },
        "backendHttpSettingsCollection": [{
            "backendHttpSettings": { "id": id("backendHttpSettingsCollection/https") },
            "servers": [{ "address": "10.0.0.4", "health": "Unhealthy", "healthProbeLog": message }],
        }],
    }] })
}

fn base64(octets: &[u8]) -> String {
    let block = pem_labelled("X", octets);
    block
        .lines()
        .filter(|line| !line.starts_with('-'))
        .collect()
}

const EXPIRED: &str = "Backend certificate is invalid. Current date is not within the \"Valid from\" and \"Valid to\" date range on the certificate.";

#[test]
fn a_gateway_its_foundand_a_transcript_in_one_paste_belong_together() {
    let chain = [
        leaf().valid("240101000000Z", "250101000000Z"),
        intermediate(),
    ];
    let paste = format!(
        "$ az network application-gateway show -g rg-shop -n agw-shop\n{:#}\n{}\n$ az network application-gateway show-backend-health -g rg-shop -n agw-shop\n{:#}\n",
        gateway(Some(&base64(&root().der()))),
        transcript("10.0.0.4:443", Some("other.contoso.com"), &chain),
        health(EXPIRED),
    );
    let (report, status) = report(&[], &paste);
    assert_eq!(status, 1);
    assert_eq!(
        ids(&report["evidence"], "kind"),
        ["gateway", "certificates", "backend-health"]
    );
    let line = report["evidence"][1]["line"].as_u64().unwrap();
    let command = paste
        .lines()
        .nth(usize::try_from(line).unwrap() - 1)
        .unwrap();
    assert!(command.contains("openssl s_client"), "{command}");
    let chain = &report["chains"][0];
    assert_eq!(chain["servers"], json!([0]));
    // The setting's host counts, not the name that was asked with; and its root.
    assert_eq!(chain["compared_name"], HOST);
    assert_eq!(chain["trusted_by"]["list"], "uploaded");
    assert_eq!(chain["faults"], json!(["certificate-expired"]));
    // Message and chain say the same: one problem.
    let [problem] = report["problems"].as_array().unwrap().as_slice() else {
        panic!("{}", report["problems"]);
    };
    assert_eq!(problem["chain"], 0);
    assert_eq!(problem["servers"], json!([0]));
    assert_eq!(problem["message"], EXPIRED);
    assert!(
        problem["because"]
            .to_string()
            .contains("expired on 2025-01-01")
    );
    assert_eq!(
        check(&report, "message-contradicts-chain"),
        [("message of certificate-expired", "pass")]
    );
    assert_eq!(
        check(&report, "trusted-root-not-ca"),
        [("trusted root contoso-root", "pass")]
    );
}

/// State and reason of a step of the only problem.
fn step(report: &Value, id: &str) -> (String, String) {
    let [problem] = report["problems"].as_array().unwrap().as_slice() else {
        panic!("{}", report["problems"]);
    };
    let mut steps = problem["steps"].as_array().unwrap().iter();
    let step = steps.find(|step| step["id"] == id).unwrap();
    let said = |key: &str| step[key].as_str().unwrap_or_default().to_owned();
    (said("state"), said("because"))
}

#[test]
fn a_chain_says_what_to_install_and_what_to_upload() {
    let uploaded = file("to-install.pem", root().pem());
    let judged = |presented: &[Template], roots: &[Template]| {
        let mut args = NAME.to_vec();
        if !roots.is_empty() {
            args.extend(["--trusted-root", uploaded.as_str()]);
        }
        report(&args, transcript("10.0.0.4:443", None, presented)).0
    };
    // Something of it is wrong: what to install.
    let told = judged(&[intermediate(), leaf()], &[root()]);
    assert_eq!(
        step(&told, "tls/install-chain"),
        (
            "open".to_owned(),
            format!("In this order: {HOST}, Contoso Issuing CA.")
        )
    );
    let (state, because) = step(&judged(&[leaf()], &[root()]), "tls/install-chain");
    assert_eq!(state, "open");
    assert!(because.contains("Contoso Issuing CA"), "{because}");
    let expired = leaf().valid("240101000000Z", "250101000000Z");
    let (state, because) = step(
        &judged(&[expired, intermediate()], &[root()]),
        "tls/install-chain",
    );
    assert!(state == "open" && because.starts_with("Renew"), "{because}");
    // The server's side is right, the setting's is not: what to upload.
    let told = judged(&[leaf(), intermediate(), root()], &[]);
    let (state, because) = step(&told, "common/upload-root");
    assert_eq!(state, "open");
    assert!(
        because.contains("Contoso Root CA") && because.contains("SHA-256"),
        "{because}"
    );
    let told = judged(&[leaf(), intermediate()], &[]);
    let (state, because) = step(&told, "tls/install-chain");
    assert_eq!(state, "done");
    assert!(because.ends_with("which the gateway can do without."));
    // The root is there already: nothing to upload.
    let told = judged(
        &[
            leaf().valid("240101000000Z", "250101000000Z"),
            intermediate(),
        ],
        &[root()],
    );
    assert_eq!(step(&told, "common/upload-root").0, "done");
}

#[test]
fn a_command_over_several_lines_says_server_and_name() {
    let chain = [leaf(), intermediate()];
    let whole = transcript("10.0.0.4:443", Some(HOST), &chain);
    let uploaded = file("over-lines.pem", root().pem());
    let args = ["--trusted-root", uploaded.as_str()];
    for mark in ["\\", "`", "^"] {
        let lines = whole
            .replacen(" -connect", &format!(" {mark}\n  -connect"), 1)
            .replacen(" -servername", &format!(" {mark}\n    -servername"), 1)
            .replacen(
                " -showcerts <",
                &format!(" {mark}\n    -showcerts {mark}\n  <"),
                1,
            );
        let (report, _) = report(&args, &lines);
        assert_eq!(report["chains"][0]["compared_name"], HOST, "{lines}");
        assert_eq!(report["chains"][0]["verdict"], "accepted");
        assert_eq!(
            report["evidence"].as_array().unwrap().len(),
            1,
            "{}",
            report["evidence"]
        );
        assert_eq!(report["evidence"][0]["notes"], json!([]));
    }
    // A line that doesn't say so ends the command: what follows isn't its.
    let ended = whole.replacen(" -servername", "\n -servername", 1);
    let (report, _) = report(&args, &ended);
    assert_eq!(report["chains"][0]["compared_name"], Value::Null);
}

#[test]
fn a_chain_that_contradicts_the_message_is_told() {
    let paste = format!(
        "{}\n{}\n{}",
        gateway(Some(&base64(root().pem().as_bytes()))),
        health(EXPIRED),
        transcript("10.0.0.4:443", Some(HOST), &[leaf(), intermediate()]),
    );
    let (report, _) = report(&[], &paste);
    assert_eq!(report["chains"][0]["verdict"], "accepted", "{report:#}");
    assert_eq!(ids(&report["problems"], "fault"), ["certificate-expired"]);
    assert_eq!(
        check(&report, "message-contradicts-chain"),
        [("message of certificate-expired", "warn")]
    );
    let text = report["checks"].to_string();
    assert!(text.contains("no cipher in common"), "{text}");
}

#[test]
fn uploaded_roots_that_are_not_shown_leave_trust_open() {
    let paste = format!(
        "{}\n{}",
        gateway(None),
        transcript("10.0.0.4:443", Some(HOST), &[leaf(), intermediate()]),
    );
    let (open, _) = report(&[], &paste);
    let chain = &open["chains"][0];
    assert_eq!(chain["verdict"], "unknown", "{chain:#}");
    assert_eq!(chain["root_list"], Value::Null);
    assert!(chain["warnings"].to_string().contains("contoso-root"));
    // Dates do not hang on roots.
    let expired = leaf().valid("240101000000Z", "250101000000Z");
    let paste = format!(
        "{}\n{}",
        gateway(None),
        transcript("10.0.0.4:443", Some(HOST), &[expired, intermediate()]),
    );
    let (refused, status) = report(&[], &paste);
    assert_eq!(status, 1);
    assert_eq!(refused["chains"][0]["predicted"], "certificate-expired");
}

#[test]
fn an_expired_root_harms_only_where_a_setting_has_it() {
    let expired = root().valid("200101000000Z", "250101000000Z");
    let mut gateway = gateway(Some(&base64(&expired.der())));
    let on = "trusted root contoso-root";
    let (found, status) = report(&[], gateway.to_string());
    assert_eq!(status, 1);
    assert_eq!(check(&found, "trusted-root-expired"), [(on, "fail")]);
    gateway["backendHttpSettingsCollection"][0]["trustedRootCertificates"] = json!([]);
    let (found, status) = report(&[], gateway.to_string());
    assert_eq!(status, 0, "{found:#}");
    assert_eq!(check(&found, "trusted-root-expired"), [(on, "warn")]);
}

#[test]
fn switches_of_the_setting_count() {
    let expired = leaf().valid("240101000000Z", "250101000000Z");
    let chain = transcript("10.0.0.4:443", Some(HOST), &[expired, intermediate()]);
    let mut gateway = gateway(None);
    gateway["backendHttpSettingsCollection"][0]["validateCertChainAndExpiry"] = json!(false);
    let (report, status) = report(&[], format!("{gateway}\n{chain}"));
    assert_eq!(
        (status, &report["chains"][0]["verdict"]),
        (0, &json!("accepted"))
    );
    assert_eq!(
        check(&report, "setting-chain-check-off"),
        [("setting https", "warn")]
    );
}

#[test]
fn two_servers_are_two_chains() {
    let paste = format!(
        "{}{}",
        transcript("10.0.0.4:443", Some(HOST), &[leaf(), intermediate()]),
        transcript("10.0.0.5:443", Some(HOST), &[leaf()]),
    );
    let uploaded = file("two-servers.pem", pem(&[root()]));
    let (report, status) = report(&["--trusted-root", &uploaded], &paste);
    assert_eq!(status, 1);
    assert_eq!(ids(&report["chains"], "verdict"), ["accepted", "refused"]);
    assert_eq!(report["problems"][0]["chain"], 1);
    let lines: Vec<u64> = report["evidence"]
        .as_array()
        .unwrap()
        .iter()
        .map(|piece| piece["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0] < lines[1], "{lines:?}");
}

#[test]
fn a_private_key_fails_and_is_in_no_report() {
    // Put together here so that no scanner takes it for a leaked key.
    let label = ["PRIVATE", "KEY"].join(" ");
    let body = "MIIBVgIBADANBgkqhkiG9w0BAQEFAASCAUAwggE8AgEAAkEAq7BFUpkGp3+LQmlQ";
    let key = format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n");
    let paste = format!("{}{key}{}", leaf().pem(), intermediate().pem());
    for format in ["json", "text", "markdown"] {
        let run = run(
            &["diagnose", "--format", format, "--host", HOST],
            paste.as_bytes(),
        );
        assert_eq!(run.status, 1);
        assert!(run.out.contains("private-key-pasted"), "{}", run.out);
        assert!(!run.out.contains("BVgIBADANBgkqhkiG9w0"), "{}", run.out);
    }
    let (report, _) = report(&NAME, &paste);
    assert_eq!(
        ids(&report["evidence"], "kind"),
        ["certificates", "certificates"]
    );
    // Around the key, the chain is whole.
    let chain = &report["chains"][0];
    assert_eq!(chain["certificates"].as_array().unwrap().len(), 2);
    let at = leaf().pem().lines().count() + 1;
    assert_eq!(
        check(&report, "private-key-pasted"),
        [(format!("-, line {at}").as_str(), "fail")]
    );
}

#[test]
fn a_trusted_root_that_nothing_uses_is_told() {
    let unused = file("unused.pem", pem(&[root()]));
    let (report, status) = report(&["--trusted-root", &unused, "--message", "Success"], "");
    assert_eq!(status, 0);
    let notes = report["notes"].to_string();
    assert!(notes.contains("unused.pem was not used"), "{notes}");
}

#[test]
fn a_file_without_a_certificate_is_no_trusted_root() {
    let empty = file("no-root.txt", "no certificate in here");
    let run = run(
        &["diagnose", "--trusted-root", &empty, "--message", "x"],
        b"",
    );
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("no-root.txt holds no certificate"),
        "{}",
        run.err
    );
}

#[test]
fn text_and_ticket_say_what_the_gateway_would_say() {
    let paste = transcript("10.0.0.4:443", None, &[leaf(), intermediate(), root()]);
    for format in ["text", "markdown"] {
        let args = [
            "diagnose",
            "--format",
            format,
            "--host",
            HOST,
            "--at",
            "2026-11-21T00:00:00Z",
        ];
        let run = run(&args, paste.as_bytes());
        let flat = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [
            "as typed in",
            "isn't signed by a well-known Certificate Authority",
            "Contoso Root CA (SHA-256",
            "OpenSSL: error 19 at depth 2",
            "Upload the root",
        ] {
            assert!(flat.contains(part), "{format}: {part}\n{}", run.out);
        }
    }
}

/// The case of a paste, with this list of public roots.
fn case(paste: &str, roots: Option<RootList>) -> appgw_doctor::diagnosis::Case {
    appgw_doctor::diagnosis::Case {
        evidence: evidence::read("paste 1", paste.as_bytes()),
        typed: Typed {
            host: Some(HOST.to_owned()),
            ..Typed::default()
        },
        at: Timestamp::from_unix(pki::NOW).unwrap(),
        roots: roots.map(Arc::new),
    }
}

#[test]
fn without_the_list_of_public_roots_only_trust_is_open() {
    let certificate = |template: &Template| Certificate::from_der(&template.der()).unwrap().0;
    let list = || {
        let bytes = roots::encode(&[certificate(&root())], &[], "now", "then").unwrap();
        RootList::parse(&bytes).unwrap()
    };
    let paste = pem(&[leaf(), intermediate()]);
    let open = diagnose(&case(&paste, None));
    assert_eq!(open.verdict, Verdict::Unknown);
    assert_eq!(open.chains[0].verdict.state, State::Unknown);
    assert!(open.chains[0].trust_open);
    let closed = diagnose(&case(&paste, Some(list())));
    assert_eq!(closed.verdict, Verdict::NothingWrong);
    assert_eq!(closed.chains[0].verdict.state, State::Accepted);
    // What does not hang on roots is said all the same.
    let paste = pem(&[
        leaf().valid("240101000000Z", "250101000000Z"),
        intermediate(),
    ]);
    let open = diagnose(&case(&paste, None));
    assert_eq!(
        open.chains[0].verdict.predicted,
        Some(Fault::CertificateExpired)
    );
    let paste = pem(&[self_signed()]);
    let open = diagnose(&case(&paste, None));
    assert_eq!(
        open.chains[0].verdict.predicted,
        Some(Fault::IntermediateMissing)
    );
}

#[test]
fn steps_and_commands_draw_on_the_chain() {
    let other = leaf().with(pki::alternative_names(&[
        dns("*.contoso.com.example"),
        dns("api.contoso.com"),
    ]));
    let case = case(&pem(&[other, intermediate(), root()]), None);
    let diagnosis = diagnose(&case);
    let problem = &diagnosis.problems[0];
    assert_eq!(problem.fault, Fault::CertificateNameMismatch);
    let situation = Situation::of_problem(&case, &diagnosis, problem);
    let entry = playbook::entry(Topic::Fault(problem.fault));
    let steps = walk(entry, &situation);
    let step = |id: &str| steps.iter().find(|guided| guided.step.id == id).unwrap();
    let names = step("tls/read-names");
    assert_eq!(names.answer.state, Step::Culprit);
    let because = names.answer.because.as_deref().unwrap();
    assert!(because.contains("api.contoso.com"), "{because}");
    // The first name that a host can have.
    assert_eq!(situation.certificate_host(), Some("api.contoso.com"));
    let filled = steps.iter().flat_map(|guided| &guided.commands);
    let mut filled =
        filled.filter(|command| command.command.template.contains("<certificate-host>"));
    assert!(filled.all(|command| command.text.contains("api.contoso.com")));
}

#[test]
fn every_code_of_openssl_is_explained() {
    for (number, part) in [("20", "issuer"), ("24", "1.1.1 and before"), ("79", "CA")] {
        let run = run(&["openssl", number], b"");
        assert_eq!(run.status, 0);
        assert!(
            run.out.starts_with(&format!("OpenSSL {number}:")),
            "{}",
            run.out
        );
        assert!(run.out.contains(part), "{}", run.out);
    }
    for number in 0..105 {
        assert_eq!(
            run(&["openssl", &number.to_string()], b"").status,
            0,
            "{number}"
        );
    }
    for bad in ["105", "-1", "twenty"] {
        let run = run(&["openssl", bad], b"");
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{bad}");
    }
}
