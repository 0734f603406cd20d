//! What is named and not there.

pub(crate) fn names_it(gateway: &str, missing: &str) -> String {
    format!("The gateway {gateway} names {missing}, but the text does not hold it: it may be cut.")
}

pub(crate) fn names_them(gateway: &str, missing: &str) -> String {
    format!(
        "The gateway {gateway} names {missing}, but the text does not hold them: it may be cut."
    )
}

pub(crate) fn probe(name: &str) -> String {
    format!("the probe {name}")
}

pub(crate) fn trusted_root(name: &str) -> String {
    format!("the trusted root certificate {name}")
}

pub(crate) fn authentication_certificate(name: &str) -> String {
    format!("the authentication certificate {name}")
}

pub(crate) fn pool(name: &str) -> String {
    format!("the pool {name}")
}

pub(crate) fn setting(name: &str) -> String {
    format!("the backend setting {name}")
}
