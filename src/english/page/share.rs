//! What leaves, and in which forms.

use std::fmt::Display;

pub(crate) const NOTHING_YET: &str = "There is nothing to share yet. ";
pub(crate) const PASTE_FIRST: &str = "Paste a report first";
pub(crate) fn takes_some_seconds(size: impl Display) -> String {
    format!(
        "The case holds {size}. To write it anew without its names takes some seconds, in which the page does not answer. Servers that matter, pasted alone, are shared at once."
    )
}

pub(crate) fn writing_anew(size: impl Display) -> String {
    format!("Writing the case of {size} anew without its names\u{2026}")
}

pub(crate) const STOPPED_WRITING: &str = "Stopped: nothing is ready to leave.";
pub(crate) const WRITE_ANEW: &str = "Write it anew";
pub(crate) const LEAD: &str = "The page sends nothing: you copy or save, and hand it on yourself. What is hidden here is hidden in the link, the file, the report and the pictures alike.";
pub(crate) const SUBSCRIPTIONS: &str = "Subscription and tenant ids";
pub(crate) const SUBSCRIPTIONS_HINT: &str = "shown as SUB-\u{2026} with their last four characters";
pub(crate) const RESOURCES: &str = "Resource names";
pub(crate) const RESOURCES_HINT: &str = "resource groups, gateways, pools, settings, probes";
pub(crate) const HOSTS: &str = "Host names";
pub(crate) const HOSTS_HINT: &str =
    "label by label, so that wildcards still match; Azure\u{2019}s own domains stay";
pub(crate) const ADDRESSES_HINT: &str =
    "become addresses that no network has (240.0.0.0/4, 198.18.0.0/15); subnets stay together";
pub(crate) const CERTIFICATES: &str = "Certificates";
pub(crate) const CERTIFICATES_HINT: &str = "subjects, issuers, serial numbers, keys";
pub(crate) const FREE_TEXT: &str = "Free text";
pub(crate) const FREE_TEXT_HINT: &str = "e-mail addresses, paths, expected bodies, file names, words that no message of the gateway has";
pub(crate) const WHAT_LEAVES: &str = "What leaves";
pub(crate) const HIDE: &str = "Hide, each replaced by a marker";
pub(crate) const STAND_INS: &str = "Certificates leave as stand-ins with their dates, key types, purposes and order. The receiver gets the same verdict, but can\u{2019}t upload one, fetch its issuer, compare its fingerprint or verify its signature again. Their octets leave only where host names, addresses, certificates and free text are all shown.";
pub(crate) const NOTHING_HIDDEN: &str = " Everything leaves as it was pasted.";
pub(crate) fn left_out(kind: impl Display) -> String {
    format!(
        " Left out, because it can\u{2019}t be written without its names: {kind}. Hide nothing to send it along."
    )
}

pub(crate) const LOOK_AT_IT: &str = "Look at all of it before it leaves";
pub(crate) fn what_leaves_of(source: impl Display) -> String {
    format!("What leaves of {source}")
}

pub(crate) const OF_BEFORE: &str = ", before the change";
pub(crate) const BESIDES: &str = "What was typed in, findings on steps, time and view";
pub(crate) const LEGEND: &str = "What the markers stand for: this list stays here";
pub(crate) const TOO_LARGE_FOR_A_LINK: &str =
    "The case is too large for a link. Save it as a file.";
pub(crate) const THE_CASE: &str = "The case, to be opened here by someone else";
pub(crate) const WHAT_THE_CASE_HOLDS: &str =
    "With the evidence, what you typed in, your findings on steps, and the time it is judged at.";
pub(crate) const PASSPHRASE: &str = "Passphrase (optional)";
pub(crate) const PASSPHRASE_HINT: &str = "Encrypts the link or the file (AES-256-GCM). Hand it on another way; nobody can open the case without it.";
pub(crate) const NO_PASSPHRASE: &str = "No passphrase here. ";
pub(crate) const MAKE_LINK: &str = "Make a link";
pub(crate) const SAVE_AS_FILE: &str = "Save as a file";
pub(crate) fn link_has(characters: impl Display) -> String {
    format!("The link has {characters}.")
}

pub(crate) const LINK_TOO_LONG: &str =
    "Mail and chat programs cut links of this length: save the case as a file instead.";
pub(crate) const LINK_LONG: &str = "Mail programs and Teams may break links of more than 2,000 characters: try it, or save the case as a file.";
pub(crate) const LINK_HOLDS: &str = "Whoever has the link has what leaves; it is in the part behind #, which browsers send to no server.";
pub(crate) const LINK: &str = "Link";
pub(crate) const COPY_LINK: &str = "Copy the link";
pub(crate) const DOWNLOAD_JSON: &str = "Download JSON";
pub(crate) const READ_IT: &str = "Read it";
pub(crate) const OF_COMPARISON: &str = "the comparison";
pub(crate) const COMPARISON_TITLE: &str = "Before and after, to be read";
pub(crate) const COMPARISON_HINT: &str = "What is equal in both reports has the same marker. A link or a file holds both: whoever opens it sees what the change did.";
pub(crate) const COMPARISON_FORMS: &str = "Comparison";
pub(crate) const COPY_AS_MARKDOWN: &str = "Copy as Markdown";
pub(crate) const COPY_AS_TEXT: &str = "Copy as text";
pub(crate) const COPY_AS_JSON: &str = "Copy as JSON";
pub(crate) const JSON_OF_COMPARISON: &str = " of the comparison";
pub(crate) const THE_COMPARISON: &str = "The comparison";
pub(crate) const REPORT_TITLE: &str = "The report, to be read";
pub(crate) const REPORT_FORMS: &str = "Report";
pub(crate) const REPORT_FOR_TICKET: &str = "the report, for a ticket";
pub(crate) const REPORT_FOR_MAIL: &str = "the report, for mail";
pub(crate) const COPY_SUMMARY: &str = "Copy the summary";
pub(crate) const OF_SUMMARY: &str = "of gateway, time, servers, status and message";
pub(crate) const REPORT_FOR_PROGRAMS: &str = "the report, for programs";
pub(crate) const PRINT: &str = "Print, or save as PDF";
pub(crate) const PRINT_HINT: &str = "This view prints with names hidden as above. Every other view prints as it is on the screen, and says so on the paper.";
pub(crate) const THE_REPORT: &str = "The report";
/// Which problem a picture is of, where several have the same fault.
pub(crate) fn picture_of(title: impl Display, distinction: impl Display) -> String {
    format!("{title}: {distinction}")
}

pub(crate) fn of_picture(title: impl Display) -> String {
    format!(" of: {title}")
}

pub(crate) const PICTURE: &str = "Picture: ";
pub(crate) const SAVE_AS_SVG: &str = "Save as SVG";
pub(crate) const SAVE_AS_PNG: &str = "Save as PNG";
pub(crate) const ON_PAPER: &str = "This print shows names, hosts and addresses as they were pasted. The view \u{201c}Share\u{201d} prints with them hidden.";
pub(crate) const ENTRY: &str = "Share or save\u{2026}";
pub(crate) const ADDRESSES: &str = "IP addresses";
