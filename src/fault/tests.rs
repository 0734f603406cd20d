//! Every known message, to the letter, and what it must be read as.

use proptest::prelude::*;

use super::*;

/// A message, its fault, and received, expected, expected body and OpenSSL code where it has one.
type Row = (&'static str, Fault, Details);

fn plain(fault: Fault, messages: &[&'static str]) -> Vec<Row> {
    let row = |message: &&'static str| (*message, fault, Details::default());
    messages.iter().map(row).collect()
}

fn status(message: &'static str, received: Option<&str>, expected: Option<&str>) -> Row {
    let details = Details {
        received: received.map(str::to_owned),
        expected: expected.map(str::to_owned),
        ..Details::default()
    };
    (message, Fault::StatusMismatch, details)
}

fn body(message: &'static str, expected: Option<&str>) -> Row {
    let details = Details {
        expected_body: expected.map(str::to_owned),
        ..Details::default()
    };
    (message, Fault::BodyMismatch, details)
}

fn openssl(message: &'static str, code: Option<u32>) -> Row {
    let details = Details {
        openssl_code: code,
        ..Details::default()
    };
    (message, Fault::VerificationFailed, details)
}

fn messages() -> Vec<Row> {
    use Fault::*;
    let mut rows = Vec::new();
    rows.extend(plain(ProbeTimeout, &[
        "Time taken by the backend to respond to application gateway's health probe is more than the time-out threshold in the probe setting.",
        "Time taken by the backend to respond to application gateway\\'s health probe is more than the timeout threshold in the probe setting.",
        "Time taken by the backend to respond to application gateway's health probe is more than the time-out threshold in the probe configuration. Either increase the time-out threshold in the probe configuration or resolve the backend issues. Note: for default probe, the http timeout is 30s. To learn more visit - https://aka.ms/ProbeTimeOut.",
        "Time taken by the backend to respond ... more than the time-out threshold",
        "... is more than the timeout threshold. To learn more visit - https://aka.ms/ProbeTimeOut.",
        "Failed to connect to backend server. Timeout exceeded.",
        "后端响应应用程序网关运行状况探测所花费的时间超过了探测设置中的超时阈值。",
        "Time taken by the backend to respond to application gateway's health probe is more than the timeout threshold in the probe setting. (Die Zeit, die das Back-End benötigt hat, überschreitet den Schwellenwert.)",
        "Backend server timeout",
    ]));
    rows.extend(plain(DnsResolution, &[
        "Application Gateway could not create a probe for this backend. This usually happens when the FQDN of the backend has not been entered correctly.",
        "Application Gateway could not create a probe for this backend. This usually happens when the FQDN of the backend is not entered correctly.",
        "Application Gateway couldn’t create a probe for this back-end...",
        "This usually happens when the FQDN of the backend isn't entered correctly",
        "DNS resolution error",
    ]));
    rows.extend(plain(TcpConnect, &[
        "Application Gateway could not connect to the backend. Check that the backend responds on the port used for the probe. Also check whether any NSG/UDR/Firewall is blocking access to the Ip and port of this backend.",
        "Cannot connect to server. Check whether any NSG/UDR/Firewall is blocking access to server.",
        "Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server. Check if application is running on correct port. To learn more visit - https://aka.ms/servernotreachable.",
        "Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server. Check if application is running on correct port.",
        "Can't connect to the server... see <https://aka.ms/servernotreachable>",
        "Connection refused",
        "应用程序网关无法连接到后端。请检查后端是否在用于探测的端口上响应。",
        "TCP connect error",
    ]));
    rows.extend([
        status("Status code of the backend's HTTP response did not match the probe setting. Expected:{HTTPStatusCode0} Received:{HTTPStatusCode1}.", None, None),
        status("Status code of the backend's HTTP response did not match the probe setting. Expected:200-399 Received:404.", Some("404"), Some("200-399")),
        status("Status code of the backend's HTTP response did not match the probe setting. Expected: 200, 201 Received: 503", Some("503"), Some("200, 201")),
        status("Probe status code mismatch: Received 401", Some("401"), None),
        status("Probe status code mismatch: Received 503", Some("503"), None),
        status("Received invalid status code: 401 in the backend server’s HTTP response. As per the health probe configuration, 200-399 is the acceptable status code. Either modify probe configuration or resolve backend issues. Learn more", Some("401"), Some("200-399")),
        status("Received invalid status code: 404 in the backend server's HTTP response. As per the health probe configuration, 200-399 is the acceptable status code.", Some("404"), Some("200-399")),
        status("Received invalid status code: 502 in the backend server's HTTP response.", Some("502"), None),
        status("Received invalid status code: 403 in the backend server's HTTP response. As per the health probe configuration, 200-299,401 is the acceptable status code.", Some("403"), Some("200-299,401")),
        status("后端 HTTP 响应的状态代码与探测设置不匹配。 预期值: {HTTPStatusCode0}，收到的值: {HTTPStatusCode1}", None, None),
        status("后端 HTTP 响应的状态代码与探测设置不匹配。 预期值: 200-399，收到的值: 500", Some("500"), Some("200-399")),
        status("HTTP status code mismatch", None, None),
        body("Body of the backend's HTTP response did not match the probe setting. Received response body does not contain {string}.", None),
        body("Body of the backend's HTTP response did not match the probe setting. Received response body doesn't contain {string}.", None),
        body("Body of the backend's HTTP response did not match the probe setting. Received response body does not contain Welcome to Contoso.", Some("Welcome to Contoso")),
        body("Body of the backend's HTTP response did not match the probe setting. Received response body does not contain {\"status\":\"Expected 200\"}. To learn more visit - https://aka.ms/probebody.", Some("{\"status\":\"Expected 200\"}")),
        body("**Body of the backend’s HTTP response did not match the probe setting. Received response body doesn’t contain READY_1.**", Some("READY_1")),
        openssl("The validity of the backend certificate could not be verified. To find out the reason, check Open SSL diagnostics for the message associated with error code {errorCode}", None),
        openssl("The validity of the backend certificate could not be verified. To find out the reason, check OpenSSL diagnostics for the message associated with error code 19.", Some(19)),
        openssl("The validity of the backend certificate could not be verified. To find out the reason, check OpenSSL diagnostics for the message associated with **error code 20**", Some(20)),
        openssl("The validity of the backend certificate couldn't be verified.", None),
        openssl("Certificate verification failed", None),
        body("HTTP response body mismatch", None),
    ]);
    rows.extend(plain(CertificateNameMismatch, &[
        "The Common Name (CN) of the backend certificate does not match the host header of the probe.",
        "The Common Name (CN) of the backend certificate does not match the host header entered in the health probe configuration",
        "The Common Name (CN) of the backend server certificate does not match the host header entered in the health probe configuration (v2 SKU) or the FQDN in the backend pool (v1 SKU). Verify if the hostname matches with the CN of the backend server certificate. To learn more visit - https://aka.ms/backendcertcnmismatch.",
        "The Common Name of the leaf certificate presented by the backend server does not match the Probe or Backend Setting hostname of the application gateway.",
        "The Common Name (CN) of the backend certificate doesn’t match.",
        "The common name (CN) of the backend certificate does not match the host header",
        "The Common Name of the leaf certificate presented by the back-end server does not match the Probe or Backend Setting hostname of the application gateway",
        "Common Name (CN) doesn't match",
    ]));
    rows.extend(plain(CertificateExpired, &[
        "Backend certificate is invalid. Current date is not within the \"Valid from\" and \"Valid to\" date range on the certificate.",
        "Backend certificate is invalid. Current date is not within the \\\"Valid from\\\" and \\\"Valid to\\\" date range on the certificate.",
        "Backend certificate is invalid. Current date isn't within the \"Valid from\" and \"Valid to\" date range on the certificate.",
        "Backend certificate is invalid. Current date isn’t within the “Valid from” and “Valid to” date range on the certificate.",
        "Backend certificate is invalid",
        "Backend certificate has expired",
        "Backend certificate expired.",
    ]));
    rows.extend(plain(IntermediateMissing, &[
        "The Intermediate certificate is missing from the certificate chain presented by the backend server. Ensure the certificate chain is complete and correctly ordered on the backend server.",
        "The **Intermediate certificate is missing** from the certificate chain presented by the backend server.",
        "The Intermediate certificate was not found",
    ]));
    rows.extend(plain(LeafMissing, &[
        "The Leaf certificate is missing from the certificate chain presented by the backend server. Ensure the chain is complete and correctly ordered on the backend server.",
        "The leaf certificate is missing from the certificate chain presented by the backend server.",
        "The Leaf or Server certificate was not found",
    ]));
    rows.extend(plain(LeafNotTopmost, &[
        "The Leaf certificate isn't the topmost certificate in the chain presented by the backend server. Ensure the certificate chain is correctly ordered on the backend server.",
        "The leaf certificate is not the topmost certificate in the chain...",
        "Leaf must be topmost in chain",
    ]));
    rows.extend(plain(ServerNotPublicCa, &[
        "The server certificate used by the backend is not signed by a well-known Certificate Authority (CA). Whitelist the backend on the application gateway by uploading the root certificate of the server certificate used by the backend.",
        "The server certificate used by the backend is not signed by a well-known Certificate Authority (CA). Allow the backend on the Application Gateway by uploading the root certificate of the server certificate used by the backend.",
        "The backend Server certificate isn't signed by a well-known Certificate Authority (CA). To use unknown CA certificates, its Root certificate must be uploaded to the Backend Setting of the application gateway.",
        "Server certificate is not issued by a publicly known CA",
    ]));
    rows.extend(plain(IntermediateNotPublicCa, &[
        "The Intermediate certificate isn't signed by a well-known Certificate Authority (CA). Ensure the certificate chain is complete and correctly ordered on the backend server.",
        "The Intermediate certificate is NOT signed by a publicly known CA",
    ]));
    rows.extend(plain(RootMismatchNoRoot, &[
        "The Intermediate certificate not signed by any Root certificates uploaded to the application gateway. Ensure the certificate chain is complete and correctly ordered on the backend server.",
        "The intermediate certificate is not signed by any root certificates uploaded to the application gateway.",
        "Trusted root certificate mismatch (no Root certificate on the backend server)",
    ]));
    rows.extend(plain(RootMismatch, &[
        "The root certificate of the server certificate used by the backend does not match the trusted root certificate added to the application gateway. Ensure that you add the correct root certificate to whitelist the backend",
        "The root certificate of the server certificate used by the backend does not match the trusted root certificate added to the application gateway. Ensure that you add the correct root certificate to allowlist the backend",
        "The root certificate of the server certificate used by the backend doesn't match the trusted root certificate added to the application gateway. Ensure that you add the correct root certificate to allowlist the backend.",
        "...doesn't match the trusted root certificate added to the application gateway. Ensure that you add the correct root certificate to the allowlist for the backend.",
        "Trusted root certificate mismatch (Root certificate is available on the backend server)",
    ]));
    rows.extend(plain(HealthUnknown, &[
        "The backend health status could not be retrieved. This happens when an NSG/UDR/Firewall on the application gateway subnet is blocking traffic on ports 65503-65534 in case of v1 SKU, and ports 65200-65535 in case of the v2 SKU or if the FQDN configured in the backend pool could not be resolved to an IP address. To learn more visit - https://aka.ms/UnknownBackendHealth.",
        "The backend health status could not be retrieved. This happens when an NSG/UDR/Firewall on the application gateway subnet is blocking traffic on ports 65503-65534 (v1 SKU) and ports 65200-65535 (v2 SKU). This error can also occur if the FQDN configured in the backend pool could not be resolved to an IP address. To learn more visit - https://aka.ms/UnknownBackendHealth.",
        "Unable to retrieve health status data. Check presence of NSG/UDR blocking access to ports 65503-65534 from Internet to Application Gateway.",
        "The backend health status could not be retrieved... if the FQDN configured in the backend pool could not be resolved to an IP address.",
    ]));
    rows.extend(plain(
        AuthenticationCertificateMismatch,
        &[
            "Backend server certificate is not whitelisted with Application Gateway.",
            "Backend server certificate isn't allow-listed with Application Gateway.",
            "BackendServerCertificateNotWhitelisted",
            "Backend Server Certificate needs to be whitelisted in Application Gateway",
            "To learn more visit - https://aka.ms/authcertificatemismatch.",
        ],
    ));
    rows.extend(plain(TlsHandshake, &["Https probe connection error"]));
    rows.extend(plain(
        ProxyProtocol,
        &[
            "Verify that the backend server is set up to accept the Proxy protocol header sent by the probes.",
            "Proxy protocol unsupported",
        ],
    ));
    rows.extend(plain(
        NoPermission,
        &[
            "No results.",
            "**No results**",
            "(AuthorizationFailed) The client 'ada@contoso.com' with object id '3f7c2a10-5b8e-4c1d-9a6f-2e4b8d7c1a05' does not have authorization to perform action 'Microsoft.Network/applicationGateways/backendhealth/action' over scope '/subscriptions/4b8e0d52-77aa-4f0e-9a51-0c6f5f1d2e3b/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw-shop' or the scope is invalid.",
        ],
    ));
    rows
}

#[test]
fn every_known_message_is_read() {
    for (message, fault, details) in messages() {
        let expected = Some(Reading::Fault(fault, details));
        assert_eq!(classify(message, None), expected, "{message}");
    }
}

#[test]
fn every_fault_that_has_messages_is_covered() {
    let without = [Fault::NoMessage, Fault::Unrecognised];
    for fault in Fault::ALL {
        let known = messages().iter().any(|(_, of, _)| *of == fault);
        assert_eq!(known, !without.contains(&fault), "{fault}");
    }
}

#[test]
fn every_wording_has_its_message() {
    let messages: Vec<&str> = messages().iter().map(|(message, ..)| *message).collect();
    let without = recognise::wordings_without(&messages);
    assert!(without.is_empty(), "no message above holds {without:#?}");
}

#[test]
fn no_message_belongs_to_two_faults() {
    for (message, fault, _) in messages() {
        let faults = recognise::every_fault(message);
        assert_eq!(faults, [fault], "{message}");
    }
}

#[test]
fn success_and_its_code() {
    for (message, name, received) in [
        ("Success. Received 200 status code", None, Some("200")),
        ("Success. Received 301 status code.", None, Some("301")),
        ("Success", Some("SuccessWithStatusCode"), None),
        ("Success", None, None),
        ("", Some("SuccessWithStatusCode"), None),
    ] {
        let received = received.map(str::to_owned);
        let expected = Some(Reading::Success { received });
        assert_eq!(classify(message, name), expected, "{message}");
    }
}

#[test]
fn what_no_probe_says_is_no_fault() {
    let pool = |message| match classify(message, None) {
        Some(Reading::NoHealthyServer { pool }) => pool,
        other => panic!("{message}: {other:?}"),
    };
    assert_eq!(
        pool("Backend pool [web-has] has no healthy servers that can handle the request")
            .as_deref(),
        Some("web-has")
    );
    assert_eq!(
        pool("Backend pool [name] has no healthy servers that can handle the request."),
        None
    );
    assert_eq!(
        classify("The request to the backend timed out", None),
        Some(Reading::RequestTimedOut)
    );
}

#[test]
fn the_error_name_helps_where_the_text_does_not() {
    let fault = |message, name| match classify(message, Some(name)) {
        Some(Reading::Fault(fault, _)) => Some(fault),
        _ => None,
    };
    for name in [
        "HttpStatusCodeMismatchWithStatusCode",
        "HTTPSTATUSCODEMISMATCH",
    ] {
        assert_eq!(fault("", name), Some(Fault::StatusMismatch), "{name}");
    }
    assert_eq!(
        fault("A new sentence.", "ServerNotReachable"),
        Some(Fault::TcpConnect)
    );
    assert_eq!(fault("", "ProbeTimeout"), Some(Fault::ProbeTimeout));
    assert_eq!(
        fault("", "IntermediateCertificateMissing"),
        Some(Fault::IntermediateMissing)
    );
    assert_eq!(
        fault("", "BackendServerCertificateNotWhitelisted"),
        Some(Fault::AuthenticationCertificateMismatch)
    );
    // Names that point to two faults, or to none, are not guessed.
    assert_eq!(fault("", "IntermediateNotSignedByWellKnownRoot"), None);
    assert_eq!(fault("", "SomethingElse"), None);
    // The text knows better than what we expect of a name.
    assert_eq!(
        fault("Cannot connect to server", "ProbeTimeout"),
        Some(Fault::TcpConnect)
    );
}

#[test]
fn strange_text_is_not_guessed() {
    for text in [
        "",
        ".",
        "The quick brown fox",
        "The certificate of the backend makes me sad.",
        "connect() failed (111: Connection refused) while connecting to upstream",
        "host not found in upstream",
        "Successfully updated the gateway",
        "We got no results.",
        "The Leaf certificate",
        "成功",
    ] {
        assert_eq!(classify(text, None), None, "{text}");
        assert!(!reads_like_message(text), "{text}");
    }
}

#[test]
fn how_a_wording_is_known() {
    let basis = |message| recognise(message, None).map(|found| found.basis);
    assert_eq!(basis("Connection refused"), Some(Basis::Inferred));
    assert_eq!(
        basis(
            "Cannot connect to server. Check whether any NSG/UDR/Firewall is blocking access to server."
        ),
        Some(Basis::Observed)
    );
    assert_eq!(
        basis("Application Gateway could not connect to the backend."),
        Some(Basis::Documented)
    );
}

/// What consoles, web pages and editors do to a message.
fn damage(message: &str, how: u8, at: usize) -> String {
    let words: Vec<&str> = message.split(' ').collect();
    let nth = at % words.len();
    let join_at = |with: &str| {
        let (before, after) = words.split_at(nth);
        [before.join(" "), after.join(" ")].join(with)
    };
    match how {
        0 => join_at(if nth == 0 { "" } else { "\r\n          " }),
        1 => message.replace('\'', "’").replace('"', "”"),
        2 => format!("> **{message}**"),
        3 => message
            .to_uppercase()
            .replace("HTTPS://AKA.MS", "https://aka.ms"),
        4 => message.replace("back", "back-").replace("back- ", "back "),
        5 => format!("\t{message}  \r\n"),
        6 => message
            .replace("is not", "isn't")
            .replace("does not", "doesn’t"),
        7 => message.replace(' ', "\u{a0}"),
        8 => format!("{message} Learn more"),
        9 => message.replace('\'', "\\u0027").replace(". ", ".\\n"),
        10 => message.replace('\'', "&#39;").replace('"', "&quot;"),
        _ => format!("“{message}”"),
    }
}

proptest! {
    #[test]
    fn damage_changes_no_fault(row in 0_usize..200, how in 0_u8..12, at in 0_usize..100) {
        let rows = messages();
        let (message, fault, details) = &rows[row % rows.len()];
        let damaged = damage(message, how, at);
        let Some(Reading::Fault(found, read)) = classify(&damaged, None) else {
            panic!("not read: {damaged}");
        };
        prop_assert_eq!(found, *fault, "{}", &damaged);
        // The body's text is the message's own, so damage to it shows.
        if *fault != Fault::BodyMismatch {
            prop_assert_eq!(&read, details, "{}", &damaged);
        }
    }

    #[test]
    fn nothing_panics(text in any::<String>(), name in any::<String>()) {
        classify(&text, Some(&name));
    }

    #[test]
    fn nothing_panics_near_a_message(
        row in 0_usize..200,
        cut in 0_usize..600,
        more in "[ -~“”’{}\\\\&;.:0-9收]{0,12}",
    ) {
        let rows = messages();
        let (message, _, _) = rows[row % rows.len()];
        let kept: String = message.chars().take(cut).collect();
        classify(&format!("{kept}{more}"), None);
        classify(&format!("{more}{kept}"), None);
    }
}
