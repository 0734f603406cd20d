//! What a client got from the gateway: the forms it is pasted in, and whose answer it is said to be.

#[cfg(test)]
mod responses {
    use std::path::Path;

    use appgw_doctor::diagnosis::{Case, Diagnosis, Outcome, Typed, Verdict, diagnose};
    use appgw_doctor::evidence::{Content, Kind, read};
    use appgw_doctor::gateway::HttpResponse;
    use appgw_doctor::time::Timestamp;

    const GATEWAY: &str = "Microsoft-Azure-Application-Gateway/v2";

    fn found(text: &str) -> Vec<(u16, Option<String>)> {
        let pieces = read("paste 1", text.as_bytes());
        let responses = pieces.into_iter().filter_map(|piece| match piece.content {
            Content::Response(HttpResponse { status, server }) => Some((status, server)),
            _ => None,
        });
        responses.collect()
    }

    fn by(server: &str, status: u16) -> Vec<(u16, Option<String>)> {
        vec![(status, Some(server.to_owned()))]
    }

    fn judged(text: &str) -> Diagnosis {
        diagnose(&Case {
            evidence: read("paste 1", text.as_bytes()),
            typed: Typed::default(),
            at: Timestamp::parse("2026-11-21T00:00:00Z").unwrap(),
            roots: None,
        })
    }

    fn check(text: &str) -> (Outcome, String) {
        let found = judged(text);
        let [check] = found.checks.as_slice() else {
            panic!("{:?}", found.checks);
        };
        assert_eq!(check.id, "response-errors");
        (check.outcome, check.because.clone())
    }

    fn fixture(name: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/evidence");
        std::fs::read_to_string(folder.join(name)).unwrap()
    }

    #[test]
    fn headers_and_pages_of_every_client_are_read() {
        for name in ["response_curl.txt", "response_page.txt"] {
            assert_eq!(found(&fixture(name)), by(GATEWAY, 502), "{name}");
        }
        let page = fixture("response_page.txt");
        for (text, expected) in [
            // The page on one line, and as a browser shows it.
            (page.replace('\n', ""), by(GATEWAY, 502)),
            (format!("502 Bad Gateway\n\n{GATEWAY}"), by(GATEWAY, 502)),
            // Header and page are of one response.
            (
                format!("HTTP/1.1 502 Bad Gateway\r\nServer: {GATEWAY}\r\n\r\n{page}"),
                by(GATEWAY, 502),
            ),
            (
                "HTTP/2 504\nserver: nginx\ndate: x\n\n".to_owned(),
                by("nginx", 504),
            ),
            // Whatever else the prose says.
            (
                format!("clients see this since nine:\n{page}\nplease help"),
                by(GATEWAY, 502),
            ),
        ] {
            assert_eq!(found(&text), expected, "{text}");
        }
        for text in [
            "502 Bad Gateway",
            "Server Error\n\n502 - Web server received an invalid response while acting as a gateway or proxy server.",
            "Server Error: 502 - Web server received an invalid response while acting as a gateway or proxy server",
            "Invoke-WebRequest : The remote server returned an error: (502) Bad Gateway.",
            "Invoke-WebRequest: Response status code does not indicate success: 502 (Bad Gateway).",
            "curl: (22) The requested URL returned error: 502",
            "This page isn\u{2019}t working\nHTTP ERROR 502",
        ] {
            assert_eq!(found(text), [(502, None)], "{text}");
        }
    }

    #[test]
    fn several_responses_stay_several() {
        let text = format!(
            "HTTP/1.1 200 Connection established\n\nHTTP/1.1 100 Continue\n\nHTTP/1.1 301 Moved Permanently\nServer: {GATEWAY}\nLocation: https://shop.contoso.com/\n\nHTTP/1.1 403 Forbidden\nServer: {GATEWAY}\n"
        );
        let both = [by(GATEWAY, 301), by(GATEWAY, 403)].concat();
        assert_eq!(found(&text), both);
        let outcomes: Vec<Outcome> = judged(&text).checks.iter().map(|one| one.outcome).collect();
        assert_eq!(outcomes, [Outcome::Pass, Outcome::Fail]);
        // The same answer twice is told once.
        let page = fixture("response_page.txt");
        assert_eq!(
            judged(&format!("{page}\n{}\n{page}", "\n".repeat(30)))
                .checks
                .len(),
            1
        );
    }

    #[test]
    fn what_is_no_response_is_none() {
        for text in [
            "",
            GATEWAY,
            "Server: nginx",
            "HTTP/1.1",
            "HTTP/1.1 99 Odd",
            "HTTP/1.1 5020 Odd",
            "HTTP/x 502 Odd",
            "502",
            "502 servers",
            "10.0.0.4 502 Bad Gateway since nine",
            "200 OK",
            "GET / HTTP/1.1\" 502 157",
            "Received invalid status code: 502 in the backend server's HTTP response. As per the health probe configuration, 200-399 is the acceptable status code.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn whose_answer_it_is_decides_where_to_look() {
        let answer =
            |status: u16, server: &str| check(&format!("HTTP/1.1 {status} x\nServer: {server}\n"));
        for status in [400, 403, 404, 408, 413, 418, 500, 502, 503, 504] {
            let (outcome, because) = answer(status, GATEWAY);
            assert_eq!(outcome, Outcome::Fail, "{because}");
            let start = format!("The gateway itself answered {status}");
            assert!(because.starts_with(&start), "{because}");
        }
        let (outcome, because) = answer(502, "nginx");
        assert_eq!(outcome, Outcome::Fail);
        assert!(
            because.starts_with("This 502 is not the gateway's own. `nginx` answered"),
            "{because}"
        );
        assert_eq!(answer(404, "nginx").0, Outcome::Warn);
        let (outcome, because) = check("502 Bad Gateway");
        assert_eq!(outcome, Outcome::Fail);
        assert!(because.starts_with("Nothing here tells who"), "{because}");
        assert_eq!(answer(204, GATEWAY).0, Outcome::Pass);
        assert_eq!(judged("HTTP/1.1 204 x\n").verdict, Verdict::NothingWrong);
    }

    #[test]
    fn the_gateway_names_its_sku() {
        let assumed = |text: &str| {
            let notes = judged(text).notes;
            notes.iter().any(|note| note.contains("v2 is assumed"))
        };
        assert!(!assumed(&fixture("response_page.txt")));
        assert!(assumed("502 Bad Gateway"));
    }

    #[test]
    fn beside_a_report_both_are_read() {
        let report = r#"{"backendAddressPools": [{"backendAddressPool": {"name": "web"}, "backendHttpSettingsCollection": [{"backendHttpSettings": {"name": "https"}, "servers": [{"address": "10.0.0.4", "health": "Unhealthy", "healthProbeLog": "Cannot connect to backend server."}]}]}]}"#;
        let text = format!("{}\n{report}\n", fixture("response_curl.txt"));
        let kinds: Vec<Kind> = read("paste 1", text.as_bytes())
            .iter()
            .map(|piece| piece.kind())
            .collect();
        assert_eq!(kinds, [Kind::HttpResponse, Kind::BackendHealth]);
        let found = judged(&text);
        let check = found.checks.iter().find(|one| one.id == "response-errors");
        let because = &check.unwrap().because;
        assert!(
            because.ends_with("has no healthy server, which may be why."),
            "{because}"
        );
    }

    /// Whether no message is taken for a probe's.
    fn are_another_tools(text: &str) -> bool {
        let pieces = read("paste 1", text.as_bytes());
        let mut messages = pieces.iter().filter(|one| one.kind() == Kind::Message);
        messages.all(|one| one.is_another_tools())
    }

    /// What the checks say of tests from other machines, and of changes that were refused.
    fn attempts(text: &str) -> Vec<(&'static str, Outcome, String)> {
        let checks = judged(text).checks.into_iter();
        let about = checks.filter(|one| {
            one.subject == "a test from another machine"
                || one.subject == "a proxy's log"
                || one.subject == "the change that Azure refused"
        });
        about
            .map(|one| (one.id, one.outcome, one.because))
            .collect()
    }

    #[test]
    fn tests_from_another_machine_are_read_with_their_limits() {
        for (text, start) in [
            (
                "azureuser@vm:~$ curl -v https://10.0.0.4/\n*   Trying 10.0.0.4:443...\n* SSL certificate problem: unable to get local issuer certificate\n* Closing connection 0\ncurl: (60) SSL certificate problem: unable to get local issuer certificate\nMore details here: https://curl.se/docs/sslcerts.html",
                "The machine that asked does not trust",
            ),
            (
                "PS C:\\> Test-NetConnection -ComputerName 10.0.0.4 -Port 443\nWARNING: TCP connect to (10.0.0.4 : 443) failed\n\nComputerName           : 10.0.0.4\nRemotePort             : 443\nTcpTestSucceeded       : False",
                "No answer came in time.",
            ),
            (
                "C:\\Users\\ada>nslookup app.contoso.com\nServer:  UnKnown\nAddress:  10.0.0.4\n\n*** UnKnown can't find app.contoso.com: Non-existent domain",
                "The name does not resolve",
            ),
            (
                "CONNECTED(00000003)\nwrite:errno=104\n---\nno peer certificate available\n---",
                "The server took the connection and closed it",
            ),
            (
                "verify error:num=20:unable to get local issuer certificate\nverify error:num=21:unable to verify the first certificate",
                "The machine that asked does not trust",
            ),
            (
                "4057D2:error:8000006F:system library:BIO_connect:Connection refused:crypto/bio/bio_sock2.c:114:calling connect()\nconnect:errno=111",
                "The server refused the connection.",
            ),
            (
                "2026/11/21 08:00:00 [error] 31#31: *7 no live upstreams while connecting to upstream, client: 10.0.0.9",
                "A proxy logged",
            ),
        ] {
            let found = attempts(text);
            let [(id, Outcome::Fail, because)] = found.as_slice() else {
                panic!("{text}: {found:?}");
            };
            assert_eq!(*id, "response-errors");
            assert!(because.starts_with(start), "{because}");
            assert!(are_another_tools(text), "{text}");
        }
        // What works is told, and is no fault.
        let works = "TcpTestSucceeded : True";
        assert_eq!(attempts(works)[0].1, Outcome::Pass);
        assert_eq!(judged(works).verdict, Verdict::NothingWrong);
        // What people write of it is none.
        assert!(attempts("I think that the certificate has expired").is_empty());
    }

    #[test]
    fn a_test_is_held_beside_the_report() {
        let report = |address: &str, message: &str| {
            format!(
                r#"[{{"address":"{address}","health":"Unhealthy","healthProbeLog":"{message}"}}]"#
            )
        };
        let refused = report("10.0.0.4", "Cannot connect to backend server.");
        let works = "\nComputerName : 10.0.0.4\nRemotePort : 443\nTcpTestSucceeded : True\n";
        let (_, outcome, because) = attempts(&format!("{refused}{works}")).remove(0);
        assert_eq!(outcome, Outcome::Warn, "{because}");
        assert!(because.contains("does not get through"), "{because}");
        assert!(because.contains("RemotePort : 443"), "{because}");
        // Another server's says nothing of this one.
        let other = report("10.0.0.5", "Cannot connect to backend server.");
        assert_eq!(attempts(&format!("{other}{works}"))[0].1, Outcome::Pass);
        let name = report(
            "web.contoso.com",
            "Application Gateway could not create a probe for this backend.",
        );
        let resolves = "\nNon-authoritative answer:\nName:\tweb.contoso.com\nAddress: 10.0.0.9\n";
        let (_, outcome, because) = attempts(&format!("{name}{resolves}")).remove(0);
        assert_eq!(outcome, Outcome::Warn, "{because}");
        assert!(because.contains("stop and start the gateway"), "{because}");
        let same = "\nnc: connect to 10.0.0.4 port 443 (tcp) failed: Connection refused\n";
        let (_, outcome, because) = attempts(&format!("{refused}{same}")).remove(0);
        assert_eq!(outcome, Outcome::Fail);
        assert!(because.contains("message says the same"), "{because}");
    }

    #[test]
    fn changes_that_azure_refused_are_told_by_their_check() {
        for text in [
            r#"{"code":"DeploymentFailed","details":[{"code":"ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup","message":"x"}]}"#,
            "(ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup) Network security group nsg blocks incoming internet traffic.",
        ] {
            let found = attempts(text);
            let [("nsg-management-ports", Outcome::Fail, because)] = found.as_slice() else {
                panic!("{text}: {found:?}");
            };
            assert!(because.starts_with("Azure refused a change"), "{because}");
            assert!(are_another_tools(text), "{text}");
        }
    }

    #[test]
    fn a_502_beside_healthy_servers_leads_to_the_request() {
        let report = r#"{"backendAddressPools": [{"backendAddressPool": {"name": "web"}, "backendHttpSettingsCollection": [{"backendHttpSettings": {"name": "https"}, "servers": [{"address": "10.0.0.4", "health": "Healthy"}]}]}]}"#;
        let found = judged(&format!("{}\n{report}\n", fixture("response_curl.txt")));
        let check = found.checks.iter().find(|one| one.id == "response-errors");
        let because = &check.unwrap().because;
        assert!(
            because.contains("Every server in the report is healthy"),
            "{because}"
        );
    }

    #[test]
    fn times_of_a_chat_are_no_output() {
        let text = "[10:41] Priya\nCannot connect to backend server.\n[10:44] Tom\nthanks";
        let kinds: Vec<Kind> = read("paste 1", text.as_bytes())
            .iter()
            .map(|piece| piece.kind())
            .collect();
        assert_eq!(kinds, [Kind::Message]);
        assert!(!are_another_tools(text));
    }

    #[test]
    fn connection_troubleshoot_is_read() {
        let answer = |status: &str, issues: &str| {
            format!(
                r#"{{"connectionStatus":"{status}","hops":[{{"address":"10.0.1.4","type":"Source","issues":[]}},{{"address":"10.0.0.4","type":"VirtualMachine","issues":[{issues}]}}],"probesSent":100,"probesFailed":100}}"#
            )
        };
        let rule = r#"{"origin":"Inbound","severity":"Error","type":"NetworkSecurityRule","context":[{"key":"RuleName","value":"DenyAll"}]}"#;
        let found = attempts(&answer("Reachable", ""));
        assert_eq!(found[0].1, Outcome::Pass);
        let judged = judged(&answer("Unreachable", rule));
        let check = judged.checks.iter().find(|one| one.id == "response-errors");
        let check = check.unwrap();
        assert_eq!(check.outcome, Outcome::Fail);
        assert_eq!(check.subject, "Connection troubleshoot");
        assert!(
            check
                .because
                .contains("10.0.0.4, NetworkSecurityRule DenyAll"),
            "{}",
            check.because
        );
    }

    #[test]
    fn a_portal_in_another_language_is_a_report() {
        let text = "\u{30b5}\u{30fc}\u{30d0}\u{30fc}\t\u{30dd}\u{30fc}\u{30c8}\t\u{72b6}\u{614b}\t\u{8a73}\u{7d30}\n10.0.0.4 (web)\t443 (web-https)\t\u{7570}\u{5e38}\tCannot connect to backend server.\n";
        let kinds: Vec<Kind> = read("paste 1", text.as_bytes())
            .iter()
            .map(|piece| piece.kind())
            .collect();
        assert_eq!(kinds, [Kind::BackendHealth]);
    }
}
