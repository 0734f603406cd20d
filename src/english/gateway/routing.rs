//! Who writes the gateway.

pub(crate) const BY_INGRESS: &str = "is written by Application Gateway Ingress Controller: change the Ingress, its annotations (`appgw.ingress.kubernetes.io/…`) or the readiness probe of the pods; what is changed on the gateway by hand is overwritten";
pub(crate) const BY_TERRAFORM: &str = "is written by Terraform: make the change in its code and apply it; what is changed by hand is undone by the next apply";
pub(crate) const BY_TEMPLATE: &str = "is deployed from a template (Bicep or ARM): make the change there and deploy it; what is changed by hand is undone by the next deployment";
