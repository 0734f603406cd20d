//! What the setting trusts, how a root is exported, and how two are compared.

use super::answers;
use crate::fault::{Basis, Fault};
use crate::guide::Topic;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::source::{BACKEND_SETTINGS, CERTIFICATES, HEALTH, ROOT_REFUSED, TLS_OVERVIEW};
use crate::guide::step::{Blade, Block, Branch, Link, Next, Step};

/// The article's heading with the tips on exporting.
const EXPORT: &str =
    "Trusted root certificate mismatch (Root certificate is available on the backend server)";

/// Says which roots count.
pub(crate) static TRUSTED: Step = Step {
    id: "tls/trusted-roots",
    title: "Check which roots the backend setting trusts",
    body: &[
        Block::Text(
            "The portal asks whether the server's certificate comes from a well-known CA. The API has no such property; by our reading it is the setting's list of roots:",
        ),
        Block::Table(&[
            &[
                "Portal",
                "`trustedRootCertificates` of the setting",
                "The chain must end in",
            ],
            &[
                "Well-known CA: Yes",
                "Empty",
                "A public root. Which ones the gateway has is not published",
            ],
            &[
                "Well-known CA: No",
                "One or more names",
                "One of these roots; documents disagree on whether a public one will do too",
            ],
        ]),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "Read the setting's roots and checks",
            "az network application-gateway http-settings show -g <resource-group> --gateway-name <gateway> -n <setting> --query \"{roots:trustedRootCertificates[].id,chain:validateCertChainAndExpiry,name:validateSNI,sni:sniName,host:hostName,pick:pickHostNameFromBackendAddress}\"",
        ),
        Command::reads(
            Shell::PowerShell,
            "Read the setting's roots and checks",
            with_gateway!(
                "Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw -Name <setting> | Format-List Name, Protocol, HostName, PickHostNameFromBackendAddress, ValidateCertChainAndExpiry, ValidateSni, SniName, @{n='Roots';e={$_.TrustedRootCertificates.Id}}"
            ),
        ),
    ],
    branches: &[
        Branch::new(
            "No roots, and the server's CA is private",
            "Get its root and upload it.",
            Next::Continue,
        ),
        Branch::new(
            "Roots, and the server's CA is among them by name",
            "The name proves nothing: compare the fingerprints.",
            Next::Continue,
        ),
        Branch::new(
            "Roots, and the server's CA is public",
            "With roots on the setting, treat the public ones as not trusted: upload the public root too, or take the roots off the setting.",
            Next::Continue,
        ),
    ],
    portal: &[Blade::BackendSettings],
    links: &[super::TLS_LINK],
    answer: Some(answers::trusted_roots),
    basis: Basis::Inferred,
    sources: &[
        HEALTH.under("Server certificate is not issued by a publicly known CA"),
        TLS_OVERVIEW.cite(),
        BACKEND_SETTINGS.cite(),
    ],
};

/// Gets the root as a file.
pub(crate) static EXPORT_ROOT: Step = Step {
    id: "tls/export-root",
    title: "Get the root certificate as a .CER file",
    body: &[
        Block::Text(
            "The safest source is the private CA itself: ask for its root as Base-64 X.509. Otherwise take it from where the certificate is used. Only certificates are exported, never a private key.",
        ),
        Block::Text("With a browser:"),
        Block::Ordered(&[
            "Open the server's own address, not the gateway's, select the padlock and open the certificate. In the chain choose the root, the topmost in the picture, and export it; the file is a `.crt`.",
            "Open the file.",
            "On the Details tab choose Copy to File.",
            "In the export wizard choose Next.",
            "Choose `Base-64 encoded X.509 (.CER)`, then Next.",
            "Give the file a name, then Next.",
            "Choose Finish: this is the `.cer` file.",
            "Upload it to the gateway's backend setting.",
        ]),
        Block::Text("On a Windows server:"),
        Block::Ordered(&[
            "Sign in to the machine that runs the application.",
            "Press Win+R, or right-click Start and choose Run.",
            "Type `certlm.msc` and press Enter; searching Start for the certificate manager finds it too.",
            "Open the server's certificate, usually in `Certificates - Local Computer\\Personal\\Certificates`.",
            "On the Certification Path tab select the root, then View Certificate.",
            "In that window choose the Details tab, then Copy to File.",
            "In the export wizard choose Next.",
            "Choose `Base-64 encoded X.509 (.CER)`, then Next.",
            "Give the file a name, then Next.",
            "Choose Finish: this is the `.cer` file.",
            "Upload it to the gateway's backend setting.",
        ]),
        Block::Caution(
            "Browser and Windows show a chain that they built themselves; it may end in another root than the certificates that the server sends. Compare with the last `i:` of the presented chain.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::Posix,
            "Check that the file is a root: subject and issuer the same, `CA:TRUE`, dates good",
            "openssl x509 -in <root-file> -noout -subject -issuer -dates -fingerprint -sha256 -ext basicConstraints",
        ),
        Command::does(
            Effect::Changes,
            Shell::Posix,
            "Turn a binary (DER) file into Base-64",
            "openssl x509 -inform der -in <certificate-file> -out root.cer",
            "Delete `root.cer`",
        ),
    ],
    branches: &[
        Branch::new(
            "Subject and issuer are the same, with `CA:TRUE`",
            "It is a root: upload it.",
            Next::Continue,
        ),
        Branch::new(
            "They differ",
            "It is an intermediate or the leaf. The gateway needs the root: go up to its issuer.",
            Next::Continue,
        ),
    ],
    links: &[Link {
        label: "Exporting certificates for the gateway",
        url: CERTIFICATES.url,
    }],
    sources: &[HEALTH.under(EXPORT), CERTIFICATES.cite()],
    ..Step::BLANK
};

/// Compares what is uploaded with what the chain leads to.
pub(crate) static COMPARE: Step = Step {
    id: "tls/compare-root",
    title: "Compare the uploaded roots with the server's root by fingerprint",
    body: &[
        Block::Text(
            "A CA that changes its key often keeps its name, so two roots can look alike and not be. Print name, dates and fingerprint of the uploaded ones and of the server's root, then:",
        ),
        Block::Table(&[
            &[
                "Compared with the uploaded one, the server's root has",
                "Then",
            ],
            &[
                "The same fingerprint",
                "The root is right. Look at what lies between: a missing or wrong intermediate, another setting, another server of the pool.",
            ],
            &[
                "The same name, another key",
                "The CA was renewed with a new key. Upload the new root beside the old one until all servers have moved.",
            ],
            &[
                "The same name and key, other dates",
                "The same CA, renewed. OpenSSL takes either; the gateway's message speaks of the same certificate, so upload the presented one too.",
            ],
            &["Another name", "Another CA: upload its root."],
            &[
                "No `CA:TRUE`, or subject and issuer differ in the uploaded one",
                "What was uploaded is a leaf or an intermediate, not a root.",
            ],
        ]),
    ],
    commands: &[
        Command::reads(
            Shell::AzureCli,
            "List the gateway's uploaded roots",
            "az network application-gateway root-cert list -g <resource-group> --gateway-name <gateway> --query \"[].name\" -o tsv",
        ),
        Command::reads(
            Shell::AzureCli,
            "Print one of them (OpenSSL before 3.0 may need `-inform der`)",
            "az network application-gateway root-cert show -g <resource-group> --gateway-name <gateway> -n <root-name> --query data -o tsv | base64 -d | openssl x509 -noout -subject -issuer -dates -fingerprint -sha256 -ext basicConstraints,subjectKeyIdentifier",
        ),
        Command::reads(
            Shell::PowerShell,
            "Print all of them",
            with_gateway!(
                "$gw.TrustedRootCertificates | Where-Object Data | ForEach-Object {"
                "$bytes = [Convert]::FromBase64String($_.Data)"
                "$cert = [Security.Cryptography.X509Certificates.X509Certificate2]::new($bytes)"
                "'{0}  {1}  {2:u}  {3}' -f $_.Name, $cert.Subject, $cert.NotAfter, $cert.GetCertHashString([Security.Cryptography.HashAlgorithmName]::SHA256)"
                "}"
            ),
        ),
        Command::reads(
            Shell::Posix,
            "Print the root that you have as a file",
            "openssl x509 -in <root-file> -noout -subject -issuer -dates -fingerprint -sha256 -ext basicConstraints,subjectKeyIdentifier",
        ),
    ],
    branches: &[
        Branch::new(
            "None has the fingerprint of the server's root",
            "Upload that root.",
            Next::Continue,
        ),
        Branch::new(
            "One has it, but the setting does not list that root",
            "Attach it to the setting.",
            Next::Continue,
        ),
        Branch::new(
            "One has it, and the setting lists it",
            "Trust is right: the intermediates between leaf and root are not.",
            Next::Topic(Topic::Fault(Fault::IntermediateMissing)),
        ),
    ],
    portal: &[Blade::BackendSettings],
    answer: Some(answers::attached_roots),
    basis: Basis::Inferred,
    sources: &[HEALTH.under(EXPORT)],
    ..Step::BLANK
};

/// Takes the uploaded roots off a setting whose servers have public certificates.
pub(crate) static USE_PUBLIC: Step = Step {
    id: "tls/use-public-roots",
    title: "If the server's CA is public, trust the public roots instead",
    body: &[
        Block::Text(
            "With roots on the setting, documents disagree on whether public ones still count, and a public chain was seen to be refused. If every server behind this setting has a public certificate, take the roots off: that is `Well-known CA: Yes` in the portal. If some are private and some public, use two settings, or upload the public root beside the private one.",
        ),
        Block::Caution(
            "Servers whose certificates come from a private CA fail at once if they share the setting.",
        ),
    ],
    commands: &[
        Command::does(
            Effect::ReplacesList,
            Shell::AzureCli,
            "Take all roots off the setting",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --root-certs null",
            "az network application-gateway http-settings update -g <resource-group> --gateway-name <gateway> -n <setting> --root-certs <root-names>",
        ),
        Command::does(
            Effect::ReplacesList,
            Shell::PowerShell,
            "Take all roots off the setting",
            with_gateway!(
                "$setting = Get-AzApplicationGatewayBackendHttpSetting -ApplicationGateway $gw -Name <setting>"
                "$former = @($setting.TrustedRootCertificates)"
                "$setting.TrustedRootCertificates.Clear()"
                "Set-AzApplicationGateway -ApplicationGateway $gw"
            ),
            "In the same session: `$former | ForEach-Object { $setting.TrustedRootCertificates.Add($_) }`, then `Set-AzApplicationGateway -ApplicationGateway $gw`",
        ),
    ],
    branches: &[
        Branch::new("The servers turn healthy", "", Next::Verify),
        Branch::new(
            "They are refused as not signed by a well-known CA",
            "The root is private, or public and not among the gateway's: upload it after all.",
            Next::Topic(Topic::Fault(Fault::ServerNotPublicCa)),
        ),
    ],
    portal: &[Blade::BackendSettings],
    answer: Some(answers::use_public_roots),
    basis: Basis::Observed,
    sources: &[ROOT_REFUSED.observed(), TLS_OVERVIEW.cite()],
    ..Step::BLANK
};
