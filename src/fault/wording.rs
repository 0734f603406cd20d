//! Every known wording of the gateway's messages, and the fault each stands for.
//!
//! A wording is a few fragments that a message must hold, all of them; it is recognised in any
//! case, spelling and mark-up (see [`super::fold`]). Gateways print wordings that no document
//! has, and documents print wordings that no gateway has, so fragments are as short as they can
//! be while they still stand for one fault alone. To add a wording: one line here, and the
//! message in the tests beside [`super::recognise()`].

use super::{Basis, Fault};

/// The messages that stand for one fault.
pub(super) struct Family {
    pub(super) fault: Fault,
    pub(super) wordings: &'static [Wording],
    /// The last part of the `https://aka.ms/` address that ends such a message.
    pub(super) slug: Option<&'static str>,
    /// Sets of words of which all stand in such a `healthProbeErrorName`. Only two names are
    /// published; the rest of this open set is our expectation.
    pub(super) error_names: &'static [&'static [&'static str]],
}

/// One wording.
pub(super) struct Wording {
    pub(super) basis: Basis,
    pub(super) form: Form,
}

/// How a wording is compared with a message.
pub(super) enum Form {
    /// The message holds all of these.
    Holds(&'static [&'static str]),
    /// The message is this and nothing else: too short to be looked for inside a text.
    Is(&'static str),
}

const fn documented(fragments: &'static [&'static str]) -> Wording {
    Wording {
        basis: Basis::Documented,
        form: Form::Holds(fragments),
    }
}

const fn observed(fragments: &'static [&'static str]) -> Wording {
    Wording {
        basis: Basis::Observed,
        form: Form::Holds(fragments),
    }
}

const fn third_party(fragments: &'static [&'static str]) -> Wording {
    Wording {
        basis: Basis::Inferred,
        form: Form::Holds(fragments),
    }
}

/// A name that the documents give the fault.
const fn heading(text: &'static str) -> Wording {
    Wording {
        basis: Basis::Documented,
        form: Form::Is(text),
    }
}

/// Every family. No message belongs to two.
pub(super) const FAMILIES: &[Family] = &[
    Family {
        fault: Fault::ProbeTimeout,
        wordings: &[
            documented(&["health probe is more than the time-out threshold"]),
            documented(&["time taken by the backend to respond"]),
            documented(&["运行状况探测所花费的时间超过"]),
            heading("backend server timeout"),
            // A refused or filtered connection may print it too.
            third_party(&["failed to connect to backend server", "timeout exceeded"]),
        ],
        slug: Some("ProbeTimeOut"),
        error_names: &[&["timeout"], &["timedout"]],
    },
    Family {
        fault: Fault::DnsResolution,
        wordings: &[
            documented(&["could not create a probe for this backend"]),
            documented(&["FQDN of the backend", "not entered correctly"]),
            documented(&["FQDN of the backend", "not been entered correctly"]),
            heading("DNS resolution error"),
        ],
        slug: None,
        error_names: &[&["dns"], &["nameresolution"], &["resolve"]],
    },
    Family {
        fault: Fault::TcpConnect,
        wordings: &[
            documented(&["could not connect to the backend"]),
            documented(&["check that the backend responds on the port used for the probe"]),
            observed(&["cannot connect to server"]),
            observed(&["cannot connect to backend server"]),
            observed(&["NSG/UDR/Firewall is blocking access to"]),
            observed(&["check if application is running on correct port"]),
            documented(&["应用程序网关无法连接到后端"]),
            heading("TCP connect error"),
            // Third parties quote this one. Inside a longer text it may be any program's.
            Wording {
                basis: Basis::Inferred,
                form: Form::Is("connection refused"),
            },
        ],
        slug: Some("servernotreachable"),
        error_names: &[
            &["notreachable"],
            &["unreachable"],
            &["cannotconnect"],
            &["tcpconnect"],
        ],
    },
    Family {
        fault: Fault::StatusMismatch,
        wordings: &[
            documented(&["status code of the backend's HTTP response did not match"]),
            documented(&["probe status code mismatch"]),
            observed(&["received invalid status code"]),
            observed(&["is the acceptable status code"]),
            documented(&["响应的状态代码与探测设置不匹配"]),
            heading("HTTP status code mismatch"),
        ],
        slug: None,
        error_names: &[&["statuscode", "mismatch"]],
    },
    Family {
        fault: Fault::BodyMismatch,
        wordings: &[
            documented(&["body of the backend's HTTP response did not match"]),
            documented(&["received response body does not contain"]),
            heading("HTTP response body mismatch"),
        ],
        slug: None,
        error_names: &[&["body", "mismatch"]],
    },
    Family {
        fault: Fault::CertificateNameMismatch,
        wordings: &[
            documented(&["common name", "certificate does not match"]),
            documented(&["common name", "does not match the host header"]),
            documented(&["does not match the Probe or Backend Setting hostname"]),
            documented(&["common name (CN) does not match"]),
            observed(&["does not match the host header entered in the health probe"]),
            observed(&["verify if the hostname matches with the CN of the backend"]),
        ],
        slug: Some("backendcertcnmismatch"),
        error_names: &[
            &["cnmismatch"],
            &["commonname"],
            &["certificatename", "mismatch"],
        ],
    },
    Family {
        fault: Fault::CertificateExpired,
        wordings: &[
            documented(&["current date is not within the \"valid from\""]),
            documented(&["backend certificate is invalid. Current date"]),
            heading("backend certificate is invalid"),
            heading("backend certificate has expired"),
            heading("backend certificate expired"),
        ],
        slug: None,
        error_names: &[&["expired"], &["notyetvalid"]],
    },
    Family {
        fault: Fault::IntermediateMissing,
        wordings: &[
            documented(&["intermediate certificate is missing"]),
            heading("the intermediate certificate was not found"),
        ],
        slug: None,
        error_names: &[&["intermediate", "missing"], &["intermediate", "notfound"]],
    },
    Family {
        fault: Fault::LeafMissing,
        wordings: &[
            documented(&["leaf certificate is missing"]),
            heading("the leaf or server certificate was not found"),
        ],
        slug: None,
        error_names: &[&["leaf", "missing"], &["leaf", "notfound"]],
    },
    Family {
        fault: Fault::LeafNotTopmost,
        wordings: &[
            documented(&["leaf certificate is not the topmost"]),
            heading("leaf must be topmost in chain"),
        ],
        slug: None,
        error_names: &[&["topmost"]],
    },
    Family {
        fault: Fault::ServerNotPublicCa,
        wordings: &[
            documented(&["server certificate is not signed by a well-known certificate authority"]),
            documented(&["server certificate used by the backend is not signed by a well-known"]),
            documented(&["to use unknown CA certificates, its root certificate must be uploaded"]),
            documented(&["by uploading the root certificate of the server certificate used by"]),
            heading("server certificate is not issued by a publicly known CA"),
        ],
        slug: None,
        error_names: &[
            &["servercertificate", "wellknown"],
            &["servercertificate", "publicca"],
        ],
    },
    Family {
        fault: Fault::IntermediateNotPublicCa,
        wordings: &[
            documented(&["intermediate certificate is not signed by a well-known"]),
            heading("the intermediate certificate is NOT signed by a publicly known CA"),
        ],
        slug: None,
        error_names: &[
            &["intermediate", "wellknown"],
            &["intermediate", "publicca"],
        ],
    },
    Family {
        fault: Fault::RootMismatchNoRoot,
        wordings: &[
            documented(&["not signed by any root certificates uploaded"]),
            documented(&["intermediate certificate not signed by any root"]),
            documented(&["intermediate certificate is not signed by any root"]),
            heading(
                "trusted root certificate mismatch (no root certificate on the backend server)",
            ),
        ],
        slug: None,
        error_names: &[&["intermediate", "root"]],
    },
    Family {
        fault: Fault::RootMismatch,
        wordings: &[
            documented(&["does not match the trusted root certificate"]),
            documented(&["ensure that you add the correct root certificate"]),
            heading(
                "trusted root certificate mismatch (root certificate is available on the backend server)",
            ),
        ],
        slug: None,
        error_names: &[&["root", "mismatch"], &["root", "notmatch"]],
    },
    Family {
        fault: Fault::VerificationFailed,
        wordings: &[
            documented(&["validity of the backend certificate could not be verified"]),
            documented(&["check OpenSSL diagnostics for the message"]),
            heading("certificate verification failed"),
        ],
        slug: None,
        error_names: &[&["certificate", "verif"]],
    },
    Family {
        fault: Fault::HealthUnknown,
        wordings: &[
            documented(&["backend health status could not be retrieved"]),
            documented(&["on the application gateway subnet is blocking traffic on ports"]),
            observed(&["unable to retrieve health status data"]),
            observed(&["check presence of NSG/UDR blocking access to ports"]),
        ],
        slug: Some("UnknownBackendHealth"),
        error_names: &[&["unknownbackendhealth"], &["unabletoretrieve"]],
    },
    Family {
        fault: Fault::ProxyProtocol,
        wordings: &[
            documented(&["set up to accept the Proxy protocol header"]),
            heading("proxy protocol unsupported"),
        ],
        slug: None,
        error_names: &[&["proxyprotocol"]],
    },
    Family {
        fault: Fault::AuthenticationCertificateMismatch,
        wordings: &[
            observed(&["backend server certificate is not whitelisted"]),
            observed(&["BackendServerCertificateNotWhitelisted"]),
            documented(&["backend server certificate needs to be whitelisted"]),
        ],
        slug: Some("authcertificatemismatch"),
        error_names: &[&["whitelisted"]],
    },
    Family {
        fault: Fault::TlsHandshake,
        wordings: &[documented(&["https probe connection error"])],
        slug: None,
        error_names: &[&["handshake"]],
    },
    Family {
        fault: Fault::NoPermission,
        wordings: &[
            heading("no results"),
            // What Azure answers to whoever asks for it by a command.
            observed(&[
                "not have authorization to perform action",
                "applicationgateways",
            ]),
        ],
        slug: None,
        error_names: &[],
    },
];

/// What a probe that succeeded says.
pub(super) const SUCCESS: &[Wording] = &[
    observed(&["success. received", "status code"]),
    Wording {
        basis: Basis::Observed,
        form: Form::Is("success"),
    },
];

/// What the portal and logs say of a request that no server could take. No probe prints it.
pub(super) const NO_HEALTHY_SERVER: &[Wording] = &[documented(&[
    "has no healthy servers that can handle the request",
])];

/// What the portal says of a request that a server was too slow for. No probe prints it.
pub(super) const REQUEST_TIMED_OUT: &[Wording] =
    &[documented(&["the request to the backend timed out"])];
