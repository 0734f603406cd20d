//! Transcripts of `openssl s_client`, as OpenSSL 0.9.8 to 3.x and LibreSSL print them.

use super::text::{Place, Plain};

/// One line pair of `Certificate chain`: what the server sent at this position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainLine {
    /// The position that s_client printed.
    pub position: usize,
    /// The subject as printed (`s:`).
    pub subject: String,
    /// The issuer as printed (`i:`).
    pub issuer: String,
    /// Key and signature algorithm as printed (`a:`).
    pub algorithms: Option<String>,
    /// Validity as printed (`v:`).
    pub validity: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// Its offset in the plain text.
    pub(crate) offset: usize,
}

/// An error line of the verification: `verify error:num=20:…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    /// The OpenSSL code.
    pub code: u32,
    /// The text as printed.
    pub text: String,
    /// The depth of the line before it.
    pub depth: Option<usize>,
}

/// What one run of s_client says besides the certificates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// What the server sent, by name.
    pub chain: Vec<ChainLine>,
    /// What s_client's own verification found, in its order.
    pub errors: Vec<VerifyError>,
    /// The final `Verify return code`, with its text.
    pub return_code: Option<(u32, String)>,
    /// The protocol that was agreed, such as `TLSv1.3`.
    pub protocol: Option<String>,
    /// The name sent as SNI, where the command line is there to say so.
    pub server_name: Option<String>,
    /// Where s_client connected to, where the command line is there to say so.
    pub connect: Option<String>,
    /// Whether the server sent no certificate.
    pub no_certificate: bool,
    /// Where it begins.
    pub place: Place,
    /// Its range in the plain text.
    pub(crate) range: std::ops::Range<usize>,
    /// Where `Server certificate` stands: what follows repeats position 0.
    pub(crate) server_certificate: Option<usize>,
}

/// Finds every transcript in the text.
pub(crate) fn read(plain: &Plain<'_>) -> Vec<Transcript> {
    let text = plain.text.as_str();
    let mut found = Vec::new();
    let mut current = Transcript::default();
    let mut depth = None;
    let mut in_chain = false;
    let mut command = Command::default();
    let mut offset = 0;
    for raw in text.split_inclusive('\n') {
        let start = offset;
        offset += raw.len();
        let line = raw.trim_matches([' ', '\t', '\n', '>', '|', '"', '\'', ',', '\\']);
        // A second handshake begins: commands and standard error can precede its CONNECTED.
        let begins = line.starts_with("CONNECTED(")
            || line.starts_with("Certificate chain")
            || is_s_client(line);
        let complete = current.return_code.is_some()
            || (!current.chain.is_empty() && line.starts_with("Certificate chain"));
        if (begins || (line.starts_with("depth=") && current.return_code.is_some())) && complete {
            current.range.end = start;
            found.push(std::mem::take(&mut current));
            current.range.start = start;
            (depth, in_chain) = (None, false);
        }
        if command.takes(line, || plain.line_goes_on(start..offset)) {
            current.server_name = command.option("-servername");
            current.connect = command.option("-connect");
        } else if line.starts_with("Certificate chain") {
            in_chain = true;
        } else if line.starts_with("Server certificate") {
            in_chain = false;
            current.server_certificate = Some(start);
        } else if let Some(rest) = line.strip_prefix("depth=") {
            depth = leading_number(rest).and_then(|(depth, _)| usize::try_from(depth).ok());
        } else if let Some(rest) = line.strip_prefix("verify error:num=") {
            if let Some((code, text)) = leading_number(rest) {
                current.errors.push(VerifyError {
                    code,
                    text: text.trim_start_matches(':').to_owned(),
                    depth,
                });
            }
        } else if let Some((_, rest)) = line.split_once("Verify return code:") {
            if let Some((code, text)) = leading_number(rest.trim_start()) {
                current
                    .return_code
                    .get_or_insert((code, text.trim().trim_matches(['(', ')']).to_owned()));
            }
        } else if line.contains("no peer certificate available") {
            current.no_certificate = true;
        } else if let Some(version) = protocol(line) {
            current.protocol.get_or_insert(version);
        } else if in_chain {
            chain_line(line, start, plain, &mut current.chain);
        }
    }
    current.range.end = text.len();
    found.push(current);
    found.retain(|transcript| {
        !transcript.chain.is_empty()
            || !transcript.errors.is_empty()
            || transcript.return_code.is_some()
            || transcript.no_certificate
    });
    for transcript in &mut found {
        transcript.place = plain.place(transcript.range.start);
    }
    found
}

fn chain_line(line: &str, start: usize, plain: &Plain<'_>, chain: &mut Vec<ChainLine>) {
    if let Some((position, rest)) = leading_number(line) {
        if let Some(subject) = rest.trim_start().strip_prefix("s:") {
            chain.push(ChainLine {
                position: position as usize,
                subject: subject.trim().to_owned(),
                place: plain.place(start),
                offset: start,
                ..ChainLine::default()
            });
        }
        return;
    }
    let Some(last) = chain.last_mut() else { return };
    if let Some(issuer) = line.strip_prefix("i:") {
        last.issuer = issuer.trim().to_owned();
    } else if let Some(algorithms) = line.strip_prefix("a:") {
        last.algorithms = Some(algorithms.trim().to_owned());
    } else if let Some(validity) = line.strip_prefix("v:") {
        last.validity = Some(validity.trim().to_owned());
    }
}

fn leading_number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    Some((number.parse().ok()?, rest))
}

/// The command line that a transcript begins with, over as many lines as it was typed on.
#[derive(Default)]
struct Command {
    words: Vec<String>,
    /// Whether the line read last says that the command goes on in the next one.
    goes_on: bool,
}

impl Command {
    /// The most words that are kept: no command is longer.
    const MOST_WORDS: usize = 200;

    /// Takes a line, if it is the command or goes on with it; `goes_on` tells whether the line says
    /// that another one follows.
    fn takes(&mut self, line: &str, goes_on: impl Fn() -> bool) -> bool {
        // Where every line was copied with a backslash behind it, the output still is none of it.
        const OUTPUT: [&str; 5] = [
            "CONNECTED(",
            "Connecting to ",
            "Certificate chain",
            "depth=",
            "---",
        ];
        if is_s_client(line) {
            self.words.clear();
        } else if !self.goes_on || OUTPUT.iter().any(|start| line.starts_with(start)) {
            self.goes_on = false;
            return false;
        }
        self.goes_on = self.words.len() < Self::MOST_WORDS && goes_on();
        let words = line.trim_end_matches(CONTINUED).split_whitespace();
        self.words.extend(words.map(str::to_owned));
        true
    }

    /// The word behind an option.
    fn option(&self, name: &str) -> Option<String> {
        let mut words = self.words.iter();
        words.find(|word| *word == name)?;
        let value = words.next()?.trim_matches(['"', '\'']);
        Some(value.to_owned())
    }
}

/// What the shells write at the end of a line to go on in the next: POSIX, PowerShell, cmd.
const CONTINUED: [char; 3] = ['\\', '`', '^'];

/// Whether a command goes on behind this line of it.
pub(crate) fn goes_on(line: &str) -> bool {
    line.trim_end().ends_with(CONTINUED)
}

/// Whether a line is a command whose output is a transcript.
pub(crate) fn is_s_client(line: &str) -> bool {
    line.contains("openssl s_client") || line.contains("openssl.exe s_client")
}

/// `Protocol  : TLSv1.2`, `Protocol: TLSv1.3`, or `New, TLSv1.3, Cipher is …`.
fn protocol(line: &str) -> Option<String> {
    let version = if let Some(rest) = line.strip_prefix("Protocol") {
        rest.trim_start().strip_prefix(':')?.trim()
    } else {
        line.strip_prefix("New, ")
            .or_else(|| line.strip_prefix("Reused, "))?
            .split(',')
            .next()?
    };
    (version.starts_with("TLS") || version.starts_with("SSL")).then(|| version.to_owned())
}

/// A name as any s_client prints it, as comparable pairs in lower case: `/C=US/CN=x`,
/// `C = US, CN = x` and `C=US, CN=x` give the same.
#[must_use]
pub fn comparable_name(shown: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let slashes = shown.starts_with('/');
    let mut quoted = false;
    let mut part = String::new();
    for c in shown.chars() {
        match c {
            '"' => quoted = !quoted,
            '/' if slashes => parts.push(std::mem::take(&mut part)),
            ',' | '+' if !slashes && !quoted => parts.push(std::mem::take(&mut part)),
            _ => part.push(c),
        }
    }
    parts.push(part);
    // A separator inside a value has cut it: a part without a label belongs to the one before.
    let mut pairs: Vec<String> = Vec::new();
    for part in parts {
        let label = part.split_once('=').map(|(label, _)| label.trim());
        let labelled = label.is_some_and(|label| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'.')
        });
        match pairs.last_mut() {
            Some(last) if !labelled => {
                last.push(if slashes { '/' } else { ',' });
                last.push_str(&part);
            }
            _ => pairs.push(part),
        }
    }
    pairs
        .iter()
        .filter(|pair| !pair.trim().is_empty())
        .map(|pair| {
            let (label, value) = pair.split_once('=').unwrap_or(("", pair));
            let value = value
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .replace('\\', "");
            format!("{}={value}", label.trim()).to_ascii_lowercase()
        })
        .collect()
}
