//! Who writes the gateway.

pub(crate) fn by_ingress(gateway: &str) -> String {
    format!(
        "{gateway} is written by Application Gateway Ingress Controller: change the Ingress, its annotations (`appgw.ingress.kubernetes.io/…`) or the readiness probe of the pods; what is changed on the gateway by hand is overwritten."
    )
}

pub(crate) fn by_terraform(gateway: &str) -> String {
    format!(
        "{gateway} is written by Terraform: make the change in its code and apply it; what is changed by hand is undone by the next apply."
    )
}

pub(crate) fn by_template(gateway: &str) -> String {
    format!(
        "{gateway} is deployed from a template (Bicep or ARM): make the change there and deploy it; what is changed by hand is undone by the next deployment."
    )
}
