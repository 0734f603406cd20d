//! What each fault's picture says whatever the names: its title, where to act, and what to do.

use crate::fault::Basis;
use crate::guide::source::{
    APP_SERVICE_ENVIRONMENT, BACKEND_HEALTH, CERTIFICATES, HEALTH, HEALTH_2026,
    NOT_ALLOW_LISTED as ISSUE_NOT_ALLOW_LISTED, OPENSSL_CODES, PERMISSIONS, POWERSHELL,
    UNKNOWN_HEALTH,
};
use crate::picture::fault::Reading;
use crate::picture::{Place, Step};

const ROOT_SENT: &str =
    "Trusted root certificate mismatch (Root certificate is available on the backend server)";
const ROOT_NOT_SENT: &str =
    "Trusted root certificate mismatch (no Root certificate on the backend server)";

pub(crate) static PROBE_TIMEOUT: Reading = Reading {
    title: "The server takes longer to answer than the probe waits",
    basis: Basis::Documented,
    failed: Some(Step::Http),
    remedy: "Request the probe\u{2019}s path from the server itself and take the time. Find what makes it slow, dependencies such as a database included; if it has to take that long, give a custom probe a longer timeout.",
    acts: &[
        (Place::Server, false, "Why the application answers late"),
        (Place::Gateway, false, "The timeout, if that time is normal"),
    ],
    sources: &[HEALTH.under("Backend server timeout")],
};

pub(crate) static DNS_RESOLUTION: Reading = Reading {
    title: "The server\u{2019}s name leads to no address",
    basis: Basis::Documented,
    failed: Some(Step::Resolve),
    remedy: "Correct the name in the backend pool, or its record in DNS. If other machines of the virtual network resolve it and the gateway does not, stop the gateway and start it again.",
    acts: &[
        (Place::Gateway, false, "The name in the backend pool"),
        (
            Place::Network,
            false,
            "The record, and the virtual network\u{2019}s DNS servers",
        ),
    ],
    sources: &[HEALTH.under("DNS resolution error")],
};

pub(crate) static TCP_CONNECT: Reading = Reading {
    title: "No connection to the server\u{2019}s port",
    basis: Basis::Documented,
    failed: Some(Step::Connect),
    remedy: "Try the port from a machine in the gateway\u{2019}s virtual network. If it answers there, look at security groups, routes and firewalls between gateway and server; if not, at the server.",
    acts: &[
        (Place::Network, false, "Security groups, routes, firewalls"),
        (
            Place::Server,
            false,
            "That it listens on the port, and its own firewall",
        ),
        (
            Place::Gateway,
            false,
            "The port in the backend setting and the probe",
        ),
    ],
    sources: &[HEALTH.under("TCP connect error")],
};

pub(crate) static STATUS_MISMATCH: Reading = Reading {
    title: "The server answers with a status that the probe does not accept",
    basis: Basis::Documented,
    failed: Some(Step::Http),
    remedy: "Make host and path of the probe ones that the server answers well, without signing in: the probe carries no credentials. If the answer is right as it is, let a custom probe accept that status.",
    acts: &[
        (Place::Server, false, "Why it gives that status"),
        (
            Place::Gateway,
            false,
            "The probe\u{2019}s host, path and accepted statuses",
        ),
    ],
    sources: &[HEALTH.under("HTTP status code mismatch")],
};

pub(crate) static BODY_MISMATCH: Reading = Reading {
    title: "The server\u{2019}s answer lacks the text that the probe looks for",
    basis: Basis::Documented,
    failed: Some(Step::Http),
    remedy: "Request the probe\u{2019}s path from the server and compare what it says with the text in the custom probe. Correct whichever is wrong.",
    acts: &[
        (Place::Gateway, false, "The text in the custom probe"),
        (Place::Server, false, "What it answers on that path"),
    ],
    sources: &[HEALTH.under("HTTP response body mismatch")],
};

pub(crate) static HEALTH_UNKNOWN: Reading = Reading {
    title: "The report could not be had: nothing is known of the probe",
    basis: Basis::Documented,
    failed: None,
    remedy: "Let GatewayManager reach the gateway\u{2019}s subnet on ports 65200-65535 (v1: 65503-65534), keep the default route to the Internet unaltered, and make sure that names resolve. The servers may be well meanwhile.",
    acts: &[
        (
            Place::Control,
            false,
            "Security group and routes of the gateway\u{2019}s subnet",
        ),
        (
            Place::Network,
            false,
            "DNS: the pool\u{2019}s names, and public ones",
        ),
    ],
    sources: &[
        HEALTH.under("Backend health status: Unknown"),
        BACKEND_HEALTH.under("Backend health report"),
        UNKNOWN_HEALTH.cite(),
    ],
};

pub(crate) static PROXY_PROTOCOL: Reading = Reading {
    title: "The server does not take the Proxy protocol header",
    basis: Basis::Documented,
    failed: Some(Step::ProxyHeader),
    remedy: "Set the server up for the Proxy protocol, or stop sending the header: it is sent where a layer 4 setting passes on client addresses.",
    acts: &[
        (Place::Server, true, "Accept the Proxy protocol header"),
        (Place::Gateway, false, "Whether the header is wanted at all"),
    ],
    sources: &[HEALTH_2026.under("Proxy protocol unsupported")],
};

pub(crate) static TLS_HANDSHAKE: Reading = Reading {
    title: "The TLS handshake fails",
    basis: Basis::Inferred,
    failed: Some(Step::Tls),
    remedy: "Connect with openssl s_client as the gateway does, with and without server name, and see which version, cipher or name the server insists on. v1 gateways are retired: v2 offers newer versions.",
    acts: &[
        (
            Place::Server,
            false,
            "TLS versions, ciphers and its default certificate",
        ),
        (Place::Gateway, false, "The v1 gateway\u{2019}s TLS policy"),
    ],
    sources: &[APP_SERVICE_ENVIRONMENT.cite()],
};

pub(crate) static NO_PERMISSION: Reading = Reading {
    title: "The account may not read backend health",
    basis: Basis::Documented,
    failed: None,
    remedy: "Ask for a role that may read the gateway\u{2019}s backend health, or have somebody else run the report. It says nothing about the servers.",
    acts: &[(
        Place::Control,
        true,
        "The account\u{2019}s role on the gateway",
    )],
    sources: &[
        HEALTH.under("How to check backend health"),
        PERMISSIONS.cite(),
    ],
};

pub(crate) static NO_MESSAGE: Reading = Reading {
    title: "The server is unhealthy, and the paste does not say why",
    basis: Basis::Observed,
    failed: None,
    remedy: "Read the message: the Details column of the portal\u{2019}s Backend health page, or healthProbeLog in what Azure CLI prints. PowerShell does not print it.",
    acts: &[],
    sources: &[
        HEALTH.under("Backend health status: Unhealthy"),
        POWERSHELL.cite(),
    ],
};

pub(crate) static UNRECOGNISED: Reading = Reading {
    title: "The message is not known here",
    basis: Basis::Inferred,
    failed: None,
    remedy: "Go through the probe\u{2019}s steps in their order, from the gateway to the server, until one does not work.",
    acts: &[],
    sources: &[HEALTH.under("Error messages")],
};

pub(crate) static NAME_MISMATCH: Reading = Reading {
    title: "The server\u{2019}s certificate is for another name",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Give the custom probe, or the backend setting, a host that the certificate names (v1: give the pool that name), or install a certificate that names the host. Where it has alternative names, only these count.",
    acts: &[
        (
            Place::Gateway,
            false,
            "Host of the probe, else of the backend setting",
        ),
        (Place::Server, false, "The names on its certificate"),
    ],
    sources: &[HEALTH.under("Common Name (CN) doesn't match")],
};

pub(crate) static EXPIRED: Reading = Reading {
    title: "A certificate of the server is outside its dates",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Renew the one that is outside its dates and install the whole chain, leaf first. Only if a private root changed, upload the new root to the backend setting; on v1, upload the renewed leaf.",
    acts: &[
        (
            Place::Server,
            true,
            "Renew the certificate, install the whole chain",
        ),
        (
            Place::Gateway,
            false,
            "Whether a private root changed with it",
        ),
    ],
    sources: &[HEALTH.under("Backend certificate has expired")],
};

pub(crate) static INTERMEDIATE_MISSING: Reading = Reading {
    title: "The server does not send the certificate that issued its own",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Get the intermediate certificates from the CA and install them on the server behind the leaf, the root last. A self-signed certificate has to be made anew, as a CA with a server certificate under it.",
    acts: &[(Place::Server, true, "Install the intermediate certificates")],
    sources: &[HEALTH.under("The intermediate certificate was not found")],
};

pub(crate) static LEAF_MISSING: Reading = Reading {
    title: "The server does not send a certificate of its own",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Install the server\u{2019}s own certificate at the head of the chain, then the intermediates, then the root.",
    acts: &[(Place::Server, true, "Install the leaf, ahead of the others")],
    sources: &[HEALTH.under("The leaf or server certificate was not found")],
};

pub(crate) static LEAF_NOT_TOPMOST: Reading = Reading {
    title: "The server sends its certificates in the wrong order",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Install the chain again in this order: the server\u{2019}s own certificate, each issuer after what it issued, the root last.",
    acts: &[(Place::Server, true, "Put the leaf first")],
    sources: &[HEALTH.under("Leaf must be topmost in chain")],
};

pub(crate) static SERVER_NOT_PUBLIC: Reading = Reading {
    title: "The server\u{2019}s root is not a public one, and the setting trusts only those",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "In the backend setting, say that the certificate is not of a well-known CA, and upload the private root as a .CER file.",
    acts: &[(
        Place::Gateway,
        true,
        "Upload the private root to the backend setting",
    )],
    sources: &[HEALTH.under("Server certificate is not issued by a publicly known CA")],
};

pub(crate) static INTERMEDIATE_NOT_PUBLIC: Reading = Reading {
    title: "The intermediate leads to no public root, and the setting trusts only those",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Get the root from the private CA, say in the backend setting that it is not a well-known one, and upload the root as a .CER file. Sending the root too makes the chain easier to check.",
    acts: &[
        (
            Place::Gateway,
            true,
            "Upload the private root to the backend setting",
        ),
        (
            Place::Server,
            false,
            "Whether it sends the right intermediates",
        ),
    ],
    sources: &[HEALTH.under("The Intermediate certificate is NOT signed by a publicly known CA.")],
};

pub(crate) static ROOT_MISMATCH_NO_ROOT: Reading = Reading {
    title: "No uploaded root signed the server\u{2019}s intermediate",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Get the root that signed this intermediate from the private CA and upload it to the backend setting as a .CER file.",
    acts: &[(
        Place::Gateway,
        true,
        "Upload the root that signed the intermediate",
    )],
    sources: &[HEALTH.under(ROOT_NOT_SENT)],
};

pub(crate) static ROOT_MISMATCH: Reading = Reading {
    title: "The root that the server sends is none of those uploaded",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Export the root of the server\u{2019}s chain as a Base-64 .CER file and upload it to the backend setting. Compare fingerprints: two roots may have the same name.",
    acts: &[(
        Place::Gateway,
        true,
        "Upload the root that the server sends",
    )],
    sources: &[HEALTH.under(ROOT_SENT)],
};

pub(crate) static VERIFICATION_FAILED: Reading = Reading {
    title: "The server\u{2019}s certificates do not stand OpenSSL\u{2019}s checks",
    basis: Basis::Documented,
    failed: Some(Step::Tls),
    remedy: "Look the code up, check the presented chain with openssl verify, and correct what it names on the server; or upload the right root to the backend setting.",
    acts: &[
        (
            Place::Server,
            false,
            "The certificate that the code is about",
        ),
        (Place::Gateway, false, "The uploaded roots"),
    ],
    sources: &[
        HEALTH.under("Certificate verification failed"),
        OPENSSL_CODES.cite(),
    ],
};

pub(crate) static NOT_ALLOW_LISTED: Reading = Reading {
    title: "The server\u{2019}s certificate is none of those uploaded (v1)",
    basis: Basis::Observed,
    failed: Some(Step::Tls),
    remedy: "Export the server\u{2019}s own certificate, without its key, and upload it as an authentication certificate to the backend setting. Better, move to v2, which trusts the root instead.",
    acts: &[(
        Place::Gateway,
        true,
        "Upload the server\u{2019}s certificate to the backend setting",
    )],
    sources: &[CERTIFICATES.cite(), ISSUE_NOT_ALLOW_LISTED.observed()],
};
