//! Names as OpenSSL 3.0 compares them with its default flags (X509_check_host, X509_check_ip).

use crate::certificate::Certificate;
use std::fmt;
use std::net::IpAddr;

/// What a certificate is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// A host name, as given.
    Name(String),
    /// An IP address.
    Address(IpAddr),
}

impl Host {
    /// An address where the text is one, else a name. Square brackets around an IPv6 address go.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let bare = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .unwrap_or(text);
        bare.parse()
            .map_or_else(|_| Self::Name(text.to_owned()), Self::Address)
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Address(address) => address.fmt(f),
        }
    }
}

/// The octets of an address, as in an alternative name.
pub(crate) fn octets(address: &IpAddr) -> Vec<u8> {
    match address {
        IpAddr::V4(four) => four.octets().to_vec(),
        IpAddr::V6(sixteen) => sixteen.octets().to_vec(),
    }
}

/// Whether OpenSSL finds the host in the certificate. The common names count whenever no DNS name
/// is among the alternative names; an address is looked for among the addresses alone.
#[must_use]
pub fn matches(certificate: &Certificate, host: &Host) -> bool {
    match host {
        Host::Address(address) => certificate
            .extensions
            .addresses()
            .any(|found| found == octets(address)),
        Host::Name(name) => {
            let mut names = certificate.extensions.dns_names().peekable();
            if names.peek().is_some() {
                names.any(|pattern| fits(pattern.as_bytes(), name.as_bytes()))
            } else {
                certificate
                    .subject
                    .common_names()
                    .any(|pattern| fits(pattern.as_bytes(), name.as_bytes()))
            }
        }
    }
}

/// Whether a name of the certificate, perhaps with a wildcard, covers the host.
pub(crate) fn fits(pattern: &[u8], host: &[u8]) -> bool {
    let subdomains = host.len() > 1 && host.first() == Some(&b'.');
    match (subdomains, star(pattern)) {
        (false, Some(at)) => {
            let (prefix, rest) = pattern.split_at_checked(at).unwrap_or((pattern, &[]));
            wildcard(prefix, rest.get(1..).unwrap_or(&[]), host)
        }
        // A host that begins with a dot stands for anything that ends so.
        (true, _) => {
            let skip = pattern.len().saturating_sub(host.len());
            same(pattern.get(skip..).unwrap_or(pattern), host)
        }
        _ => same(pattern, host),
    }
}

fn same(pattern: &[u8], host: &[u8]) -> bool {
    !pattern.contains(&0) && pattern.eq_ignore_ascii_case(host)
}

/// Where the one allowed wildcard of a pattern stands: at the start or end of the first label, not
/// in an internationalised one, with two labels or more behind it.
fn star(pattern: &[u8]) -> Option<usize> {
    let mut found = None;
    let (mut start, mut hyphen, mut idna, mut dots) = (true, false, false, 0);
    for (at, byte) in pattern.iter().enumerate() {
        match byte {
            b'*' => {
                let ends = matches!(pattern.get(at + 1), None | Some(b'.'));
                if found.is_some() || idna || dots > 0 || !(start || ends) {
                    return None;
                }
                found = Some(at);
                start = false;
            }
            byte if byte.is_ascii_alphanumeric() => {
                if start
                    && pattern
                        .get(at..at + 4)
                        .is_some_and(|label| label.eq_ignore_ascii_case(b"xn--"))
                {
                    idna = true;
                }
                (start, hyphen) = (false, false);
            }
            b'.' => {
                if start || hyphen {
                    return None;
                }
                (start, hyphen, idna) = (true, false, false);
                dots += 1;
            }
            b'-' => {
                if start {
                    return None;
                }
                hyphen = true;
            }
            _ => return None,
        }
    }
    if start || hyphen || dots < 2 {
        None
    } else {
        found
    }
}

fn wildcard(prefix: &[u8], suffix: &[u8], host: &[u8]) -> bool {
    let Some(middle) = host.len().checked_sub(prefix.len() + suffix.len()) else {
        return false;
    };
    let (head, rest) = host.split_at_checked(prefix.len()).unwrap_or((host, &[]));
    let (covered, tail) = rest.split_at_checked(middle).unwrap_or((rest, &[]));
    if !same(prefix, head) || !same(suffix, tail) {
        return false;
    }
    let whole_label = prefix.is_empty() && suffix.first() == Some(&b'.');
    if whole_label && covered.is_empty() {
        return false;
    }
    if !whole_label
        && host
            .get(..4)
            .is_some_and(|label| label.eq_ignore_ascii_case(b"xn--"))
    {
        return false;
    }
    covered == b"*"
        || covered
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_label_and_whole_or_partial_wildcards() {
        let yes = [
            ("www.contoso.com", "WWW.Contoso.com"),
            ("*.contoso.com", "www.contoso.com"),
            ("*.contoso.com", "xn--bcher-kva.contoso.com"),
            ("w*.contoso.com", "www.contoso.com"),
            ("*w.contoso.com", "www.contoso.com"),
            ("a_b.contoso.com", "a_b.contoso.com"),
            ("www.contoso.com", ".contoso.com"),
        ];
        for (pattern, host) in yes {
            assert!(
                fits(pattern.as_bytes(), host.as_bytes()),
                "{pattern} {host}"
            );
        }
        let no = [
            ("*.contoso.com", "contoso.com"),
            ("*.contoso.com", "a.b.contoso.com"),
            ("*.contoso.com", "_x.contoso.com"),
            ("*.com", "contoso.com"),
            ("*", "contoso"),
            ("a.*.contoso.com", "a.b.contoso.com"),
            ("*.*.contoso.com", "a.b.contoso.com"),
            ("xn--*.contoso.com", "xn--a.contoso.com"),
            ("w*w.contoso.com", "www.contoso.com"),
            ("www.contoso.com", "www.contoso.com."),
            ("www.contoso.com.", "www.contoso.com"),
        ];
        for (pattern, host) in no {
            assert!(
                !fits(pattern.as_bytes(), host.as_bytes()),
                "{pattern} {host}"
            );
        }
    }

    #[test]
    fn addresses_are_told_from_names() {
        assert_eq!(Host::parse("10.0.0.4"), Host::Address([10, 0, 0, 4].into()));
        assert_eq!(Host::parse("[2001:db8::1]").to_string(), "2001:db8::1");
        assert_eq!(
            Host::parse("10.0.0.4.example"),
            Host::Name("10.0.0.4.example".into())
        );
    }
}
