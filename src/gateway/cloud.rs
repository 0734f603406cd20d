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
}
