//! The documents that the catalogue's facts come from, each once.

use std::borrow::Cow;

use crate::fault::Basis;
use crate::gateway::Cloud;

/// A document.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// A short id of our own.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its address; empty where it is shown inside the portal only.
    pub url: &'static str,
    /// The date that the text read carries, as `YYYY-MM-DD` or a year and month; empty where it has none.
    pub dated: &'static str,
    /// The day it was read, as `YYYY-MM-DD`.
    pub read: &'static str,
}

impl Source {
    /// Its address for readers of that cloud; `None` where it has none.
    pub fn address(&self, cloud: Cloud) -> Option<Cow<'static, str>> {
        (!self.url.is_empty()).then(|| localised(self.url, cloud))
    }

    /// The whole document as grounds for something it says.
    pub const fn cite(&'static self) -> Cite {
        self.under("")
    }

    /// The whole document as a record of something that was seen.
    pub const fn observed(&'static self) -> Cite {
        Cite {
            source: self,
            heading: "",
            basis: Basis::Observed,
        }
    }

    /// A heading of the document as grounds for something it says.
    pub const fn under(&'static self, heading: &'static str) -> Cite {
        Cite {
            source: self,
            heading,
            basis: Basis::Documented,
        }
    }
}

/// A place in a document, and how it supports what is said.
#[derive(Debug, PartialEq, Eq)]
pub struct Cite {
    /// The document.
    pub source: &'static Source,
    /// The heading under which it stands; empty for the whole document.
    pub heading: &'static str,
    /// How it is known.
    pub basis: Basis,
}

/// Pages of Microsoft Learn begin so.
const LEARN: &str = "https://learn.microsoft.com/azure/";
/// Troubleshooting pages of Application Gateway stand apart on Microsoft Learn since 2026.
const LEARN_TROUBLESHOOT: &str =
    "https://learn.microsoft.com/troubleshoot/azure/application-gateway/application-gateway-";
/// The cloud in China has copies of its own. They keep the troubleshooting pages where Learn had
/// them before, and lag behind.
const CHINA: &str = "https://docs.azure.cn/en-us/";

/// The address of a documentation page for readers of that cloud. The other clouds, US Government
/// among them, read the public pages.
pub fn localised(url: &'static str, cloud: Cloud) -> Cow<'static, str> {
    if cloud != Cloud::China {
        return Cow::Borrowed(url);
    }
    if let Some(page) = url.strip_prefix(LEARN_TROUBLESHOOT) {
        return Cow::Owned(format!(
            "{CHINA}application-gateway/application-gateway-{page}"
        ));
    }
    match url.strip_prefix(LEARN) {
        Some(page) => Cow::Owned(format!("{CHINA}{page}")),
        None => Cow::Borrowed(url),
    }
}

/// The day the documents were read.
const READ: &str = "2026-11-21";

/// Declares the documents and the list of all of them.
macro_rules! sources {
    ($($(#[$doc:meta])* $name:ident = ($id:literal, $title:literal, $url:expr, $dated:literal);)*) => {
        $($(#[$doc])* pub static $name: Source = Source {
            id: $id,
            title: $title,
            url: $url,
            dated: $dated,
            read: READ,
        };)*

        /// Every document.
        pub static ALL: &[&Source] = &[$(&$name),*];
    };
}

sources! {
    /// The article on backend health, as the catalogue's messages and steps follow it.
    HEALTH = (
        "backend-health-troubleshooting",
        "Troubleshoot backend health issues in Application Gateway",
        "https://learn.microsoft.com/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting",
        "2024-09-30"
    );
    /// The same article two years on: more checks, some steps turned round.
    HEALTH_2026 = (
        "backend-health-troubleshooting-2026",
        "Troubleshoot backend health issues in Application Gateway (newer text)",
        "https://learn.microsoft.com/troubleshoot/azure/application-gateway/application-gateway-backend-health-troubleshooting",
        "2026-08-28"
    );
    /// What the backend health report is.
    BACKEND_HEALTH = (
        "backend-health",
        "Application Gateway - Backend health",
        "https://learn.microsoft.com/azure/application-gateway/application-gateway-backend-health",
        "2023-09-19"
    );
    /// The portal's self-help on Unknown.
    UNKNOWN_HEALTH = ("unknown-health", "Unknown backend health (portal self-help)", "", "");
    /// The portal's self-help on pools of which some servers fail.
    DEGRADED = ("degraded", "Degraded back-end server health (portal self-help)", "", "");
    /// The portal's self-help on pools of which all servers fail.
    UNHEALTHY_POOL = ("unhealthy-pool", "Unhealthy back-end pool (portal self-help)", "", "");
    /// The older article on 502.
    BAD_GATEWAY = (
        "troubleshooting-502",
        "Troubleshoot bad gateway errors in Application Gateway",
        "https://learn.microsoft.com/troubleshoot/azure/application-gateway/application-gateway-troubleshooting-502",
        "2026-08-03"
    );
    /// The newer article on 502, as a walk.
    BAD_GATEWAY_STEPS = (
        "troubleshoot-http-502",
        "Troubleshoot HTTP 502 bad gateway errors in Azure Application Gateway",
        "https://learn.microsoft.com/troubleshoot/azure/application-gateway/troubleshoot-http-502-bad-gateway",
        "2026-10-07"
    );
    /// What each status code from a gateway may mean.
    RESPONSE_CODES = (
        "http-response-codes",
        "HTTP response codes in Application Gateway",
        "https://learn.microsoft.com/troubleshoot/azure/application-gateway/http-response-codes",
        "2026-08-31"
    );
    /// What keeps a gateway from being deployed or changed.
    DEPLOYMENT = (
        "deployment-failures",
        "Troubleshoot Application Gateway deployment, scaling and deletion failures",
        "https://learn.microsoft.com/troubleshoot/azure/application-gateway/troubleshoot-application-gateway-deployment-scaling-deletion-failures",
        "2026-06-12"
    );
    /// Name resolution, when it fails.
    DNS_TROUBLESHOOTING = (
        "dns-troubleshooting",
        "Troubleshoot DNS resolution issues in Application Gateway",
        "https://learn.microsoft.com/troubleshoot/azure/application-gateway/troubleshoot-dns-resolution-issues",
        "2026-04-05"
    );
    /// Name resolution, as it works.
    DNS_RESOLUTION = (
        "dns-resolution",
        "DNS resolution in Application Gateway",
        "https://learn.microsoft.com/azure/application-gateway/application-gateway-dns-resolution",
        "2025-06-04"
    );
    /// How health probes work.
    PROBES = (
        "probe-overview",
        "Application Gateway health probes overview",
        "https://learn.microsoft.com/azure/application-gateway/application-gateway-probe-overview",
        "2025-04-09"
    );
    /// How a custom probe is made in the portal.
    CREATE_PROBE = (
        "create-probe-portal",
        "Create a custom probe for Application Gateway by using the portal",
        "https://learn.microsoft.com/azure/application-gateway/application-gateway-create-probe-portal",
        ""
    );
    /// The properties of backend settings.
    BACKEND_SETTINGS = (
        "backend-settings",
        "Application Gateway backend settings configuration",
        "https://learn.microsoft.com/azure/application-gateway/configuration-http-settings",
        "2025-09-15"
    );
    /// Subnet, network security groups and routes.
    INFRASTRUCTURE = (
        "infrastructure",
        "Application Gateway infrastructure configuration",
        "https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure",
        "2025-09-05"
    );
    /// Rules, priorities and default rules of security groups.
    NETWORK_SECURITY_GROUPS = (
        "network-security-groups",
        "Azure network security groups overview",
        "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
        "2025-07-15"
    );
    /// Gateways with network isolation.
    PRIVATE_DEPLOYMENT = (
        "private-deployment",
        "Private Application Gateway deployment",
        "https://learn.microsoft.com/azure/application-gateway/application-gateway-private-deployment",
        "2025-12-18"
    );
    /// Frequently asked questions.
    FAQ = (
        "faq",
        "Frequently asked questions about Application Gateway",
        "https://learn.microsoft.com/azure/application-gateway/application-gateway-faq",
        "2025-04-30"
    );
    /// The TLS versions that were retired.
    TLS_RETIREMENT = (
        "tls-retirement",
        "Managing your Application Gateway with TLS 1.0 and 1.1 retirement",
        "https://learn.microsoft.com/azure/application-gateway/application-gateway-tls-version-retirement",
        "2025-07-18"
    );
    /// TLS in general, and which server name is indicated.
    TLS_OVERVIEW = (
        "tls-overview",
        "Overview of TLS termination and end to end TLS with Application Gateway",
        "https://learn.microsoft.com/azure/application-gateway/ssl-overview",
        "2026-02-16"
    );
    /// Metrics and logs by name.
    MONITORING = (
        "monitoring-reference",
        "Monitoring data reference for Application Gateway",
        "https://learn.microsoft.com/azure/application-gateway/monitor-application-gateway-reference",
        ""
    );
    /// What a role may do.
    PERMISSIONS = (
        "network-permissions",
        "Azure permissions for Networking",
        "https://learn.microsoft.com/azure/role-based-access-control/permissions/networking",
        ""
    );
    /// Azure CLI's reference.
    AZURE_CLI = (
        "azure-cli",
        "Azure CLI reference: az network application-gateway",
        "https://learn.microsoft.com/cli/azure/network/application-gateway",
        "2026"
    );
    /// PowerShell's reference.
    POWERSHELL = (
        "powershell",
        "PowerShell reference: Az.Network, Application Gateway",
        "https://learn.microsoft.com/powershell/module/az.network/get-azapplicationgatewaybackendhealth",
        "2026"
    );
    /// The retirement of v1.
    V1_RETIREMENT = (
        "v1-retirement",
        "Migrate your application gateways from V1 SKU to V2 SKU by April 28, 2026",
        "https://learn.microsoft.com/azure/application-gateway/v1-retirement",
        ""
    );
    /// Roots and certificates of one's own.
    SELF_SIGNED = (
        "self-signed-certificates",
        "Generate a self-signed certificate with a custom root CA for Application Gateway",
        "https://learn.microsoft.com/azure/application-gateway/self-signed-certificates",
        "2025-12-09"
    );
    /// How certificates are exported for the gateway.
    CERTIFICATES = (
        "certificates-for-backend-authentication",
        "Create certificates to allow the backend with Application Gateway",
        "https://learn.microsoft.com/azure/application-gateway/certificates-for-backend-authentication",
        ""
    );
    /// The TLS policy: versions and cipher suites.
    TLS_POLICY = (
        "tls-policy",
        "Application Gateway TLS policy overview",
        "https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview",
        "2026-01-12"
    );
    /// v1 before an App Service Environment, with its certificate message.
    APP_SERVICE_ENVIRONMENT = (
        "app-service-environment",
        "Create an application gateway with an Internal Load Balancer App Service Environment",
        "https://learn.microsoft.com/troubleshoot/azure/application-gateway/create-gateway-internal-load-balancer-app-service-environment",
        ""
    );
    /// What Windows sends of a chain.
    SCHANNEL = (
        "schannel-cred",
        "SCHANNEL_CRED structure: SCH_SEND_ROOT_CERT",
        "https://learn.microsoft.com/windows/win32/api/schannel/ns-schannel-schannel_cred",
        ""
    );
    /// How names are compared with certificates; RFC 9525 has replaced it since.
    RFC_6125 = (
        "rfc6125",
        "RFC 6125: domain-based application service identity in TLS",
        "https://www.rfc-editor.org/rfc/rfc6125#section-6.4.4",
        "2011-03"
    );
    /// Server Name Indication.
    RFC_6066 = (
        "rfc6066",
        "RFC 6066: TLS extensions, server name indication",
        "https://www.rfc-editor.org/rfc/rfc6066#section-3",
        "2011-01"
    );
    /// The command that shows a presented chain.
    OPENSSL_S_CLIENT = (
        "openssl-s-client",
        "openssl-s_client",
        "https://docs.openssl.org/master/man1/openssl-s_client/",
        ""
    );
    /// The command that judges a chain.
    OPENSSL_VERIFY = (
        "openssl-verify",
        "openssl-verify",
        "https://docs.openssl.org/master/man1/openssl-verify/",
        ""
    );
    /// OpenSSL's verification codes.
    OPENSSL_CODES = (
        "openssl-codes",
        "X509_STORE_CTX_get_error: verification codes",
        "https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error/",
        ""
    );
    /// Chains on NGINX.
    NGINX_HTTPS = (
        "nginx-https",
        "NGINX: configuring HTTPS servers",
        "https://nginx.org/en/docs/http/configuring_https_servers.html",
        ""
    );
    /// Chains on Apache.
    APACHE_MOD_SSL = (
        "apache-mod-ssl",
        "Apache HTTP Server: mod_ssl",
        "https://httpd.apache.org/docs/2.4/mod/mod_ssl.html",
        ""
    );
    /// Windows shows a complete chain where the server sends none.
    WINDOWS_CHAINS = (
        "windows-chains",
        "Intermediate certificates that Windows finds and Application Gateway does not",
        "https://aidanfinn.com/?p=24993",
        ""
    );
    /// The expiry message for a certificate within its dates.
    EXPIRED_FOR_CIPHER = (
        "azure-docs-41492",
        "azure-docs issue 41492: another possible cause for the expiry message",
        "https://github.com/MicrosoftDocs/azure-docs/issues/41492",
        "2019-10"
    );
    /// The Test of a probe against the periodic probe.
    TEST_DIFFERS = (
        "azure-docs-44425",
        "azure-docs issue 44425: name message for a wildcard certificate",
        "https://github.com/MicrosoftDocs/azure-docs/issues/44425",
        "2019-12"
    );
    /// The name message for certificates that are not trusted.
    NAME_FOR_UNTRUSTED = (
        "azure-docs-56453",
        "azure-docs issue 56453: name message whatever the host is",
        "https://github.com/MicrosoftDocs/azure-docs/issues/56453",
        "2020"
    );
    /// A root without CA:TRUE, refused.
    INVALID_CA = (
        "azure-docs-60015",
        "azure-docs issue 60015: invalid CA after uploading the certificate",
        "https://github.com/MicrosoftDocs/azure-docs/issues/60015",
        "2020-07"
    );
    /// Roots that were uploaded and do not match: a public chain, and a root that wasn't sent.
    ROOT_REFUSED = (
        "azure-docs-62578",
        "azure-docs issue 62578: root mismatch, with a public chain and with a root that was not sent",
        "https://github.com/MicrosoftDocs/azure-docs/issues/62578",
        "2020-09"
    );
    /// A self-signed certificate uploaded as its own root, refused.
    SELF_SIGNED_AS_ROOT = (
        "azure-docs-91051",
        "azure-docs issue 91051: self-signed certificate as trusted root",
        "https://github.com/MicrosoftDocs/azure-docs/issues/91051",
        "2022-04"
    );
    /// Chains that Windows servers do not send whole.
    CHAIN_NOT_SENT = (
        "azure-docs-35298",
        "azure-docs issue 35298: chain reported as missing its intermediate, with v2 only",
        "https://github.com/MicrosoftDocs/azure-docs/issues/35298",
        "2020-04"
    );
    /// v1's message for a certificate that is not allow-listed.
    NOT_ALLOW_LISTED = (
        "azure-docs-40941",
        "azure-docs issue 40941: backend certificate not allow-listed",
        "https://github.com/MicrosoftDocs/azure-docs/issues/40941",
        "2019-10"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn china_reads_its_own_copies() {
        let address = |source: &Source| source.address(Cloud::China).unwrap().into_owned();
        assert_eq!(
            address(&PROBES),
            "https://docs.azure.cn/en-us/application-gateway/application-gateway-probe-overview"
        );
        assert_eq!(
            address(&HEALTH),
            "https://docs.azure.cn/en-us/application-gateway/application-gateway-backend-health-troubleshooting"
        );
        // No copy of the newer troubleshooting pages is known.
        assert_eq!(address(&BAD_GATEWAY_STEPS), BAD_GATEWAY_STEPS.url);
    }

    #[test]
    fn other_clouds_read_the_public_pages() {
        assert_eq!(
            PROBES.address(Cloud::UsGovernment).as_deref(),
            Some(PROBES.url)
        );
        assert_eq!(UNKNOWN_HEALTH.address(Cloud::Public), None);
    }
}
