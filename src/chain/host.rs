//! The name that the gateway compares with the certificate (RFC 6125, as the backend-health
//! article has it: alternative names where there are any, else the common name).

use super::openssl::Host;
use crate::certificate::{Certificate, GeneralName};

/// How a host name fared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The name that was compared, as used: without a final dot, in its ASCII form.
    pub name: String,
    /// Whether the certificate is for it.
    pub matches: bool,
    /// Whether OpenSSL agrees. It takes the common name into account as long as there is no DNS
    /// name among the alternative names, and compares a final dot literally.
    pub openssl_matches: bool,
    /// Whether a wildcard covers only a part of a label, which most clients refuse.
    pub partial_wildcard: bool,
    /// Whether the host was given in another form than the one compared.
    pub converted: bool,
}

/// Compares a host, as typed, with a certificate.
#[must_use]
pub fn compare(certificate: &Certificate, typed: &str) -> Comparison {
    let typed = typed.trim();
    let name = ascii(typed.strip_suffix('.').unwrap_or(typed));
    let host = Host::parse(&name);
    let as_typed = Host::parse(typed);
    let pattern = match &host {
        Host::Address(_) => None,
        Host::Name(name) => names(certificate)
            .into_iter()
            .find(|pattern| covers(pattern, name)),
    };
    let matches = match &host {
        Host::Address(address) => {
            let octets = super::openssl::address_octets(address);
            certificate
                .extensions
                .addresses()
                .any(|found| found == octets)
        }
        Host::Name(_) => pattern.is_some(),
    };
    Comparison {
        matches,
        openssl_matches: super::openssl::matches(certificate, &as_typed),
        partial_wildcard: pattern
            .is_some_and(|pattern| pattern.contains('*') && !pattern.starts_with("*.")),
        converted: name != typed,
        name: host.to_string(),
    }
}

/// The names that count: DNS names where there is any alternative name, else the common names.
#[must_use]
pub fn names(certificate: &Certificate) -> Vec<&str> {
    if certificate.extensions.alternative_names.is_some() {
        certificate.extensions.dns_names().collect()
    } else {
        certificate.subject.common_names().collect()
    }
}

/// Host names to suggest: those in the certificate, addresses included, wildcards as they are.
#[must_use]
pub fn suggestions(certificate: &Certificate) -> Vec<String> {
    let mut found: Vec<String> = names(certificate).into_iter().map(str::to_owned).collect();
    let addresses = certificate.extensions.alternative_names.iter().flatten();
    found.extend(
        addresses
            .filter(|name| matches!(name, GeneralName::Ip(_)))
            .map(GeneralName::shown),
    );
    found
}

fn covers(pattern: &str, host: &str) -> bool {
    let pattern = pattern.strip_suffix('.').unwrap_or(pattern);
    !host.starts_with('.') && super::openssl::fits(pattern.as_bytes(), host.as_bytes())
}

/// The name with every label in ASCII (RFC 5891): `bücher` becomes `xn--bcher-kva`.
#[must_use]
pub fn ascii(name: &str) -> String {
    if name.is_ascii() {
        return name.to_owned();
    }
    let labels: Vec<String> = name
        .split(['.', '\u{3002}'])
        .map(|label| {
            if label.is_ascii() {
                return label.to_owned();
            }
            let lower = label.to_lowercase();
            punycode(&lower).map_or_else(|| label.to_owned(), |encoded| format!("xn--{encoded}"))
        })
        .collect();
    labels.join(".")
}

/// The longest label that is converted; DNS allows 63 octets.
const LONGEST_LABEL: usize = 63;

/// RFC 3492 section 6.3. `None` for labels that cannot be DNS labels anyway.
fn punycode(label: &str) -> Option<String> {
    const BASE: u32 = 36;
    const SKEW: u32 = 38;
    const DAMP: u32 = 700;
    let points: Vec<u32> = label.chars().map(u32::from).collect();
    if points.len() > LONGEST_LABEL {
        return None;
    }
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    if basic > 0 {
        out.push('-');
    }
    let total = u32::try_from(points.len()).ok()?;
    let (mut n, mut delta, mut bias, mut handled) = (128u32, 0u32, 72u32, basic);
    while handled < total {
        let next = points.iter().copied().filter(|point| *point >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(handled + 1)?)?;
        n = next;
        for point in points.iter().copied() {
            if point < n {
                delta = delta.checked_add(1)?;
            }
            if point != n {
                continue;
            }
            let mut q = delta;
            let mut k = BASE;
            loop {
                let t = k.saturating_sub(bias).clamp(1, 26);
                if q < t {
                    break;
                }
                out.push(digit(t + (q - t) % (BASE - t))?);
                q = (q - t) / (BASE - t);
                k += BASE;
            }
            out.push(digit(q)?);
            let first = handled == basic;
            let mut adapted = if first { delta / DAMP } else { delta / 2 };
            adapted += adapted / (handled + 1);
            let mut steps = 0;
            while adapted > ((BASE - 1) * 26) / 2 {
                adapted /= BASE - 1;
                steps += BASE;
            }
            bias = steps + (BASE * adapted) / (adapted + SKEW);
            delta = 0;
            handled += 1;
        }
        delta = delta.checked_add(1)?;
        n = n.checked_add(1)?;
    }
    Some(out)
}

fn digit(value: u32) -> Option<char> {
    char::from_digit(value, 36).filter(|_| value < 36).map(|_| {
        // Punycode's digits are a to z, then 0 to 9.
        let value = u8::try_from(value).unwrap_or(0);
        char::from(if value < 26 {
            b'a' + value
        } else {
            b'0' + (value - 26)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn international_names_get_their_ascii_form() {
        for (name, expected) in [
            ("bücher.example", "xn--bcher-kva.example"),
            ("Münster.contoso.com", "xn--mnster-3ya.contoso.com"),
            ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
            ("пример.example", "xn--e1afmkfd.example"),
            ("www.contoso.com", "www.contoso.com"),
        ] {
            assert_eq!(ascii(name), expected);
        }
    }
}
