//! Backend settings, uploaded roots, and what was pasted.

use crate::guide::check::CheckEntry;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::playbook::common::commands;
use crate::guide::source::{
    AZURE_CLI, BACKEND_SETTINGS, BAD_GATEWAY_STEPS, CERTIFICATES, HEALTH, POWERSHELL, RFC_6066,
    SELF_SIGNED, TLS_OVERVIEW,
};

/// A root that is uploaded in the place of another one.
const REPLACE_ROOT: &[Command] = &[
    Command::does(
        Effect::Changes,
        Shell::AzureCli,
        "Put the right root in its place",
        "az network application-gateway root-cert update -g <resource-group> --gateway-name <gateway> -n <root-name> --cert-file <root-file>",
        "The same command with the earlier file.",
    ),
    Command::does(
        Effect::Changes,
        Shell::PowerShell,
        "Put the right root in its place",
        with_gateway!(
            "$gw = Set-AzApplicationGatewayTrustedRootCertificate -ApplicationGateway $gw -Name <root-name> -CertificateFile <root-file>"
            "Set-AzApplicationGateway -ApplicationGateway $gw"
        ),
        "The same lines with the earlier file.",
    ),
];

pub(super) static ENTRIES: &[CheckEntry] = &[
    CheckEntry {
        id: "setting-host-missing",
        title: "The application gets a host name that it knows",
        what: "Whether a server that serves by host name, such as an App Service, gets one: from `hostName`, or from the backend target.",
        why: "Without either, requests carry the client's host. A server with several sites answers 404 or redirects, although its probe may be healthy.",
        mend: "",
        commands: change_setting!(
            "Take the host name from the pool's entry",
            "--host-name-from-backend-pool true",
            "$setting.PickHostNameFromBackendAddress = $true"
        ),
        sources: &[BACKEND_SETTINGS.cite(), BAD_GATEWAY_STEPS.cite()],
    },
    CheckEntry {
        id: "setting-pick-host-with-ip-target",
        title: "The host is not picked from an IP address",
        what: "A setting with `pickHostNameFromBackendAddress` against the entries of its pool.",
        why: "An address is no name: over HTTPS nothing can be compared with the certificate, and the mode does not support it.",
        mend: "",
        commands: change_setting!(
            "Say the host name yourself",
            "--host-name-from-backend-pool false --host-name <new-host>",
            "$setting.PickHostNameFromBackendAddress = $false"
            "$setting.HostName = <new-host>"
        ),
        sources: &[TLS_OVERVIEW.cite(), BACKEND_SETTINGS.cite()],
    },
    CheckEntry {
        id: "setting-trusted-root-on-http",
        title: "Trusted roots stand on settings with TLS only",
        what: "Whether a backend setting over HTTP has trusted root certificates.",
        why: "The control plane refuses it (`ApplicationGatewayBackendHttpSettingsCannotHaveTrustedRootCertificate`), and nothing is encrypted on the way to the server.",
        mend: "Use HTTPS with the server's TLS port, or take the roots off the setting.",
        commands: change_setting!(
            "Use HTTPS",
            "--protocol Https --port <new-port>",
            "$setting.Protocol = 'Https'"
            "$setting.Port = <new-port>"
        ),
        sources: &[BAD_GATEWAY_STEPS.cite()],
    },
    CheckEntry {
        id: "setting-chain-check-off",
        title: "Chain and dates of the server's certificate are checked",
        what: "`validateCertChainAndExpiry` of the backend setting.",
        why: "Switched off, any certificate is taken, an expired one too. It is meant for tests.",
        mend: "",
        commands: change_setting!(
            "Switch the check on",
            "--validate-cert-chain-and-expiry true",
            "$setting.ValidateCertChainAndExpiry = $true"
        ),
        sources: &[BACKEND_SETTINGS.cite()],
    },
    CheckEntry {
        id: "setting-name-check-off",
        title: "The name of the server's certificate is checked",
        what: "`validateSNI` of the backend setting.",
        why: "Switched off, a certificate for any host is taken. It is meant for tests.",
        mend: "",
        commands: change_setting!(
            "Switch the check on",
            "--validate-sni true",
            "$setting.ValidateSNI = $true"
        ),
        sources: &[BACKEND_SETTINGS.cite(), TLS_OVERVIEW.cite()],
    },
    CheckEntry {
        id: "setting-range",
        title: "The setting's numbers are in range",
        what: "Port from 1 to 65535, request timeout from 1 to 86400 seconds, and from 1 to 3600 seconds for draining connections where that is on; a server on the Internet gets 240 seconds at most.",
        why: "The API refuses anything else, with an error whose code no document gives, and a longer wait for a public server ends at four minutes all the same.",
        mend: "",
        commands: change_setting!(
            "Correct the request timeout",
            "--timeout <new-timeout>",
            "$setting.RequestTimeout = <new-timeout>"
        ),
        sources: &[BACKEND_SETTINGS.cite(), AZURE_CLI.cite()],
    },
    CheckEntry {
        id: "setting-host-and-pick",
        title: "The setting's host name comes from one place",
        what: "Whether the backend setting has a host name and picks that of the target as well.",
        why: "Only one of them can be meant, and tools that write such a setting may be refused.",
        mend: "",
        commands: change_setting!(
            "Pick none, so that the setting's own host name counts",
            "--host-name-from-backend-pool false",
            "$setting.PickHostNameFromBackendAddress = $false"
        ),
        sources: &[BACKEND_SETTINGS.cite()],
    },
    CheckEntry {
        id: "setting-host-is-ip",
        title: "The setting's host is a name, not an address",
        what: "Whether the host name of a setting over HTTPS is an IP address.",
        why: "No server name is sent in TLS for an address (RFC 6066): the server shows its default certificate.",
        mend: "",
        commands: change_setting!(
            "Give the name that the certificate has",
            "--host-name <new-host>",
            "$setting.HostName = <new-host>"
        ),
        sources: &[TLS_OVERVIEW.cite(), RFC_6066.cite()],
    },
    CheckEntry {
        id: "setting-sni-name-unused",
        title: "A server name that is set is used",
        what: "Whether the setting names an `sniName` while `validateSNI` is off.",
        why: "The name is then compared with nothing: whoever set it thinks that the certificate is checked.",
        mend: "",
        commands: change_setting!(
            "Switch the check on",
            "--validate-sni true",
            "$setting.ValidateSNI = $true"
        ),
        sources: &[BACKEND_SETTINGS.cite()],
    },
    CheckEntry {
        id: "setting-roots-need-host",
        title: "A setting with trusted roots has a host name",
        what: "Whether a setting with trusted roots has a host name, or picks that of the target.",
        why: "Without one live requests are compared with the client's own Host header, which the server's certificate may not have.",
        mend: "",
        commands: change_setting!(
            "Say the host name",
            "--host-name <new-host>",
            "$setting.HostName = <new-host>"
        ),
        sources: &[AZURE_CLI.cite(), TLS_OVERVIEW.cite()],
    },
    CheckEntry {
        id: "setting-layer-4-picks-host",
        title: "A layer 4 setting picks no host name",
        what: "`pickHostNameFromBackendAddress` of a setting for TCP or TLS.",
        why: "The control plane refuses it (`ApplicationGatewayBackendSettingsPickHostNameFromBackendAddressNotAllowed`).",
        mend: "",
        commands: change!(
            "Say the host name yourself",
            ["settings update -g <resource-group> --gateway-name <gateway> -n <setting> --host-name <new-host>"],
            "$setting = Get-AzApplicationGatewayBackendSetting -ApplicationGateway $gw -Name <setting>"
            "$setting.PickHostNameFromBackendAddress = $false"
            "$setting.HostName = <new-host>"
        ),
        sources: &[BACKEND_SETTINGS.cite(), AZURE_CLI.cite()],
    },
    CheckEntry {
        id: "setting-layer-4-switches",
        title: "A layer 4 setting has no switches of layer 7",
        what: "Whether a setting for TCP or TLS has `validateCertChainAndExpiry`, `validateSNI` or `sniName`.",
        why: "They are not supported there and change nothing; for TLS `hostName` is the server name.",
        mend: "Leave them out.",
        commands: &[commands::LAYER_4_SETTINGS],
        sources: &[BACKEND_SETTINGS.cite()],
    },
    CheckEntry {
        id: "setting-authentication-certificates-mixed",
        title: "All HTTPS settings of a v1 have authentication certificates, or none has",
        what: "Which HTTPS settings of a v1 gateway refer to authentication certificates.",
        why: "The control plane refuses a mixture.",
        mend: "",
        commands: change_setting!(
            "Attach the server's certificate to the setting that has none",
            "--auth-certs <certificate-name>",
            "$certificate = Get-AzApplicationGatewayAuthenticationCertificate -ApplicationGateway $gw -Name <certificate-name>"
            "$setting.AuthenticationCertificates = @($certificate)"
        ),
        sources: &[CERTIFICATES.cite(), AZURE_CLI.cite()],
    },
    CheckEntry {
        id: "setting-unused",
        title: "A rule uses the backend setting",
        what: "Whether a routing rule, or a path rule of a URL path map, refers to the setting.",
        why: "Nothing is probed with a setting that no rule uses: its custom probe does not run, and its health is in no report.",
        mend: "Refer to the setting from the rule that is to use it, or delete it.",
        commands: &[Command::reads(
            Shell::AzureCli,
            "The rules, with their pools and settings",
            "az network application-gateway rule list -g <resource-group> --gateway-name <gateway> -o json",
        )],
        sources: &[BACKEND_SETTINGS.cite()],
    },
    CheckEntry {
        id: "listener-port-protocol",
        title: "No listener speaks plain HTTP on port 443",
        what: "Protocol and port of every listener whose frontend port is known.",
        why: "The control plane refuses it (`ApplicationGatewayPortNotValidForProtocol`).",
        mend: "Give the listener HTTPS with a certificate, or another port.",
        commands: &[Command::reads(
            Shell::AzureCli,
            "The listeners, with their ports and host names",
            "az network application-gateway http-listener list -g <resource-group> --gateway-name <gateway> -o json",
        )],
        sources: &[BAD_GATEWAY_STEPS.cite()],
    },
    CheckEntry {
        id: "trusted-root-not-ca",
        title: "What is uploaded as a root may sign",
        what: "Whether the uploaded certificate says that it is a CA.",
        why: "A certificate without that is no root to OpenSSL: the chain is refused, or called one without its intermediate.",
        mend: "Make the root with `basicConstraints=critical,CA:TRUE`, sign the server's certificate with it, and upload it.",
        commands: REPLACE_ROOT,
        sources: &[SELF_SIGNED.cite(), TLS_OVERVIEW.cite()],
    },
    CheckEntry {
        id: "trusted-root-is-leaf",
        title: "What is uploaded is the root, not the server's certificate",
        what: "Whether the uploaded certificate is a server's, or one between server and root.",
        why: "v2 trusts roots. The server's own certificate matches nothing, and it changes with every renewal.",
        mend: "Export the root at the top of the chain.",
        commands: REPLACE_ROOT,
        sources: &[TLS_OVERVIEW.cite(), SELF_SIGNED.cite()],
    },
    CheckEntry {
        id: "trusted-root-expired",
        title: "The uploaded root is within its dates",
        what: "The dates of every uploaded root, at the time that is judged at.",
        why: "A chain that ends in an expired root is refused like one with an expired certificate.",
        mend: "Upload the new root before the servers change to it: a setting may trust both.",
        commands: REPLACE_ROOT,
        sources: &[HEALTH.under("Backend certificate has expired")],
    },
    CheckEntry {
        id: "message-contradicts-chain",
        title: "The message and the chain agree",
        what: "What the probe's message says against what the chain pasted for that server would get.",
        why: "Where they differ, the chain was taken from another server, by another name, or at another time; or the gateway does not show its latest probe yet.",
        mend: "Ask the server again, from a VM in the gateway's network and with the name that the probe sends.",
        commands: &[commands::SHOW_CHAIN],
        sources: &[HEALTH.cite(), POWERSHELL.cite()],
    },
    CheckEntry {
        id: "private-key-pasted",
        title: "No private key is in what was pasted",
        what: "Whether a private key stood in a paste or a file. It was cut out before anything else saw it, and is kept nowhere.",
        why: "Whoever has the key can pretend to be the server. What was in a clipboard, a ticket or a mail is in other places, too.",
        mend: "Make a new key, have a certificate made for it, install both, and have the old certificate revoked.",
        commands: &[],
        sources: &[],
    },
];
