//! The command line as a person or a script runs it: its output, its exit status, and its JSON
//! against the schema.

#[cfg(test)]
mod cli {
    use std::io::Write;
    use std::path::PathBuf;
    use std::process::{Command, Stdio};

    use appgw_doctor::diagnosis::checks::CHECKS;
    use appgw_doctor::evidence::Kind;
    use appgw_doctor::fault::Fault;
    use appgw_doctor::guide::{Topic, playbook};
    use serde_json::Value;

    const AT: [&str; 2] = ["--at", "2026-11-21T00:00:00Z"];
    const NOT_FOUND: &str = "Probe status code mismatch: Received 404";

    struct Run {
        out: String,
        err: String,
        status: i32,
    }

    fn run(args: &[&str], stdin: &str) -> Run {
        let mut child = Command::new(env!("CARGO_BIN_EXE_appgw-doctor"))
            .args(args)
            .env("COLUMNS", "80")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A run that reads no standard input may be over before this is written.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        let output = child.wait_with_output().unwrap();
        Run {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            status: output.status.code().unwrap(),
        }
    }

    fn fixture(name: &str) -> String {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("tests/cli")
            .join(name);
        path.to_str().unwrap().to_owned()
    }

    fn schema() -> Value {
        serde_json::from_str(include_str!("report.schema.json")).unwrap()
    }

    /// Runs `diagnose` with JSON, checks it against the schema, and returns it with the status.
    fn json(args: &[&str], stdin: &str) -> (Value, i32) {
        let mut all = vec!["diagnose", "--format", "json"];
        all.extend(AT);
        all.extend(args);
        let run = run(&all, stdin);
        let value: Value = serde_json::from_str(&run.out)
            .unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.err));
        let validator = jsonschema::validator_for(&schema()).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        assert_eq!(value["at"], "2026-11-21T00:00:00Z");
        (value, run.status)
    }

    fn ids<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
        list.as_array()
            .unwrap()
            .iter()
            .map(|item| item[key].as_str().unwrap())
            .collect()
    }

    fn outcome<'a>(report: &'a Value, id: &str, subject: &str) -> &'a str {
        let checks = report["checks"].as_array().unwrap().iter();
        let mut found = checks.filter(|check| check["id"] == id && check["subject"] == subject);
        found.next().unwrap_or_else(|| panic!("{id} on {subject}"))["outcome"]
            .as_str()
            .unwrap()
    }

    #[test]
    fn the_schema_knows_every_id() {
        let schema = schema();
        let known = |name: &str| -> Vec<String> {
            let values = schema["$defs"][name]["enum"].as_array().unwrap();
            values
                .iter()
                .map(|id| id.as_str().unwrap().to_owned())
                .collect()
        };
        assert_eq!(known("fault"), Fault::ALL.map(|fault| fault.id()));
        for id in CHECKS {
            assert!(
                known("check").iter().any(|known| known == id),
                "{id} is missing in tests/report.schema.json"
            );
        }
        for kind in [
            Kind::BackendHealth,
            Kind::OnDemandHealth,
            Kind::Gateway,
            Kind::Probe,
            Kind::BackendSetting,
            Kind::BackendPool,
            Kind::Certificates,
            Kind::Nsg,
            Kind::EffectiveNsg,
            Kind::RouteTable,
            Kind::EffectiveRoutes,
            Kind::DnsServers,
            Kind::Subnet,
            Kind::Metrics,
            Kind::AccessLog,
            Kind::HttpResponse,
            Kind::Parameters,
            Kind::Message,
            Kind::Unreadable,
        ] {
            assert!(
                known("kind").iter().any(|known| known == kind.as_str()),
                "{kind:?}"
            );
        }
    }

    #[test]
    fn parameters_beside_a_template_decide() {
        let file = |name: &str| fixture(&format!("../fixtures/iac/given/{name}"));
        let template = file("network.bicep");
        for (given, status) in [("right.bicepparam", 0), ("wrong.parameters.json", 1)] {
            let run = run(&["diagnose", &file(given), &template], "");
            assert_eq!(run.status, status, "{given}: {}", run.out);
            assert!(
                run.out.contains("3 of 3 parameters fill network.bicep."),
                "{}",
                run.out
            );
        }
    }

    #[test]
    fn a_report_says_what_to_paste_next_and_asks_once() {
        let path = fixture("../fixtures/examples/intermediate-missing.json");
        let gateway = "az network application-gateway show -g rg-pay -n agw-pay";
        for (format, head) in [("text", "\n"), ("markdown", "\n## ")] {
            let args = ["diagnose", "--format", format, AT[0], AT[1], &path];
            let run = run(&args, "");
            let (_, next) = run
                .out
                .split_once(&format!("{head}What would make it surer\n"))
                .unwrap_or_else(|| panic!("{}", run.out));
            assert!(next.contains("-showcerts </dev/null\n"), "{next}");
            assert!(next.contains(gateway), "{next}");
            assert!(!next.contains("Get-AzApplicationGateway"), "{next}");
            let needs = "it shows the setting and its probe";
            let words: Vec<&str> = run.out.split_whitespace().collect();
            assert!(words.join(" ").matches(needs).count() <= 1, "{}", run.out);
        }
    }

    #[test]
    fn a_report_with_problems() {
        let (report, status) = json(&[&fixture("mixed.json")], "");
        assert_eq!(status, 1);
        assert_eq!(report["verdict"], "problems");
        assert_eq!(report["evidence"][0]["source"], "mixed.json");
        assert_eq!(report["evidence"][0]["kind"], "backend-health");
        assert_eq!(report["gateways"][0]["name"], "agw-shop");
        assert_eq!(report["gateways"][0]["sku"], Value::Null);
        assert_eq!(
            ids(&report["servers"], "address"),
            ["10.0.0.4", "10.0.0.5", "10.0.0.6", "api.contoso.com"]
        );
        assert_eq!(report["servers"][0]["fault"], Value::Null);
        assert_eq!(report["servers"][0]["details"]["received"], Value::Null);
        assert_eq!(report["servers"][1]["fault"], "status-mismatch");
        assert_eq!(report["servers"][1]["line"], 21);
        assert_eq!(
            report["servers"][1]["details"],
            serde_json::json!({ "received": "404", "expected": "200-399", "expected_body": null, "openssl_code": null })
        );
        // The one that is known comes before the one that is not.
        assert_eq!(
            ids(&report["problems"], "fault"),
            ["status-mismatch", "unrecognised"]
        );
        let problem = &report["problems"][0];
        assert_eq!(problem["servers"], serde_json::json!([1, 2]));
        assert_eq!(
            (&problem["severity"], &problem["chain"]),
            (&"error".into(), &Value::Null)
        );
        assert!(!problem["steps"].as_array().unwrap().is_empty());
        assert_eq!(report["pools"][0]["state"], "degraded");
        assert_eq!(report["pools"][1]["state"], "unhealthy");
        assert_eq!(
            outcome(&report, "pool-no-healthy-server", "pool web, setting https"),
            "pass"
        );
        assert_eq!(
            outcome(&report, "pool-no-healthy-server", "pool api, setting https"),
            "fail"
        );
        assert_eq!(report["chains"], serde_json::json!([]));
    }

    #[test]
    fn a_report_without_a_fault() {
        let (report, status) = json(&[&fixture("healthy.json"), "--sku", "v2"], "");
        assert_eq!((status, &report["verdict"]), (0, &"nothing-wrong".into()));
        assert_eq!(report["gateways"][0]["sku"], "v2");
        assert_eq!(report["problems"], serde_json::json!([]));
        assert_eq!(report["notes"], serde_json::json!([]));
    }

    #[test]
    fn configuration_is_checked_and_joined_with_health() {
        let (report, status) = json(&[&fixture("healthy.json"), &fixture("gateway.json")], "");
        assert_eq!(status, 1);
        assert_eq!(report["gateways"].as_array().unwrap().len(), 1);
        assert_eq!(report["gateways"][0]["sku"], "v2");
        assert_eq!(report["servers"][0]["port"], 8443);
        assert_eq!(report["servers"][0]["protocol"], "Https");
        for (id, subject, expected) in [
            ("gateway-not-running", "gateway agw-shop", "pass"),
            ("gateway-v1-retired", "gateway agw-shop", "pass"),
            ("pool-empty", "pool web", "pass"),
            ("pool-empty", "pool nodes", "pass"),
            ("pool-empty", "pool old", "fail"),
            ("probe-protocol-mismatch", "setting https", "fail"),
            ("probe-timeout-exceeds-interval", "probe web-probe", "warn"),
            ("probe-min-servers-masks", "probe web-probe", "pass"),
            ("setting-chain-check-off", "setting https", "warn"),
            ("setting-name-check-off", "setting https", "pass"),
        ] {
            assert_eq!(outcome(&report, id, subject), expected, "{id} on {subject}");
        }
    }

    #[test]
    fn the_same_server_twice() {
        let (report, status) = json(&[&fixture("mixed.json"), &fixture("healthy.json")], "");
        // The other pool is not in the later report.
        assert_eq!(status, 1);
        assert_eq!(report["servers"].as_array().unwrap().len(), 7);
        assert_eq!(report["servers"][5]["newer_than"], 1);
        let note = report["servers"][5]["notes"][0]["text"].as_str().unwrap();
        assert!(note.to_lowercase().contains("newer"), "{note}");
        let past = &report["problems"][1];
        assert_eq!(
            (&past["fault"], &past["severity"]),
            (&"status-mismatch".into(), &"info".into())
        );
    }

    /// A report and a configuration of a gateway: the same names in each.
    fn gateway(name: &str, health: &str, codes: &str) -> (String, String) {
        let id = format!(
            "/subscriptions/4b8e0d52-77aa-4f0e-9a51-0c6f5f1d2e3b/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/{name}"
        );
        let report = format!(
            r#"{{"backendAddressPools": [{{"backendAddressPool": {{"id": "{id}/backendAddressPools/web"}}, "backendHttpSettingsCollection": [{{"backendHttpSettings": {{"id": "{id}/backendHttpSettingsCollection/https"}}, "servers": [{{"address": "10.0.0.4", "health": "{health}", "healthProbeLog": "{NOT_FOUND}"}}]}}]}}]}}"#
        );
        let config = format!(
            r#"{{"id": "{id}", "name": "{name}", "type": "Microsoft.Network/applicationGateways", "backendHttpSettingsCollection": [{{"id": "{id}/backendHttpSettingsCollection/https", "name": "https", "port": 443, "protocol": "Https", "probe": {{"id": "{id}/probes/web"}}}}], "probes": [{{"id": "{id}/probes/web", "name": "web", "protocol": "Https", "path": "/", "interval": 30, "timeout": 30, "unhealthyThreshold": 3, "match": {{"statusCodes": ["{codes}"]}}}}]}}"#
        );
        (report, config)
    }

    #[test]
    fn what_another_gateway_has_answers_no_step() {
        let (report, _) = gateway("agw-shop", "Unhealthy", "200-399");
        let (_, other) = gateway("agw-other", "Healthy", "200-404");
        let (found, _) = json(&[], &format!("{report}\n{other}"));
        let (alone, _) = json(&[], &report);
        assert_eq!(found["problems"], alone["problems"]);
    }

    #[test]
    fn with_several_gateways_each_place_names_its_own() {
        let (shop, config) = gateway("agw-shop", "Unhealthy", "200-399");
        let (other, _) = gateway("agw-other", "Unhealthy", "200-399");
        let paste = format!("{shop}\n{other}\n{config}");
        let (found, _) = json(&[], &paste);
        for check in found["checks"].as_array().unwrap() {
            let subject = check["subject"].as_str().unwrap();
            assert!(subject.contains("gateway agw-"), "{subject}");
        }
        let because = found["problems"][0]["because"][0].as_str().unwrap();
        assert!(because.contains("of 2 gateways"), "{because}");
        for format in ["text", "markdown"] {
            let out = run(&["diagnose", "--format", format], &paste).out;
            for gateway in ["agw-shop", "agw-other"] {
                let pool = format!("of gateway {gateway}");
                assert!(out.contains(&pool), "{pool}: {out}");
            }
        }
        let text = run(&["diagnose"], &paste).out;
        assert!(text.contains("agw-other: web / https"), "{text}");
    }

    #[test]
    fn a_message_by_itself() {
        let (report, status) = json(&["--message", NOT_FOUND], "");
        assert_eq!(status, 1);
        assert_eq!(report["evidence"][0]["source"], "message");
        assert_eq!(report["evidence"][0]["kind"], "message");
        assert_eq!(report["servers"], serde_json::json!([]));
        assert_eq!(report["problems"][0]["fault"], "status-mismatch");
        assert_eq!(report["problems"][0]["servers"], serde_json::json!([]));
        assert_eq!(report["problems"][0]["details"]["received"], "404");

        let (report, status) = json(&["--message", "Something new went wrong."], "");
        assert_eq!(status, 1);
        assert_eq!(report["problems"][0]["fault"], "unrecognised");
        assert_eq!(
            report["problems"][0]["message"],
            "Something new went wrong."
        );
    }

    #[test]
    fn standard_input_stands_for_no_file_and_for_a_dash() {
        for args in [&[][..], &["-"]] {
            let (report, status) = json(args, NOT_FOUND);
            assert_eq!(status, 1, "{args:?}");
            assert_eq!(report["evidence"][0]["source"], "-", "{args:?}");
        }
        // With a message, no file is missing.
        let (report, _) = json(&["--message", NOT_FOUND], "null");
        assert_eq!(report["evidence"].as_array().unwrap().len(), 1);
        let (report, _) = json(&["-", "--message", NOT_FOUND], "null");
        assert_eq!(ids(&report["evidence"], "source"), ["-", "message"]);
    }

    #[test]
    fn a_saved_case_is_opened_with_all_that_was_typed_in() {
        let saved = r#"{ "schema": "appgw-doctor/case/1",
            "sources": [ { "name": "paste 1", "origin": "paste", "text": "No results." } ],
            "typed": { "sku": "v1" }, "as_of": "2026-11-21T08:00:00Z",
            "marks": [], "chosen": [], "route": "" }"#;
        let own = run(&["diagnose", "--format", "json"], saved);
        let report: Value = serde_json::from_str(&own.out).unwrap();
        assert_eq!(report["at"], "2026-11-21T08:00:00Z");
        assert_eq!(report["evidence"][0]["source"], "paste 1");
        assert_eq!(report["problems"][0]["fault"], "no-permission");
        // A flag beats the saved time; `json` gives one.
        json(&[], saved);

        let broken = run(&["diagnose"], &saved.replace("paste\",", "pasted\","));
        assert_eq!(broken.status, 2);
        assert!(broken.err.contains("`origin`"), "{}", broken.err);
    }

    #[test]
    fn what_cannot_be_judged_is_told_as_json_too() {
        for (stdin, verdict) in [
            ("null", "pending"),
            ("", "nothing-readable"),
            ("the quick brown fox", "nothing-readable"),
        ] {
            let (report, status) = json(&[], stdin);
            assert_eq!(
                (status, &report["verdict"]),
                (2, &verdict.into()),
                "{stdin}"
            );
        }
    }

    #[test]
    fn what_is_recognised_but_not_judged_is_no_error() {
        let request = r#"{ "protocol": "Http", "path": "/", "backendAddressPool": { "id": "web" }, "backendHttpSettings": { "id": "https" } }"#;
        let (report, status) = json(&[], request);
        assert_eq!((status, &report["verdict"]), (0, &"nothing-judged".into()));
        assert_eq!(report["evidence"][0]["kind"], "probe");
    }

    #[test]
    fn the_access_log_and_metrics_stand_in_the_report() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
        let log = format!("{folder}examples/healthy-but-failing.json");
        let (report, status) = json(&[&log], "");
        assert_eq!(status, 1);
        assert_eq!(report["access_log"]["requests"], 4);
        assert_eq!(report["access_log"]["failed"][0]["status"], 504);
        assert_eq!(report["access_log"]["failed"][0]["who"], "slow-server");
        let steps = &report["healthy_but_failing"];
        assert_eq!(steps[0]["id"], "healthy-but-failing/who-answers");
        let metrics = format!("{folder}metrics/cli.json");
        let (report, status) = json(&[&metrics], "");
        assert_eq!(status, 1);
        assert_eq!(report["metrics"][0]["first_drop"], "2026-11-19T14:00:00Z");
        assert_eq!(report["metrics"][1]["flapping"], true);
        assert_eq!(report["access_log"], Value::Null);
    }

    #[test]
    fn a_flag_beats_the_evidence_and_says_so() {
        let gateway = fixture("gateway.json");
        let args = [
            gateway.as_str(),
            "--sku",
            "v1",
            "--host",
            "shop.contoso.com",
            "--well-known-ca",
            "no",
        ];
        let (report, _) = json(&args, "");
        assert_eq!(report["gateways"][0]["sku"], "v1");
        assert_eq!(
            outcome(&report, "gateway-v1-retired", "gateway agw-shop"),
            "warn"
        );
        let notes = report["notes"].to_string();
        for part in ["SKU is v1", "shop.contoso.com", "not trusted"] {
            assert!(notes.contains(part), "{part}: {notes}");
        }
    }

    #[test]
    fn bad_usage_prints_no_report() {
        let missing = fixture("no-such-file.json");
        let healthy = fixture("healthy.json");
        for (args, told) in [
            (&["diagnose", missing.as_str()][..], "no-such-file.json"),
            (
                &[
                    "diagnose",
                    healthy.as_str(),
                    "--trusted-root",
                    missing.as_str(),
                ],
                "no-such-file.json",
            ),
            (
                &[
                    "diagnose",
                    healthy.as_str(),
                    "--trusted-root",
                    healthy.as_str(),
                ],
                "holds no certificate",
            ),
            (&["diagnose", "-", "-"], "once"),
            (&["diagnose", "--sku", "v3"], "v3"),
            (&["diagnose", "--at", "yesterday"], "2026-11-21T00:00:00Z"),
            (&["diagnose", "--message", ""], "message"),
            (&["diagnose", "--message", " \n"], "message"),
            (&["diagnose", "--format", "yaml"], "yaml"),
            (&["fault", "no-such-fault"], "faults"),
            (&["openssl", "-1"], "0 to 104"),
            (&["cure"], "cure"),
            (&[], "Usage"),
        ] {
            let mut args = args.to_vec();
            if args.first() == Some(&"diagnose") && !args.contains(&"--format") {
                args.extend(["--format", "json"]);
            }
            let run = run(&args, "");
            assert_eq!((run.status, run.out.as_str()), (2, ""), "{args:?}");
            assert!(run.err.contains(told), "{args:?}: {}", run.err);
        }
    }

    #[test]
    fn the_text_says_what_is_wrong_first() {
        let mut args = vec!["diagnose"];
        let (mixed, gateway) = (fixture("mixed.json"), fixture("gateway.json"));
        args.extend([mixed.as_str(), gateway.as_str()]);
        args.extend(AT);
        let run = run(&args, "");
        assert_eq!(run.status, 1);
        let places: Vec<usize> = [
            "Something is wrong: 2 problems",
            "Pool api / https: Clients get 502",
            "Pool web / https: 1 of 3 servers are healthy.",
            "Gateway agw-shop, resource group rg-shop",
            "Servers (3 unhealthy, 1 healthy)",
            "10.0.0.5         unhealthy  status-mismatch  web / https (Https 8443)",
            "Problem 1:",
            "10.0.0.5, 10.0.0.6 (pool web, setting https) are unhealthy.",
            "How to do each step: appgw-doctor fault status-mismatch",
            "Problem 2:",
            "said <b>no</b> @everyone",
            "Checks",
            "probe-protocol-mismatch on setting https",
            "Judged as of 2026-11-21T00:00:00Z.",
        ]
        .iter()
        .map(|part| {
            run.out
                .find(part)
                .unwrap_or_else(|| panic!("{part}\n{}", run.out))
        })
        .collect();
        assert!(places.is_sorted(), "{places:?}\n{}", run.out);
        // A command is never broken.
        let is_command = |line: &str| {
            ["    az ", "    openssl "]
                .iter()
                .any(|tool| line.starts_with(tool))
        };
        for line in run.out.lines().filter(|line| line.contains(' ')) {
            assert!(line.chars().count() <= 80 || is_command(line), "{line}");
        }
    }

    #[test]
    fn a_clean_report_says_what_it_rests_on() {
        let healthy = fixture("healthy.json");
        let run = run(&["diagnose", &healthy], "");
        assert_eq!(run.status, 0);
        for part in [
            "Nothing wrong was found",
            "3 servers' health",
            "Not looked at",
            "application-gateway show",
        ] {
            assert!(run.out.contains(part), "{part}\n{}", run.out);
        }
    }

    #[test]
    fn markdown_holds_pasted_text_as_text() {
        let mixed = fixture("mixed.json");
        let run = run(&["diagnose", &mixed, "--format", "markdown"], "");
        assert_eq!(run.status, 1);
        assert!(
            run.out
                .contains("| `10.0.0.5` | unhealthy | `web` | `https` | status-mismatch |"),
            "{}",
            run.out
        );
        for line in run.out.lines().filter(|line| line.contains("everyone")) {
            if line.starts_with('|') {
                // Inside a code span, which a bar would end all the same.
                assert!(
                    line.contains("``The **API** behind `api` \\| said <b>no</b> @everyone``"),
                    "{line}"
                );
            } else {
                assert!(
                    line.contains("\\<b\\>no\\</b\\> @\u{200b}everyone"),
                    "{line}"
                );
            }
        }
        for heading in [
            "# Application Gateway",
            "## Problem 1:",
            "### Steps",
            "## Servers",
            "## Checks",
            "## Notes",
        ] {
            assert!(
                run.out.lines().any(|line| line.starts_with(heading)),
                "{heading}"
            );
        }
    }

    #[test]
    fn every_check_has_its_page() {
        let list = run(&["checks"], "");
        assert_eq!((list.status, list.out.lines().count()), (0, CHECKS.len()));
        for id in CHECKS {
            let page = run(&["check", id], "");
            assert_eq!(page.status, 0, "{id}");
            for heading in [
                format!("[{id}]"),
                "What is checked".to_owned(),
                "Why it matters".to_owned(),
            ] {
                assert!(page.out.contains(&heading), "{id}: {heading}");
            }
        }
        assert_eq!(run(&["check", "no-such-check"], "").status, 2);
    }

    #[test]
    fn every_topic_has_its_page() {
        let list = run(&["faults"], "");
        assert_eq!(list.status, 0);
        assert_eq!(list.out.lines().count(), Topic::all().count());
        for topic in Topic::all() {
            let entry = playbook::entry(topic);
            let line = format!("{} ", topic.id());
            let listed = list
                .out
                .lines()
                .find(|listed| listed.starts_with(&line))
                .unwrap();
            assert!(listed.ends_with(entry.title), "{listed}");
            let page = run(&["fault", topic.id()], "");
            assert_eq!(page.status, 0);
            let flat = page.out.split_whitespace().collect::<Vec<_>>().join(" ");
            for step in entry.steps {
                let title = step.title.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(flat.contains(&title), "{}: {title}", topic.id());
                for command in step.commands {
                    for line in command.template.lines() {
                        assert!(page.out.contains(line), "{}: {line}", topic.id());
                    }
                }
            }
        }
    }

    #[test]
    fn a_closed_pipe_is_no_error() {
        let mut child = Command::new(env!("CARGO_BIN_EXE_appgw-doctor"))
            .args(["fault", "root-mismatch"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stderr.is_empty());
    }

    #[test]
    fn compares_before_and_after() {
        let before = r#"[{"address": "10.0.0.4", "health": "Unhealthy", "healthProbeLog": "Cannot connect to backend server."},
            {"address": "10.0.0.5", "health": "Healthy", "healthProbeLog": ""}]"#;
        let after = std::env::temp_dir().join(format!("appgw-doctor-{}.json", std::process::id()));
        std::fs::write(
            &after,
            before
                .replace("Unhealthy", "X")
                .replace("Healthy", "Unhealthy")
                .replace('X', "Healthy"),
        )
        .unwrap();
        let after = after.to_str().unwrap().to_owned();

        let text = run(&["compare", "-", &after], before);
        assert_eq!(text.status, 1, "{}", text.err);
        assert!(
            text.out.contains("Servers: 1 worse, 1 fixed."),
            "{}",
            text.out
        );
        assert!(
            text.out.contains("  10.0.0.5: healthy → unhealthy"),
            "{}",
            text.out
        );
        let markdown = run(&["compare", "-", &after, "--format", "markdown"], before);
        assert!(
            markdown.out.contains("| Fixed | 10.0.0.4 |"),
            "{}",
            markdown.out
        );
        let json = run(&["compare", "-", &after, "--format", "json"], before);
        let json: Value = serde_json::from_str(&json.out).unwrap();
        let schema = serde_json::from_str(include_str!("comparison.schema.json")).unwrap();
        let schema = jsonschema::validator_for(&schema).unwrap();
        let wrong: Vec<_> = schema
            .iter_errors(&json)
            .map(|error| error.to_string())
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(json["schema"], "appgw-doctor/comparison/1");
        assert_eq!(json["servers"][0]["change"], "worse");
        assert_eq!(json["servers"][1]["before"]["fault"], "tcp-connect");
        assert_eq!(json["servers"][1]["after"]["health"], "healthy");

        assert_eq!(run(&["compare", "-", "-"], before).status, 2);
        let unread = run(&["compare", "-", &after], "good morning");
        assert_eq!(unread.status, 2);
        assert!(
            unread.err.contains("nothing in - can be compared"),
            "{}",
            unread.err
        );
        std::fs::remove_file(after).unwrap();
    }
}
