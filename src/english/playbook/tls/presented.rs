//! What a pasted chain says of the steps.

use crate::chain::{Fix, List, Problem, Role, State};
use crate::diagnosis::ChainFinding;
use crate::fault::Fault;
use crate::guide::situation::{Answer, Situation};

/// Faults of the chain's make-up: what is sent, and in which order.
const MAKE_UP: &[Fault] = &[
    Fault::LeafNotTopmost,
    Fault::LeafMissing,
    Fault::IntermediateMissing,
];

/// Faults of trust.
const TRUST: &[Fault] = &[
    Fault::IntermediateNotPublicCa,
    Fault::RootMismatchNoRoot,
    Fault::ServerNotPublicCa,
    Fault::RootMismatch,
    Fault::AuthenticationCertificateMismatch,
];

/// What the chain shows of these faults: that one of them holds, and why.
fn shows(chain: &ChainFinding, faults: &[Fault]) -> Option<String> {
    let held = chain
        .verdict
        .faults
        .iter()
        .find(|fault| faults.contains(fault))?;
    let said = chain.verdict.shows(*held, &chain.setup.uploaded);
    (!said.is_empty()).then(|| said.join(" "))
}

/// Whether names alone are known of some certificate.
fn left_out(chain: &ChainFinding) -> bool {
    let mut all = chain.verdict.certificates.iter();
    all.any(|one| one.certificate.is_none())
}

/// What is presented, in its order.
fn listed(chain: &ChainFinding) -> String {
    let all = chain.verdict.certificates.iter();
    let listed: Vec<String> = all
        .map(|one| format!("{} {} ({})", one.position, one.short(), one.role.as_str()))
        .collect();
    listed.join(", ")
}

/// Whether the chain is complete and in order.
pub(super) fn make_up(situation: &Situation<'_>) -> Option<Answer> {
    let chain = situation.chain()?;
    let listed = listed(chain);
    Some(match shows(chain, MAKE_UP) {
        Some(why) if left_out(chain) => {
            Answer::open(format!("By its names alone: {listed}. {why}"))
        }
        Some(why) => Answer::culprit(format!("{why} Presented: {listed}.")),
        None if chain.trust_open => Answer::open(format!("Presented: {listed}.")),
        None => Answer::done(format!("It is in order: {listed}.")),
    })
}

/// Whether all of it is within its dates.
pub(crate) fn dates(situation: &Situation<'_>) -> Option<Answer> {
    let chain = situation.chain().filter(|chain| !left_out(chain))?;
    Some(match shows(chain, &[Fault::CertificateExpired]) {
        Some(why) => Answer::culprit(why),
        None if chain.verdict.state == State::Unknown => return None,
        None => Answer::done(format!(
            "Everything in the pasted chain is within its dates on {}.",
            situation.case.at
        )),
    })
}

/// Whether the server certificate (`leaf`), or one above it, is outside its dates.
pub(crate) fn to_renew(situation: &Situation<'_>, leaf: bool) -> Option<Answer> {
    let chain = situation.chain().filter(|chain| !left_out(chain))?;
    let outside: Vec<String> = chain
        .verdict
        .certificates
        .iter()
        .filter(|one| one.role.is_leaf() == leaf && one.place.is_some())
        .filter(|one| {
            let dates = [Problem::Expired, Problem::NotYetValid];
            one.problems.iter().any(|problem| dates.contains(problem))
        })
        .map(|one| one.short())
        .collect();
    Some(if outside.is_empty() {
        let what = if leaf {
            "The server certificate"
        } else {
            "Every presented CA certificate"
        };
        Answer::not_applicable(format!("{what} is within its dates."))
    } else {
        Answer::culprit(format!("Outside its dates: {}.", outside.join(", ")))
    })
}

/// Whether the certificate carries the compared name.
pub(super) fn names(situation: &Situation<'_>) -> Option<Answer> {
    let chain = situation.chain()?;
    let verdict = &chain.verdict;
    verdict.bottom()?.certificate.as_ref()?;
    let names = verdict.names();
    let carried = if names.is_empty() {
        "It carries no name.".to_owned()
    } else {
        format!("It carries {}.", names.join(", "))
    };
    Some(match &verdict.compared_name {
        _ if verdict.faults.contains(&Fault::CertificateNameMismatch) => {
            let compared = verdict.compared_name.as_deref().unwrap_or("another");
            Answer::culprit(format!("{carried} The gateway compares {compared}."))
        }
        Some(compared) => Answer::done(format!("{carried} {compared} is covered.")),
        None => Answer::open(carried),
    })
}

/// Whether the chain leads to a root that counts.
pub(crate) fn trust(situation: &Situation<'_>) -> Option<Answer> {
    let chain = situation
        .chain()
        .filter(|chain| !chain.trust_open && !left_out(chain))?;
    if let Some(why) = shows(chain, TRUST) {
        return Some(Answer::culprit(why));
    }
    let by = chain.verdict.trusted_by.as_ref()?;
    let text = format!(
        "The chain leads to {}: {} (SHA-256 {}).",
        by.list.words(),
        by.subject,
        by.sha256
    );
    Some(match by.list {
        List::FormerlyPublic => Answer::open(text),
        List::Uploaded | List::WellKnown => Answer::done(text),
    })
}

/// What has to be installed on the server, or that it is.
pub(super) fn to_install(situation: &Situation<'_>) -> Answer {
    let Some(chain) = situation.chain().filter(|chain| !left_out(chain)) else {
        return Answer::OPEN;
    };
    let verdict = &chain.verdict;
    let change = |fix: &Fix| match fix {
        Fix::InstallInOrder { order } => {
            let one = |at: &usize| verdict.certificates.get(*at).map(|one| one.short());
            let order: Vec<String> = order.iter().filter_map(one).collect();
            Some(format!("In this order: {}.", order.join(", ")))
        }
        Fix::AddIssuer { .. }
        | Fix::AddLeaf
        | Fix::UseCa { .. }
        | Fix::Renew {
            position: Some(_), ..
        }
        | Fix::Reissue {
            position: Some(_), ..
        } => Some(fix.sentence()),
        _ => None,
    };
    let changes: Vec<String> = verdict.fixes.iter().filter_map(change).collect();
    if !changes.is_empty() {
        return Answer::open(changes.join(" "));
    }
    let listed = listed(chain);
    if chain.trust_open || verdict.state == State::Unknown {
        return Answer::open(format!("Presented: {listed}."));
    }
    let root = match verdict.top() {
        Some(top) if top.role != Role::Intermediate => "",
        _ => " The root is not sent, which the gateway can do without.",
    };
    Answer::done(format!(
        "What is presented is complete and in order: {listed}.{root}"
    ))
}

/// Which root to upload, or that it is; `None` where no chain tells.
pub(crate) fn to_upload(situation: &Situation<'_>) -> Option<Answer> {
    let chain = situation
        .chain()
        .filter(|chain| !chain.trust_open && !left_out(chain))?;
    let verdict = &chain.verdict;
    let upload = |fix: &&Fix| matches!(fix, Fix::UploadRoot { .. } | Fix::UseWellKnown);
    if let Some(fix) = verdict.fixes.iter().find(upload) {
        return Some(Answer::open(fix.sentence()));
    }
    let by = verdict.trusted_by.as_ref()?;
    (by.list == List::Uploaded).then(|| {
        Answer::done(format!(
            "{} (SHA-256 {}) is uploaded, and the pasted chain leads to it.",
            by.subject, by.sha256
        ))
    })
}
