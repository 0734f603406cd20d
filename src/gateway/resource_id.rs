//! Azure resource ids, whatever state they are pasted in.

/// The names that an id of an application gateway, or of a part of one, holds.
///
/// Ids reach us with segments in any case (`resourcegroups`, `backendaddressPools`), with
/// placeholders instead of names, cut off, or broken by a console: what can be read is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ResourceId {
    /// The subscription, normally a GUID.
    pub subscription: Option<String>,
    /// The resource group.
    pub resource_group: Option<String>,
    /// The application gateway.
    pub gateway: Option<String>,
    /// The part of the gateway: its collection as REST names it (`backendAddressPools`), in the
    /// case pasted, and its name.
    pub child: Option<(String, String)>,
}

impl ResourceId {
    /// Reads an id. White space inside it is what a console or a web page put there, never a part
    /// of it. `None` where nothing in the text is a segment of a resource id.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let segments: Vec<&str> = text.split('/').collect();
        let mut id = Self::default();
        let mut pairs = segments
            .iter()
            .copied()
            .zip(segments.iter().copied().skip(1));
        let named = |value: &str| (!value.is_empty()).then(|| value.to_owned());
        while let Some((key, value)) = pairs.next() {
            let slot = match key.to_ascii_lowercase().as_str() {
                "subscriptions" => &mut id.subscription,
                "resourcegroups" => &mut id.resource_group,
                "applicationgateways" => {
                    id.gateway = named(value);
                    pairs.next();
                    id.child = pairs
                        .next()
                        .and_then(|(kind, name)| Some((named(kind)?, named(name)?)));
                    break;
                }
                _ => continue,
            };
            *slot = named(value);
            // The value is not a key of its own.
            pairs.next();
        }
        (id != Self::default()).then_some(id)
    }

    /// Whether two ids may be of one gateway: what both know must agree. Azure compares names
    /// without regard to case.
    pub fn may_share_gateway(&self, other: &Self) -> bool {
        agree(self.gateway.as_deref(), other.gateway.as_deref())
            && agree(
                self.resource_group.as_deref(),
                other.resource_group.as_deref(),
            )
            && agree(self.subscription.as_deref(), other.subscription.as_deref())
    }

    /// The gateway's own id, whole, in Azure's spelling; `None` while a part of it is unknown.
    pub fn gateway_id(&self) -> Option<String> {
        Some(format!(
            "/subscriptions/{}/resourceGroups/{}/providers/Microsoft.Network/applicationGateways/{}",
            self.subscription.as_ref()?,
            self.resource_group.as_ref()?,
            self.gateway.as_ref()?
        ))
    }
}

/// Whether two names, as far as both are known, are the same. Azure compares them without regard to
/// case.
pub(crate) fn agree(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other)
        .is_none_or(|(one, other)| one.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_agree_as_far_as_they_are_known() {
        assert!(agree(Some("RG-shop"), Some("rg-Shop")));
        assert!(agree(None, Some("rg")));
        assert!(!agree(Some("rg-a"), Some("rg-b")));
    }

    #[test]
    fn reads_ids_in_any_case_and_with_breaks_inside() {
        let id = ResourceId::parse(
            "/subscriptions/0f/resourcegroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw-shop/b\n      ackendaddressPools/web",
        )
        .unwrap();
        assert_eq!(id.subscription.as_deref(), Some("0f"));
        assert_eq!(id.resource_group.as_deref(), Some("rg-shop"));
        assert_eq!(id.gateway.as_deref(), Some("agw-shop"));
        assert_eq!(id.child.unwrap().1, "web");
    }

    #[test]
    fn reads_what_is_left_of_a_damaged_id() {
        let id =
            ResourceId::parse("…/resourceGroups/rg/providers/Microsoft.Network/appli").unwrap();
        assert_eq!(id.resource_group.as_deref(), Some("rg"));
        assert_eq!(id.gateway, None);
        assert_eq!(id.gateway_id(), None);
        assert_eq!(ResourceId::parse("10.0.0.4"), None);
    }

    #[test]
    fn a_group_named_like_a_segment_is_a_name() {
        let id = ResourceId::parse("/subscriptions/s/resourceGroups/subscriptions/providers/Microsoft.Network/applicationGateways/g").unwrap();
        assert_eq!(id.subscription.as_deref(), Some("s"));
        assert_eq!(id.resource_group.as_deref(), Some("subscriptions"));
        assert_eq!(id.gateway.as_deref(), Some("g"));
    }
}
