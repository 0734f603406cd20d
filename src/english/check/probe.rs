//! Custom probes.

use crate::guide::check::CheckEntry;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::source::{
    AZURE_CLI, BACKEND_SETTINGS, BAD_GATEWAY_STEPS, FAQ, HEALTH, HEALTH_2026, PROBES, RFC_6066,
    TLS_OVERVIEW,
};

pub(super) static ENTRIES: &[CheckEntry] = &[
    CheckEntry {
        id: "probe-protocol-mismatch",
        title: "Probe and backend setting use the same protocol",
        what: "The protocol of the custom probe against that of the backend setting that it is attached to.",
        why: "The control plane refuses the two (`ApplicationGatewayProbeProtocolMustMatchBackendHttpSettinsProtocol`).",
        mend: "",
        commands: change_probe!(
            "Give the probe the setting's protocol",
            "--protocol <protocol>",
            "$probe.Protocol = <protocol>"
        ),
        sources: &[BAD_GATEWAY_STEPS.cite(), AZURE_CLI.cite()],
    },
    CheckEntry {
        id: "probe-host-missing",
        title: "The custom probe knows which host to ask for",
        what: "A custom probe needs a host of its own, or takes it from a backend setting that has one, by `hostName` or from the backend target.",
        why: "The control plane refuses it (`ApplicationGatewayProbeHostIsNull`, `ApplicationGatewayBackendHttpSettingsIncompatibleProbeSettingPickHostName`).",
        mend: "",
        commands: change_probe!(
            "Give the probe a host",
            "--host <new-host>",
            "$probe.Host = <new-host>"
        ),
        sources: &[
            PROBES.under("Custom health probe settings"),
            BAD_GATEWAY_STEPS.cite(),
        ],
    },
    CheckEntry {
        id: "probe-host-is-ip",
        title: "An HTTPS probe asks for a name, not for an address",
        what: "Whether the host of a probe over HTTPS is an IP address.",
        why: "No server name is sent in TLS for an address (RFC 6066): a server with several sites cannot choose the certificate, and shows its default one.",
        mend: "",
        commands: change_probe!(
            "Give the probe the name that the certificate has",
            "--host <new-host>",
            "$probe.Host = <new-host>"
        ),
        sources: &[
            HEALTH.under("Common Name (CN) doesn't match"),
            RFC_6066.cite(),
            TLS_OVERVIEW.cite(),
        ],
    },
    CheckEntry {
        id: "probe-timeout-exceeds-interval",
        title: "The probe's timeout is within its interval",
        what: "The timeout of the custom probe against its interval. The portal's help says that it should not exceed it; the API takes it, and Azure CLI's own defaults are 30 and 120.",
        why: "Probes then overlap, and a server that hangs is found late.",
        mend: "",
        commands: change_probe!(
            "Bring the timeout within the interval",
            "--timeout <new-timeout>",
            "$probe.Timeout = <new-timeout>"
        ),
        sources: &[
            PROBES.under("Custom health probe settings"),
            AZURE_CLI.cite(),
        ],
    },
    CheckEntry {
        id: "probe-path-invalid",
        title: "The probe's path begins with a slash",
        what: "Whether the path of the custom probe begins with `/`.",
        why: "The path is put behind host and port as it stands; without a slash it is refused, or asks for something else.",
        mend: "",
        commands: change_probe!(
            "Correct the path",
            "--path <new-path>",
            "$probe.Path = <new-path>"
        ),
        sources: &[PROBES.under("Custom health probe settings")],
    },
    CheckEntry {
        id: "probe-range",
        title: "The probe's numbers are in range",
        what: "Interval and timeout from 1 to 86400 seconds, unhealthy threshold from 1 to 20, port from 1 to 65535.",
        why: "The API refuses anything else.",
        mend: "",
        commands: change_probe!(
            "Set the usual values",
            "--interval 30 --timeout 30 --threshold 3",
            "$probe.Interval = 30"
            "$probe.Timeout = 30"
            "$probe.UnhealthyThreshold = 3"
        ),
        sources: &[
            PROBES.under("Custom health probe settings"),
            AZURE_CLI.cite(),
        ],
    },
    CheckEntry {
        id: "probe-min-servers-masks",
        title: "No server is called healthy whatever its probe says",
        what: "Whether the custom probe has `minServers` above 0.",
        why: "That many servers are marked healthy always. The report then hides failures, and clients get 502 from servers that do not answer.",
        mend: "The portal does not show the property.",
        commands: change_probe!(
            "Let the probe decide",
            "--min-servers 0",
            "$probe.MinServers = 0"
        ),
        sources: &[PROBES.under("Custom health probe settings")],
    },
    CheckEntry {
        id: "probe-status-codes-invalid",
        title: "The probe's accepted status codes can be read",
        what: "Each entry of `match.statusCodes` is a code or a range such as `200-399`.",
        why: "What is neither accepts nothing, so that the server turns unhealthy whatever it answers.",
        mend: "",
        commands: change_probe!(
            "Accept what the default probe accepts",
            "--match-status-codes 200-399",
            "$probe.Match = New-AzApplicationGatewayProbeHealthResponseMatch -StatusCode 200-399"
        ),
        sources: &[PROBES.under("Probe matching")],
    },
    CheckEntry {
        id: "probe-host-invalid",
        title: "The probe's host is a name alone",
        what: "Whether the host of the custom probe holds more than a host name: a scheme, a port, a path or a blank.",
        why: "It is sent as it stands, as Host header and on v2 as server name in TLS. A server does not know such a name.",
        mend: "",
        commands: change_probe!(
            "Give the name alone",
            "--host <new-host>",
            "$probe.Host = <new-host>"
        ),
        sources: &[PROBES.under("Custom health probe settings")],
    },
    CheckEntry {
        id: "probe-host-and-pick",
        title: "The probe's host comes from one place",
        what: "Whether the custom probe has a host and picks that of the backend setting as well.",
        why: "Only one of them can be meant, and no document says which one counts. Tools that write such a probe may be refused.",
        mend: "",
        commands: change_probe!(
            "Pick none, so that the probe's own host counts",
            "--host-name-from-http-settings false",
            "$probe.PickHostNameFromBackendHttpSettings = $false"
        ),
        sources: &[
            PROBES.under("Custom health probe settings"),
            BACKEND_SETTINGS.cite(),
        ],
    },
    CheckEntry {
        id: "probe-timeout-exceeds-request-timeout",
        title: "The probe waits no longer than requests do",
        what: "The timeout of the custom probe against the request timeout of its backend setting.",
        why: "A server that answers in between is called healthy, and every request to it times out.",
        mend: "Shorten the probe's timeout, or lengthen that of requests.",
        commands: change_probe!(
            "Shorten the probe's timeout",
            "--timeout <new-timeout>",
            "$probe.Timeout = <new-timeout>"
        ),
        sources: &[
            PROBES.under("Custom health probe settings"),
            BACKEND_SETTINGS.cite(),
        ],
    },
    CheckEntry {
        id: "probe-body-too-long",
        title: "The text that the body must hold is not too long",
        what: "`match.body` may have 4090 characters.",
        why: "The limit is documented; a longer text is refused or never matches.",
        mend: "",
        commands: change_probe!(
            "Look for a shorter text",
            "--match-body <new-body>",
            "$probe.Match.Body = <new-body>"
        ),
        sources: &[PROBES.under("Probe matching")],
    },
    CheckEntry {
        id: "probe-body-is-pattern",
        title: "The text that the body must hold is plain",
        what: "Whether `match.body` looks like a regular expression.",
        why: "It is compared as it stands, as a part of the body: a pattern matches only where the body holds the pattern itself.",
        mend: "",
        commands: change_probe!(
            "Look for a plain text",
            "--match-body <new-body>",
            "$probe.Match.Body = <new-body>"
        ),
        sources: &[FAQ.cite(), PROBES.under("Probe matching")],
    },
    CheckEntry {
        id: "probe-cli-defaults",
        title: "The probe's timing was chosen",
        what: "Whether interval, timeout and threshold are 30, 120 and 8, which Azure CLI sets where it is not told otherwise.",
        why: "A dead server then keeps getting requests for minutes; the default probe has 30, 30 and 3.",
        mend: "",
        commands: change_probe!(
            "Set the timing of the default probe",
            "--interval 30 --timeout 30 --threshold 3",
            "$probe.Interval = 30"
            "$probe.Timeout = 30"
            "$probe.UnhealthyThreshold = 3"
        ),
        sources: &[
            AZURE_CLI.cite(),
            PROBES.under("Default health probe settings"),
        ],
    },
    CheckEntry {
        id: "probe-port-on-v1",
        title: "The probe has no port of its own on v1",
        what: "Whether the custom probe of a v1 gateway has a port.",
        why: "v1 does not know it: the setting's port is probed.",
        mend: "Give the setting the port that is meant.",
        commands: change_setting!(
            "Give the setting the port",
            "--port <new-port>",
            "$setting.Port = <new-port>"
        ),
        sources: &[PROBES.under("Custom health probe settings")],
    },
    CheckEntry {
        id: "probe-proxy-protocol",
        title: "Probe and setting agree on the proxy protocol header",
        what: "`enableProbeProxyProtocolHeader` of the probe against `enableL4ClientIpPreservation` of its layer 4 setting.",
        why: "With client IP preservation a header goes ahead of every connection. A probe that differs sees another server than requests do.",
        mend: "",
        commands: change_probe!(
            "Let the probe send the header",
            "--enable-proxy-header true",
            "$probe.EnableProbeProxyProtocolHeader = $true"
        ),
        sources: &[
            HEALTH_2026.under("Proxy protocol unsupported"),
            AZURE_CLI.cite(),
        ],
    },
];
