//! What the playbooks of the TLS stage share: steps with ids that begin with `tls/`, and words.
//!
//! * [`names`]: which names a certificate carries, and which one the gateway compares.
//! * [`chain`]: what the server presents, how a chain is installed and judged.
//! * [`roots`]: what the setting trusts, how a root is exported and compared.
//! * [`answers`]: what the evidence says of these steps; [`presented`]: what a pasted chain does.

pub(super) mod answers;
pub(super) mod chain;
pub(super) mod names;
pub(super) mod presented;
pub(super) mod roots;

use crate::guide::command::{Command, Effect, Shell};
use crate::guide::source::{BACKEND_SETTINGS, Cite, ROOT_REFUSED, TLS_OVERVIEW, V1_RETIREMENT};
use crate::guide::step::{Blade, Block, Branch, Link, Next, Statement, Step};

/// Said in every entry of the stage.
pub(super) const ONE_AT_A_TIME: Block = Block::Text(
    "The report names one fault at a time, and the order of the gateway's checks is not published: when this one is gone, another may show.",
);

/// Where documents differ on what uploaded roots do to the default ones.
pub(super) const fn root_store(id: &'static str) -> Statement {
    Statement::documented(
        id,
        "Documents differ on whether uploaded roots replace the public ones (TLS overview) or add to them (page on backend settings). One report shows a public chain refused after a root was uploaded, though that chain was out of order too. To be safe, upload the root of every server behind the setting, public ones included.",
        ROOT_STORE,
    )
}

const ROOT_STORE: &[Cite] = &[
    TLS_OVERVIEW.cite(),
    BACKEND_SETTINGS.cite(),
    ROOT_REFUSED.observed(),
];

/// The article's note on server names.
pub(super) const TLS_LINK: Link = Link {
    label: "TLS and server names on v1 and v2",
    url: TLS_OVERVIEW.url,
};

/// Stops checking chain and dates: a stopgap.
pub(super) static SKIP_CHAIN_CHECK: Step = Step {
    id: "tls/skip-chain-check",
    title: "Only as a stopgap: stop checking chain and dates",
    body: &[
        Block::Caution(
            "The gateway then sends requests, with all that is in them, to whatever answers at the server's address. Keep it short, and switch the check on again.",
        ),
        Block::Text(
            "`validateCertChainAndExpiry` covers chain and dates together; there is no switch for one of them. It exists on v2, on HTTPS settings only (not on layer 4), and does not apply to the Test button of a probe in the portal.",
        ),
    ],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::AzureCli,
            "Stop checking chain and dates",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --validate-cert-chain-and-expiry false",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --validate-cert-chain-and-expiry true",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Stop checking chain and dates",
            with_gateway!(
                "$setting = Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw -Name <setting>"
                "$setting.ValidateCertChainAndExpiry = $false"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "The same lines with `$setting.ValidateCertChainAndExpiry = $true`",
        ),
    ],
    branches: &[Branch::new(
        "The server turns healthy",
        "Nothing but the certificate was wrong. Repair it, then switch the check on again.",
        Next::Continue,
    )],
    portal: &[Blade::BackendSettings],
    answer: Some(answers::skip_chain_check),
    sources: &[BACKEND_SETTINGS.cite()],
    ..Step::BLANK
};

/// v1 is retired: repairing it buys little.
pub(super) static V1_RETIRED: Step = Step {
    id: "tls/v1-retired",
    title: "Make sure that it is a v1 gateway, and plan the move to v2",
    body: &[Block::Text(
        "v1 was retired on 28 April 2026, and gateways still running then were to be stopped. v2 does not have this message: it trusts roots, so a renewed certificate needs no upload, and its TLS policy has no say towards servers.",
    )],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Read SKU and state",
            "az network application-gateway show -g <resource-group> -n <gateway> --query \"{sku:sku.name,tier:sku.tier,state:operationalState,provisioning:provisioningState}\"",
        ),
        Command::reads(
            Shell::PowerShell,
            "Read SKU and state",
            with_gateway!(
                "$gw.Sku"
                "$gw | Format-List OperationalState, ProvisioningState"
            ),
        ),
    ],
    branches: &[
        Branch::new(
            "`Standard_Small` to `Standard_Large`, `WAF_Medium` or `WAF_Large`",
            "It is v1. The next steps repair it for now; move it to v2.",
            Next::Continue,
        ),
        Branch::new(
            "A name with `_v2`, or `Basic`",
            "It is v2, and the message is an old one or another gateway's: read the report again.",
            Next::Elsewhere,
        ),
    ],
    portal: &[Blade::Overview],
    links: &[Link {
        label: "The retirement of v1, and how to migrate",
        url: V1_RETIREMENT.url,
    }],
    answer: Some(answers::is_v1),
    sources: &[V1_RETIREMENT.cite(), TLS_OVERVIEW.cite()],
    ..Step::BLANK
};

/// What makes a v1 gateway trust a server certificate.
pub(super) const TRUST_LEAF_V1: &[Command] = &[
    Command::does(
        Effect::Changes,
        Shell::AzureCli,
        "Upload the certificate",
        "az network application-gateway auth-cert create -g <resource-group> --gateway-name <gateway> -n <certificate-name> --cert-file <certificate-file>",
        "az network application-gateway auth-cert delete -g <resource-group> --gateway-name <gateway> -n <certificate-name>",
    ),
    Command::does(
        Effect::ReplacesList,
        Shell::AzureCli,
        "Attach it; name those that stay as well",
        "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --auth-certs <certificate-name>",
        "The same command with the former names",
    ),
    Command::does(
        Effect::Changes,
        Shell::PowerShell,
        "Upload it, and attach it beside the others",
        with_gateway!(
            "$gw = Add-AzApplicationGatewayAuthenticationCertificate -ApplicationGateway $gw -Name <certificate-name> -CertificateFile <certificate-file>"
            "$cert = Get-AzApplicationGatewayAuthenticationCertificate -ApplicationGateway $gw -Name <certificate-name>"
            "$setting = Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw -Name <setting>"
            "$setting.AuthenticationCertificates.Add([Microsoft.Azure.Commands.Network.Models.PSResourceId]@{ Id = $cert.Id })"
            "Set-AzApplicationGateway -ApplicationGateway $gw"
        ),
        "Take the entry out of `$setting.AuthenticationCertificates` again and set the gateway",
    ),
];
