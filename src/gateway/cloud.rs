//! The Azure clouds: which portal, commands and documentation a person has.

/// An Azure cloud. Names, portals and endpoints follow the cloud profiles built into Azure CLI
/// and, for the closed clouds, the portal addresses that Microsoft's own pages use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Cloud {
    /// The public cloud.
    #[default]
    Public,
    /// US Government.
    UsGovernment,
    /// China, operated by 21Vianet.
    China,
    /// Germany, closed in 2021; kept for old cases.
    Germany,
    /// US Government, National.
    UsNat,
    /// US Government, Secret.
    UsSec,
    /// Bleu, France.
    Bleu,
}

impl Cloud {
    /// Every cloud, the public one first.
    pub const ALL: [Self; 7] = [
        Self::Public,
        Self::UsGovernment,
        Self::China,
        Self::Germany,
        Self::UsNat,
        Self::UsSec,
        Self::Bleu,
    ];

    /// The name that `az cloud set --name` takes; the closed clouds that Azure CLI has no profile
    /// for are named by the SDK's name, or have none.
    pub fn cli_name(self) -> Option<&'static str> {
        match self {
            Self::Public => Some("AzureCloud"),
            Self::UsGovernment => Some("AzureUSGovernment"),
            Self::China => Some("AzureChinaCloud"),
            Self::Germany => Some("AzureGermanCloud"),
            Self::Bleu => Some("AzureBleuCloud"),
            Self::UsNat | Self::UsSec => None,
        }
    }

    /// The name that saved cases and the page's form give it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::UsGovernment => "us-government",
            Self::China => "china",
            Self::Germany => "germany",
            Self::UsNat => "us-nat",
            Self::UsSec => "us-sec",
            Self::Bleu => "bleu",
        }
    }

    /// The cloud that [`Cloud::id`] names so.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cloud| cloud.id() == id)
    }

    /// The portal's host name.
    pub fn portal(self) -> &'static str {
        match self {
            Self::Public => "portal.azure.com",
            Self::UsGovernment => "portal.azure.us",
            Self::China => "portal.azure.cn",
            Self::Germany => "portal.microsoftazure.de",
            Self::UsNat => "portal.azure.eaglex.ic.gov",
            Self::UsSec => "portal.azure.microsoft.scloud",
            Self::Bleu => "portal.sovcloud-azure.fr",
        }
    }

    /// Azure Resource Manager's host name.
    pub fn resource_manager(self) -> &'static str {
        match self {
            Self::Public => "management.azure.com",
            Self::UsGovernment => "management.usgovcloudapi.net",
            Self::China => "management.chinacloudapi.cn",
            Self::Germany => "management.microsoftazure.de",
            Self::UsNat => "management.azure.eaglex.ic.gov",
            Self::UsSec => "management.azure.microsoft.scloud",
            Self::Bleu => "management.sovcloud-api.fr",
        }
    }

    /// The cloud that a host name belongs to, where its suffix is one cloud's alone; `None` for
    /// names of the public cloud too, since people use them in every cloud.
    pub fn of_host(host: &str) -> Option<Self> {
        // Most of a report's servers are addresses, and no domain ends in a digit.
        if host.as_bytes().last().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let host = host.trim().trim_end_matches('.');
        let belongs = |suffix: &&str| {
            let Some(start) = host.len().checked_sub(suffix.len()) else {
                return false;
            };
            host.split_at_checked(start).is_some_and(|(rest, end)| {
                end.eq_ignore_ascii_case(suffix) && (rest.is_empty() || rest.ends_with('.'))
            })
        };
        let known = HOSTS
            .iter()
            .find(|(_, suffixes)| suffixes.iter().any(belongs));
        known.map(|(cloud, _)| *cloud)
    }

    /// A region of it: what says no more than the cloud.
    pub(crate) fn some_location(self) -> &'static str {
        let known = LOCATIONS.iter().find(|(cloud, _)| *cloud == self);
        known
            .and_then(|(_, regions)| regions.first())
            .copied()
            .unwrap_or("region")
    }

    /// The domains that only one cloud has, of all clouds.
    pub(crate) fn domains() -> impl Iterator<Item = &'static str> {
        HOSTS
            .iter()
            .flat_map(|(_, domains)| domains.iter().copied())
    }

    /// The cloud that a region belongs to, where it is not the public one.
    pub fn of_location(location: &str) -> Option<Self> {
        let location: String = location
            .chars()
            .filter(|c| c.is_ascii_alphanumeric())
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| location.starts_with(prefix));
        let known = LOCATIONS.iter().find(|(_, prefixes)| starts(prefixes));
        known.map(|(cloud, _)| *cloud)
    }
}

/// Domains that only one cloud has: its portal, its endpoints and its services' host names.
const HOSTS: &[(Cloud, &[&str])] = &[
    (
        Cloud::UsGovernment,
        &[
            "azure.us",
            "azurewebsites.us",
            "usgovcloudapi.net",
            "usgovtrafficmanager.net",
            "windowsazure.us",
        ],
    ),
    (
        Cloud::China,
        &[
            "azure.cn",
            "azure-api.cn",
            "chinacloudapi.cn",
            "chinacloudsites.cn",
            "trafficmanager.cn",
            "windowsazure.cn",
        ],
    ),
    (
        Cloud::Germany,
        &["azurewebsites.de", "cloudapi.de", "microsoftazure.de"],
    ),
    (Cloud::UsNat, &["eaglex.ic.gov"]),
    (Cloud::UsSec, &["microsoft.scloud"]),
    (Cloud::Bleu, &["sovcloud-azure.fr", "sovcloud-api.fr"]),
];

/// How the names of regions begin. The public cloud has regions in Germany too.
const LOCATIONS: &[(Cloud, &[&str])] = &[
    (Cloud::UsGovernment, &["usgov", "usdod"]),
    (Cloud::China, &["china"]),
    (Cloud::Germany, &["germanycentral", "germanynortheast"]),
    (Cloud::UsNat, &["usnat"]),
    (Cloud::UsSec, &["ussec"]),
    (Cloud::Bleu, &["bleu"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_names_its_cloud() {
        for (host, cloud) in [
            ("app.azurewebsites.us", Some(Cloud::UsGovernment)),
            ("APP.ChinaCloudSites.cn.", Some(Cloud::China)),
            ("portal.azure.cn", Some(Cloud::China)),
            ("management.azure.eaglex.ic.gov", Some(Cloud::UsNat)),
            ("app.azurewebsites.net", None),
            ("notazure.us", None),
            ("10.0.0.4", None),
            ("", None),
        ] {
            assert_eq!(Cloud::of_host(host), cloud, "{host}");
        }
        for cloud in Cloud::ALL {
            let known = (cloud != Cloud::Public).then_some(cloud);
            assert_eq!(Cloud::of_host(cloud.portal()), known);
            assert_eq!(Cloud::of_host(cloud.resource_manager()), known);
        }
    }

    #[test]
    fn a_region_names_its_cloud() {
        for (location, cloud) in [
            ("usgovvirginia", Some(Cloud::UsGovernment)),
            ("USDoD East", Some(Cloud::UsGovernment)),
            ("China North 3", Some(Cloud::China)),
            ("germanywestcentral", None),
            ("Germany Central", Some(Cloud::Germany)),
            ("westeurope", None),
        ] {
            assert_eq!(Cloud::of_location(location), cloud, "{location}");
        }
    }
}
