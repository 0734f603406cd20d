//! Which names a certificate carries.

use super::answers;
use crate::guide::command::{Command, Shell};
use crate::guide::source::{HEALTH, RFC_6125};
use crate::guide::step::{Block, Branch, Link, Next, Step};

/// Finds the names on the server's certificate.
pub(crate) static READ_NAMES: Step = Step {
    id: "tls/read-names",
    title: "Find the names on the server's certificate",
    body: &[
        Block::Text(
            "Ask the server itself, not the gateway, and with the host name that the probe sends: a server with several sites chooses the certificate by it.",
        ),
        Block::Text("With a browser:"),
        Block::Ordered(&[
            "Open the server's own address.",
            "Select the padlock in the address bar and open the certificate.",
            "The common name stands under `Issued To`; alternative names are among the details.",
        ]),
        Block::Text("On a Windows server:"),
        Block::Ordered(&[
            "Sign in to the machine that runs the application.",
            "Press Win+R, or right-click Start and choose Run.",
            "Type `certlm.msc` and press Enter; searching Start for the certificate manager finds it too.",
            "Open the certificate, usually in `Certificates - Local Computer\\Personal\\Certificates`.",
            "On the Details tab, read Subject and Subject Alternative Name.",
        ]),
        Block::Text(
            "On a Linux server, print the file that the web server is configured with; the article's short form is `openssl x509 -in certificate.crt -subject -noout`.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::Posix,
            "Ask the server over the network",
            "openssl s_client -connect <server>:<port> -servername <server-name> </dev/null 2>/dev/null | openssl x509 -noout -subject -dates -ext subjectAltName",
        ),
        Command::reads(
            Shell::Posix,
            "Read the file on a Linux server",
            "openssl x509 -in <certificate-file> -noout -subject -dates -ext subjectAltName",
        ),
        Command::reads(
            Shell::PowerShell,
            "Read the store on a Windows server",
            "Get-ChildItem Cert:\\LocalMachine\\My | Format-List Subject, DnsNameList, NotBefore, NotAfter, Thumbprint",
        ),
    ],
    branches: &[
        Branch::new(
            "It has alternative names",
            "Only they count. The common name is not looked at, whatever the message calls it.",
            Next::Continue,
        ),
        Branch::new(
            "It has none",
            "The common name counts. Better have it reissued with alternative names: current clients accept nothing else.",
            Next::Continue,
        ),
        Branch::new(
            "Browser and openssl show different certificates",
            "The server chooses by server name. What counts is the answer to the name that the gateway sends.",
            Next::Continue,
        ),
    ],
    links: &[
        Link {
            label: "RFC 6125, section 6.4.4: when the common name counts",
            url: RFC_6125.url,
        },
        super::TLS_LINK,
    ],
    answer: Some(answers::read_names),
    sources: &[
        HEALTH.under("Common Name (CN) doesn't match"),
        RFC_6125.under("6.4.4"),
    ],
    ..Step::BLANK
};
