//! What the server presents, how a chain is installed, and how it is judged.

use super::answers;
use crate::fault::Fault;
use crate::guide::Topic;
use crate::guide::command::{Command, Effect, Shell};
use crate::guide::source::{
    APACHE_MOD_SSL, CHAIN_NOT_SENT, HEALTH, INVALID_CA, NGINX_HTTPS, OPENSSL_S_CLIENT,
    OPENSSL_VERIFY, SCHANNEL, SELF_SIGNED, WINDOWS_CHAINS,
};
use crate::guide::step::{Block, Branch, Link, Next, Step};

/// The article's heading on the order of a chain.
const TOPMOST: &str = "Leaf must be topmost in chain";

/// Shows what the server presents.
pub(crate) static PRESENTED: Step = Step {
    id: "tls/presented-chain",
    title: "See the chain that the server presents",
    body: &[
        Block::Text(
            "Run one of the commands from a machine that reaches the server directly, best one in the gateway's virtual network. The server name must be the host that the probe sends; where the gateway sends none, use `-noservername`.",
        ),
        Block::Text(
            "Under `Certificate chain`, every number is a depth: `s:` is the certificate's subject, `i:` its issuer. Depth 0 must be the server's own certificate, and each `i:` must be the next `s:`. The last may be the root, whose `s:` and `i:` are the same. A complete chain looks like this:",
        ),
        Block::Sample(
            "Certificate chain\n 0 s:CN = www.contoso.com\n   i:CN = Contoso Issuing CA\n 1 s:CN = Contoso Issuing CA\n   i:CN = Contoso Root CA\n 2 s:CN = Contoso Root CA\n   i:CN = Contoso Root CA",
        ),
        Block::Text(
            "The lines `depth=2`, `depth=1`, `depth=0` above it run the other way, from the root down: they are OpenSSL's check, not the order sent. Don't judge by a browser or by Windows: both fill gaps from their own stores or from the network. The gateway does not.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::Posix,
            "By name, where the pool's entry is the name on the certificate",
            "openssl s_client -connect <server>:<port> -showcerts </dev/null",
        ),
        Command::reads(
            Shell::Posix,
            "By address, with the server name that the probe sends",
            "openssl s_client -connect <server>:<port> -servername <server-name> -showcerts </dev/null",
        ),
        Command::reads(
            Shell::Posix,
            "Without a server name, as the gateway does when the host is an IP address",
            "openssl s_client -connect <server>:<port> -noservername -showcerts </dev/null",
        ),
        Command::reads(
            Shell::Posix,
            "Only names and dates of what is presented, in the order sent",
            "openssl s_client -connect <server>:<port> -servername <server-name> -showcerts </dev/null 2>/dev/null | openssl crl2pkcs7 -nocrl -certfile /dev/stdin | openssl pkcs7 -print_certs -text -noout | grep -E 'Subject:|Issuer:|Not (Before|After)'",
        ),
    ],
    branches: &[
        Branch::new(
            "Depth 0 is the server's certificate, every `i:` is the next `s:`",
            "Leaf, order and links are right. What is left is who signed the last one, and whether the setting trusts it.",
            Next::Continue,
        ),
        Branch::new(
            "Nothing after depth 0, and its issuer is an intermediate",
            "The intermediates are not sent.",
            Next::Topic(Topic::Fault(Fault::IntermediateMissing)),
        ),
        Branch::new(
            "Depth 0 has the same `s:` and `i:`",
            "A self-signed certificate. If it is no CA, the gateway calls that a missing intermediate.",
            Next::Topic(Topic::Fault(Fault::IntermediateMissing)),
        ),
        Branch::new(
            "The server's certificate is there, but not at depth 0",
            "The order is wrong.",
            Next::Topic(Topic::Fault(Fault::LeafNotTopmost)),
        ),
        Branch::new(
            "Only CA certificates",
            "The server's own certificate is not sent.",
            Next::Topic(Topic::Fault(Fault::LeafMissing)),
        ),
        Branch::new(
            "`no peer certificate available`, or an alert such as `handshake failure`",
            "TLS fails before any certificate: versions, ciphers or server name.",
            Next::Topic(Topic::Fault(Fault::TlsHandshake)),
        ),
        Branch::new(
            "Refused or timed out",
            "It does not get as far as TLS from here.",
            Next::Topic(Topic::Fault(Fault::TcpConnect)),
        ),
    ],
    links: &[Link {
        label: "openssl s_client",
        url: OPENSSL_S_CLIENT.url,
    }],
    answer: Some(answers::presented_chain),
    sources: &[
        HEALTH.under(TOPMOST),
        OPENSSL_S_CLIENT.cite(),
        WINDOWS_CHAINS.observed(),
    ],
    ..Step::BLANK
};

/// Puts the chain on the server.
pub(crate) static INSTALL: Step = Step {
    id: "tls/install-chain",
    title: "Install the whole chain on the server, leaf first",
    body: &[
        Block::Text(
            "The order: the server's certificate, then each intermediate that signed the one before, then the root. The gateway can do without the root being sent, but the article recommends installing it too, and a complete chain is easier to check.",
        ),
        Block::Table(&[
            &["Server", "Where the chain goes"],
            &[
                "IIS",
                "Windows builds the chain from the machine's stores (`certlm.msc`): the leaf with its key under Personal, intermediates under Intermediate Certification Authorities, the root under Trusted Root Certification Authorities. Then select the leaf in the site's https binding. A `.pfx` brings all of it if it was exported with `Include all certificates in the certification path`. The root itself is not sent by default; upload it to the gateway if it is private.",
            ],
            &[
                "NGINX",
                "One file with all of them, leaf first, as `ssl_certificate`; then `nginx -t && nginx -s reload`.",
            ],
            &[
                "Apache",
                "From 2.4.8 on: one file with all of them, leaf first, as `SSLCertificateFile`. Before: the leaf there, the others as `SSLCertificateChainFile`. Then `apachectl configtest && apachectl graceful`.",
            ],
            &[
                "Java (Tomcat and others)",
                "Into the entry of the key itself, best as a PKCS#12 file with key and chain. CAs imported as entries of their own are not sent.",
            ],
            &[
                "Kubernetes ingress",
                "`tls.crt` of the secret holds the whole chain, leaf first.",
            ],
        ]),
        Block::Caution(
            "A new file changes nothing until the server has read it. Reload, then look at the presented chain again.",
        ),
    ],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::Posix,
            "Join the files, leaf first",
            "cat leaf.crt intermediate.crt root.crt > chain.pem",
            "Keep the old file beside the new one and configure it again",
        ),
        Command::reads(
            Shell::Posix,
            "Print what a file holds, in order",
            "openssl crl2pkcs7 -nocrl -certfile <certificate-file> | openssl pkcs7 -print_certs -noout",
        ),
        Command::does(
            Effect::Changes,
            Shell::PowerShell,
            "Import a .pfx with key and chain on a Windows server",
            "Import-PfxCertificate -FilePath <certificate-file> -CertStoreLocation Cert:\\LocalMachine\\My -Password (Read-Host -AsSecureString)",
            "Select the former certificate in the site's https binding again",
        ),
    ],
    branches: &[
        Branch::new(
            "The presented chain is complete and in order",
            "The server's side is done.",
            Next::Continue,
        ),
        Branch::new(
            "It is the old one still",
            "Not reloaded, another site or listener answers for that name, or something in between ends TLS.",
            Next::Continue,
        ),
    ],
    links: &[
        Link {
            label: "NGINX: HTTPS servers and certificate chains",
            url: NGINX_HTTPS.url,
        },
        Link {
            label: "Apache: SSLCertificateFile",
            url: APACHE_MOD_SSL.url,
        },
    ],
    answer: Some(answers::install_chain),
    sources: &[
        HEALTH.under(TOPMOST),
        NGINX_HTTPS.cite(),
        APACHE_MOD_SSL.cite(),
        SCHANNEL.cite(),
        CHAIN_NOT_SENT.observed(),
    ],
    ..Step::BLANK
};

/// Makes a certificate for tests that the gateway takes.
pub(crate) static SELF_SIGNED_RIGHTLY: Step = Step {
    id: "tls/self-signed",
    title: "For a self-signed set-up, make a root and a certificate under it",
    body: &[
        Block::Table(&[
            &[
                "What",
                "A lone self-signed certificate",
                "A root of your own, and a certificate under it",
            ],
            &["Certificates", "One", "Two"],
            &[
                "Server certificate's subject and issuer",
                "The same",
                "Different: the issuer is the root",
            ],
            &[
                "Basic constraints",
                "None, or `CA:FALSE`",
                "Root `CA:TRUE`, server `CA:FALSE`",
            ],
            &[
                "The gateway",
                "Takes it for a leaf and looks for its intermediate",
                "Healthy, once the root is uploaded",
            ],
        ]),
        Block::Text(
            "The root and the server certificate need different common names. Upload `root.crt` (renamed to `.cer`) to the backend setting; the server gets `server.crt` and `server.key`. With an uploaded root that signed the server certificate itself, no intermediate is needed.",
        ),
        Block::Caution(
            "A root made with `openssl x509 -req -signkey`, as an older recipe has it, carries no `CA:TRUE`; up to OpenSSL 3.1 it is not even a version 3 certificate. Some got it accepted, at least one was refused for an invalid CA. Use `openssl req -x509` with the extensions below.",
        ),
        Block::Text(
            "Microsoft's generator in the browser makes a root (`.cer`) and a chain (`.pfx`) for tests. In production, take a certificate from a public CA or from your organisation's own.",
        ),
    ],
    commands: &[
        Command::does(
            Effect::Changes,
            Shell::Posix,
            "Make the root",
            "openssl req -x509 -newkey rsa:3072 -sha256 -nodes -days 3650 -keyout root.key -out root.crt -subj '/CN=Contoso Test Root' -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign",
            "Delete `root.key` and `root.crt`",
        ),
        Command::does(
            Effect::Changes,
            Shell::Posix,
            "Make the server's certificate under it",
            "openssl req -newkey rsa:2048 -sha256 -nodes -keyout server.key -out server.csr -subj /CN=<certificate-host>\nprintf 'subjectAltName=DNS:%s\\nbasicConstraints=critical,CA:FALSE\\nkeyUsage=critical,digitalSignature,keyEncipherment\\nextendedKeyUsage=serverAuth\\n' <certificate-host> > server.ext\nopenssl x509 -req -in server.csr -CA root.crt -CAkey root.key -CAcreateserial -days 365 -sha256 -extfile server.ext -out server.crt",
            "Delete `server.key`, `server.csr`, `server.ext` and `server.crt`",
        ),
        Command::reads(
            Shell::Posix,
            "Check the result",
            "openssl verify -purpose sslserver -verify_hostname <certificate-host> -no-CApath -no-CAstore -CAfile root.crt server.crt",
        ),
    ],
    branches: &[
        Branch::new(
            "`server.crt: OK`",
            "Install it, upload the root.",
            Next::Continue,
        ),
        Branch::new(
            "`error` and a number",
            "The number says what is wrong with the certificate.",
            Next::Topic(Topic::Fault(Fault::VerificationFailed)),
        ),
    ],
    links: &[
        Link {
            label: "A self-signed certificate with a root of your own",
            url: SELF_SIGNED.url,
        },
        Link {
            label: "Microsoft's certificate generator for tests",
            url: "https://appgwbackendcertgenerator.azurewebsites.net/",
        },
    ],
    sources: &[
        HEALTH.under("The intermediate certificate was not found"),
        SELF_SIGNED.cite(),
        INVALID_CA.observed(),
    ],
    ..Step::BLANK
};

/// Lets OpenSSL judge.
pub(crate) static OPENSSL_VERIFIES: Step = Step {
    id: "tls/openssl-verify",
    title: "Let OpenSSL judge the chain",
    body: &[
        Block::Text(
            "Save the presented certificates: the first block as `leaf.pem`, the others as `intermediates.pem`. The root file is the one uploaded to the setting. `-no-CApath -no-CAstore` keep the machine's own roots out of it; for a setting that trusts the public roots, leave those two and `-CAfile` away.",
        ),
        Block::Text(
            "`OK` or `error N at D depth lookup`: N is the code, D the certificate, 0 being the leaf. The gateway's version of OpenSSL is not published, so it may differ in detail.",
        ),
    ],
    commands: &[
        Command::reads(
            Shell::Posix,
            "Judge saved certificates",
            "openssl verify -show_chain -purpose sslserver -verify_hostname <server-name> -no-CApath -no-CAstore -CAfile <root-file> -untrusted intermediates.pem leaf.pem",
        ),
        Command::reads(
            Shell::Posix,
            "Judge what the server presents now; see `Verify return code`",
            "openssl s_client -connect <server>:<port> -servername <server-name> -verify_hostname <server-name> -no-CApath -no-CAstore -CAfile <root-file> </dev/null",
        ),
    ],
    branches: &[
        Branch::new(
            "`OK` or `Verify return code: 0 (ok)`",
            "The chain is good for this root and name. Make sure that the same root is on this setting, and that every server of the pool presents the same chain.",
            Next::Continue,
        ),
        Branch::new(
            "20 or 21",
            "An issuer is missing: an intermediate that isn't sent, or the root that isn't in the file.",
            Next::Continue,
        ),
        Branch::new(
            "19",
            "The server sends a root that is not in the file.",
            Next::Continue,
        ),
        Branch::new(
            "Another number",
            "See what it stands for.",
            Next::Topic(Topic::Fault(Fault::VerificationFailed)),
        ),
    ],
    links: &[Link {
        label: "openssl verify",
        url: OPENSSL_VERIFY.url,
    }],
    sources: &[
        HEALTH.under("Certificate verification failed"),
        OPENSSL_VERIFY.cite(),
    ],
    ..Step::BLANK
};
