//! A certificate in full, as people know it from browsers.

use appgw_doctor::certificate::Certificate;
use appgw_doctor::chain::{Judged, Verdict};
use appgw_doctor::time::Timestamp;
use yew::prelude::*;

use super::language::{certificate as say, common};
use super::parts::{Copy, Icon, Store, chip, icon};
use super::{browser, words};

/// One certificate of the chain with this number, to be opened.
pub(crate) fn view(
    store: &Store,
    chain: usize,
    verdict: &Verdict,
    one: &Judged,
    at: Timestamp,
) -> Html {
    let bad = !one.problems.is_empty();
    html! {
        <details class="certificate" id={id(chain, one.position)}>
            <summary>
                <strong>{ one.short() }</strong>
                <span class="quiet-text">{ one.role.words() }</span>
                if bad { { chip("error", Icon::Error, say::PROBLEMS) } }
            </summary>
            if bad {
                <ul class="certificate-problems">
                    for problem in one.problems.iter() { <li>{ icon(Icon::Error) }{ say::IT }{ problem.words() }</li> }
                </ul>
            }
            <dl class="pairs">
                { row(say::SUBJECT, html! { { one.subject.clone() } }) }
                { row(say::ISSUER, issuer(chain, verdict, one)) }
                if let Some(certificate) = &one.certificate { { facts(certificate, at) } }
            </dl>
            if let Some(pem) = one.certificate.as_ref().and_then(Certificate::pem) {
                <Copy text={Callback::from(move |()| pem.clone())} label={common::COPY_PEM} of={say::of_certificate(one.short())}
                    dispatch={store.dispatcher()} />
            } else {
                <p class="hint">{ say::NAMES_ALONE }</p>
            }
        </details>
    }
}

fn id(chain: usize, position: usize) -> String {
    format!("certificate-{chain}-{position}")
}

/// The issuer's name; it leads to the issuer's certificate where that is presented.
fn issuer(chain: usize, verdict: &Verdict, one: &Judged) -> Html {
    let above = verdict.certificates.iter().find(|other| {
        other.position != one.position
            && match (&one.certificate, &other.certificate) {
                (Some(below), Some(above)) => below.may_be_issued_by(above),
                _ => other.subject == one.issuer,
            }
    });
    let Some(above) = above else {
        let own = one.subject == one.issuer;
        return html! { <>{ one.issuer.clone() }if own { { say::ITSELF } }</> };
    };
    let target = id(chain, above.position);
    let onclick = Callback::from(move |_: MouseEvent| browser::open(&target));
    html! { <button type="button" class="link" {onclick}>{ one.issuer.clone() }</button> }
}

fn facts(certificate: &Certificate, at: Timestamp) -> Html {
    let extensions = &certificate.extensions;
    let names: Vec<String> = extensions
        .alternative_names
        .iter()
        .flatten()
        .map(|name| name.shown())
        .collect();
    let usage: Vec<&str> = extensions
        .key_usage
        .iter()
        .flat_map(|usage| usage.names())
        .collect();
    let purposes: Vec<String> = extensions
        .extended_key_usage
        .iter()
        .flatten()
        .map(|oid| purpose(oid))
        .collect();
    let authority = match extensions.basic_constraints {
        Some(constraints) if constraints.ca => match constraints.path_length {
            Some(length) => say::path_length(length),
            None => say::YES.to_owned(),
        },
        _ => say::NO.to_owned(),
    };
    let issuer_key = extensions
        .authority_key_id
        .as_ref()
        .and_then(|id| id.key_id.as_deref());
    html! {
        <>
            { row(say::NAMES, html! { { or_none(&names.join(", ")) } }) }
            { row(say::VALID_FROM, html! { { words::moment(&certificate.not_before.to_string()) } }) }
            { row(say::VALID_TO, html! { { format!("{} ({})", words::moment(&certificate.not_after.to_string()), left(certificate, at)) } }) }
            { row(say::KEY, html! { { certificate.key.name() } }) }
            { row(say::SIGNATURE, html! { { certificate.signature_algorithm.name() } }) }
            { row("CA", html! { { authority } }) }
            { row(say::KEY_USAGE, html! { { or_none(&usage.join(", ")) } }) }
            { row(say::PURPOSES, html! { { or_none(&purposes.join(", ")) } }) }
            { row(say::SERIAL_NUMBER, code(&certificate.serial_hex())) }
            if let Some(key) = &extensions.subject_key_id { { row(say::SUBJECT_KEY_ID, code(&hex(key))) } }
            if let Some(key) = issuer_key { { row(say::AUTHORITY_KEY_ID, code(&hex(key))) } }
            { row("SHA-256", code(&certificate.sha256_hex())) }
            { row("SHA-1", code(&certificate.sha1_hex())) }
        </>
    }
}

fn row(name: &'static str, value: Html) -> Html {
    html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }
}

fn code(text: &str) -> Html {
    html! { <code>{ text.to_owned() }</code> }
}

fn or_none(text: &str) -> String {
    if text.is_empty() { say::NONE } else { text }.to_owned()
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// How far its end is, as of a moment.
fn left(certificate: &Certificate, at: Timestamp) -> String {
    if certificate.not_after.is_no_expiry() {
        return say::NEVER_EXPIRES.to_owned();
    }
    match super::chains::days(at, certificate.not_after.seconds) {
        days @ 0.. => say::days_left(days),
        days => say::days_ago(-days),
    }
}

/// The purposes that occur in servers' certificates by name (RFC 5280 section 4.2.1.12).
fn purpose(oid: &str) -> String {
    match oid {
        "1.3.6.1.5.5.7.3.1" => "serverAuth".to_owned(),
        "1.3.6.1.5.5.7.3.2" => "clientAuth".to_owned(),
        "2.5.29.37.0" => "anyExtendedKeyUsage".to_owned(),
        other => other.to_owned(),
    }
}
