//! Resource ids of what stands around a gateway.

use crate::gateway::agree;

/// The names that an id of a subnet, a security group, a route table or a network interface holds,
/// in whatever state it was pasted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetworkId {
    /// The subscription, normally a GUID.
    pub subscription: Option<String>,
    /// The resource group.
    pub resource_group: Option<String>,
    /// Collections and names, as in `virtualNetworks`, `vnet-hub`, in their order.
    pub(crate) segments: Vec<(String, String)>,
}

impl NetworkId {
    /// Reads an id. White space inside it is what a console put there. `None` where the text names
    /// no resource.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let mut parts = text.split('/').filter(|part| !part.is_empty());
        let mut id = Self::default();
        while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
            let value = value.to_owned();
            match key.to_ascii_lowercase().as_str() {
                "subscriptions" => id.subscription = Some(value),
                "resourcegroups" => id.resource_group = Some(value),
                "providers" => {}
                _ => id.segments.push((key.to_owned(), value)),
            }
        }
        // A template names neither where it means its own.
        let relative = text.starts_with("/providers/") && !id.segments.is_empty();
        (relative || id.subscription.is_some() || id.resource_group.is_some()).then_some(id)
    }

    /// An id of one name in a resource group, as far as both are known.
    pub fn of(collection: &str, name: &str, resource_group: Option<&str>) -> Self {
        Self {
            subscription: None,
            resource_group: resource_group.map(str::to_owned),
            segments: vec![(collection.to_owned(), name.to_owned())],
        }
    }

    /// Collections and names, in their order.
    pub(crate) fn segments(&self) -> &[(String, String)] {
        &self.segments
    }

    /// The name in a collection such as `networkSecurityGroups`.
    pub fn name(&self, collection: &str) -> Option<&str> {
        let mut all = self.segments.iter();
        all.find(|(key, _)| key.eq_ignore_ascii_case(collection))
            .map(|(_, name)| name.as_str())
    }

    /// The name of the virtual network, where the id holds one.
    pub fn vnet(&self) -> Option<&str> {
        self.name("virtualNetworks")
    }

    /// The name of the subnet, where the id holds one.
    pub fn subnet(&self) -> Option<&str> {
        self.name("subnets")
    }

    /// The last name in it: that of the resource itself.
    pub fn last(&self) -> Option<&str> {
        self.segments.last().map(|(_, name)| name.as_str())
    }

    /// Whether both may be the same: what both know must agree, in any case.
    pub fn is_same(&self, other: &Self) -> bool {
        agree(self.subscription.as_deref(), other.subscription.as_deref())
            && agree(
                self.resource_group.as_deref(),
                other.resource_group.as_deref(),
            )
            && self
                .segments
                .iter()
                .all(|(key, name)| agree(Some(name.as_str()), other.name(key)))
            && agree(self.last(), other.last())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_subnet_and_compares_without_case() {
        let id = NetworkId::parse(
            "/subscriptions/5f/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-hub/subnets/snet-agw",
        )
        .unwrap();
        assert_eq!(id.vnet(), Some("vnet-hub"));
        assert_eq!(id.subnet(), Some("snet-agw"));
        assert_eq!(id.resource_group.as_deref(), Some("rg-net"));
        let same = NetworkId::parse(
            "/subscriptions/5F/resourcegroups/RG-NET/providers/Microsoft.Network/virtualNetworks/VNET-HUB/subnets/snet-AGW",
        );
        assert!(id.is_same(&same.unwrap()));
        let other = NetworkId::parse(
            "/subscriptions/5f/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-hub/subnets/snet-web",
        );
        assert!(!id.is_same(&other.unwrap()));
        assert_eq!(NetworkId::parse("[parameters('subnetId')]"), None);
    }
}
