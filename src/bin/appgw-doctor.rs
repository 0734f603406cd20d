//! The command line: reads files and the clock, and prints what the library finds.

use std::fs;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use appgw_doctor::certificate::bundle;
use appgw_doctor::chain::openssl::codes::{self, Code};
use appgw_doctor::chain::{RootList, roots};
use appgw_doctor::diagnosis::{Case, Diagnosis, Verdict, compare, diagnose};
use appgw_doctor::evidence;
use appgw_doctor::gateway::{Sku, UploadedCertificate};
use appgw_doctor::guide::check::{self, CheckEntry};
use appgw_doctor::guide::command::Shell;
use appgw_doctor::guide::{Topic, collect, playbook};
use appgw_doctor::report;
use appgw_doctor::share::{Origin, SavedCase, SavedSource, file};
use appgw_doctor::time::Timestamp;
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

#[path = "../english/cli.rs"]
mod english;
use english as say;

/// Tells what an Azure Application Gateway's backend health report means, and what to do.
#[derive(Parser)]
#[command(name = "appgw-doctor", version, about, after_help = EXIT_STATUS)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_STATUS: &str = say::EXIT_STATUS;

#[derive(Subcommand)]
enum Command {
    /// Judge backend health output, configuration, transcripts or a single message
    Diagnose(Box<DiagnoseArgs>),
    /// Compare two reports, of before a change and after it: which servers are fixed, which are worse
    Compare(CompareArgs),
    /// Show the causes and steps of one fault, or of `degraded`, `unhealthy-pool` or `healthy-but-failing`
    Fault {
        /// An id that `appgw-doctor faults` lists
        #[arg(value_parser = topic)]
        id: Topic,
    },
    /// List every fault
    Faults,
    /// Show what one check looks at, why it matters, and what mends it
    Check {
        /// An id that `appgw-doctor checks` lists
        #[arg(value_parser = check)]
        id: &'static CheckEntry,
    },
    /// List every check
    Checks,
    /// Print a script that only reads, and gathers everything this reads of one gateway
    Collect(CollectArgs),
    /// Explain a verification code of OpenSSL, such as 20
    Openssl {
        /// The number
        #[arg(value_parser = code, allow_negative_numbers = true)]
        code: &'static Code,
    },
}

#[derive(Args)]
#[command(after_help = EXIT_STATUS)]
struct DiagnoseArgs {
    /// What was pasted or saved, in any form, or a case saved by the page; `-`, or nothing at all, is standard input
    #[arg(value_name = "FILE|-")]
    files: Vec<PathBuf>,
    /// A probe's message by itself
    #[arg(long, value_name = "TEXT", value_parser = message)]
    message: Option<String>,
    /// The gateway's generation, whatever the evidence says
    #[arg(long)]
    sku: Option<SkuArg>,
    /// The host name that the probe sends and the certificate must cover
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    host: Option<String>,
    /// A root certificate uploaded to the backend setting; may be repeated
    #[arg(long, value_name = "FILE")]
    trusted_root: Vec<PathBuf>,
    /// Whether the backend setting trusts well-known CAs
    #[arg(long, value_name = "yes|no", hide_possible_values = true)]
    well_known_ca: Option<YesNo>,
    /// The time to judge at, such as 2026-11-21T00:00:00Z; the present unless given
    #[arg(long, value_name = "RFC3339", value_parser = timestamp)]
    at: Option<Timestamp>,
    /// How to write the report
    #[arg(long, default_value = "text")]
    format: Format,
}

#[derive(Args)]
#[command(after_help = COMPARE_STATUS)]
struct CompareArgs {
    /// What was pasted or saved before the change; `-` is standard input
    #[arg(value_name = "BEFORE")]
    before: PathBuf,
    /// The same after it; `-` is standard input
    #[arg(value_name = "AFTER")]
    after: PathBuf,
    /// The time to judge both at, such as 2026-11-21T00:00:00Z; the present unless given
    #[arg(long, value_name = "RFC3339", value_parser = timestamp)]
    at: Option<Timestamp>,
    /// How to write the comparison
    #[arg(long, default_value = "text")]
    format: Format,
}

const COMPARE_STATUS: &str = say::COMPARE_STATUS;

#[derive(Args)]
struct CollectArgs {
    /// Where the script is to run
    #[arg(long, default_value = "azure-cli")]
    shell: ShellArg,
    /// The gateway's resource group
    #[arg(long, value_name = "NAME")]
    resource_group: Option<String>,
    /// The gateway
    #[arg(long, value_name = "NAME")]
    gateway: Option<String>,
    /// The subscription
    #[arg(long, value_name = "ID")]
    subscription: Option<String>,
    /// Print the text to send along with it instead
    #[arg(long)]
    letter: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum ShellArg {
    AzureCli,
    Powershell,
}

#[derive(Clone, Copy, ValueEnum)]
enum SkuArg {
    V1,
    V2,
}

#[derive(Clone, Copy, ValueEnum)]
enum YesNo {
    Yes,
    No,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

fn timestamp(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| say::TIME_EXPECTED.to_owned())
}

fn message(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err(say::MESSAGE_EXPECTED.to_owned());
    }
    Ok(text.to_owned())
}

fn topic(id: &str) -> Result<Topic, String> {
    Topic::from_id(&id.to_ascii_lowercase()).ok_or_else(|| say::NO_FAULT.to_owned())
}

fn check(id: &str) -> Result<&'static CheckEntry, String> {
    check::entry(&id.to_ascii_lowercase()).ok_or_else(|| say::NO_CHECK.to_owned())
}

fn code(number: &str) -> Result<&'static Code, String> {
    let known = number.parse().ok().and_then(codes::code);
    known.ok_or_else(|| say::codes(codes::CODES.len() - 1))
}

/// The exit status where nothing is readable, or where the usage is bad.
const FAILED: u8 = 2;

/// What to print, and the exit status.
type Printed = (String, u8);

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Diagnose(args) => run_diagnose(*args),
        Command::Compare(args) => run_compare(&args),
        Command::Fault { id } => Ok((fault(id), 0)),
        Command::Faults => Ok((faults(), 0)),
        Command::Check { id } => Ok((report::check::write(id, width()), 0)),
        Command::Checks => Ok((checks(), 0)),
        Command::Collect(args) => Ok((collected(args), 0)),
        Command::Openssl { code } => Ok((report::openssl::write(code, width()), 0)),
    };
    let (text, status) = match done {
        Ok(printed) => printed,
        Err(error) => {
            eprintln!("{}", say::error(&error));
            return ExitCode::from(FAILED);
        }
    };
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        // Whoever reads has seen enough: `appgw-doctor faults | head -1`.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("{}", say::not_written(&error));
            ExitCode::from(FAILED)
        }
        _ => ExitCode::from(status),
    }
}

fn run_diagnose(args: DiagnoseArgs) -> Result<Printed, String> {
    let given = read_all(&args)?;
    let evidence = given.evidence();
    let mut typed = given.case.typed;
    if let Some(sku) = args.sku {
        typed.sku = Some(match sku {
            SkuArg::V1 => Sku::V1,
            SkuArg::V2 => Sku::V2,
        });
    }
    typed.host = args.host.or(typed.host);
    if let Some(answer) = args.well_known_ca {
        typed.well_known_ca = Some(matches!(answer, YesNo::Yes));
    }
    typed.roots.extend(trusted_roots(&args.trusted_root)?);
    let case = Case {
        evidence,
        typed,
        roots: Some(Arc::new(public_roots()?)),
        at: match args.at.or(given.case.as_of) {
            Some(at) => at,
            None => now()?,
        },
    };
    let diagnosis = diagnose(&case);
    let text = match args.format {
        Format::Text => report::text::write(&case, &diagnosis, width()),
        Format::Json => report::json::write(&case, &diagnosis),
        Format::Markdown => report::markdown::write(&case, &diagnosis),
    };
    Ok((text, status(&diagnosis)))
}

fn run_compare(args: &CompareArgs) -> Result<Printed, String> {
    let roots = Arc::new(public_roots()?);
    let judge = |given: Given| -> Result<Diagnosis, String> {
        Ok(diagnose(&Case {
            evidence: given.evidence(),
            typed: given.case.typed,
            roots: Some(roots.clone()),
            at: match args.at.or(given.case.as_of) {
                Some(at) => at,
                None => now()?,
            },
        }))
    };
    if args.before.as_os_str() == "-" && args.after.as_os_str() == "-" {
        return Err(STDIN_ONCE.to_owned());
    }
    let mut given = [Given::default(), Given::default()];
    for (given, file) in given.iter_mut().zip([&args.before, &args.after]) {
        given.take_file(file)?;
    }
    let [before, after] = given;
    let (before, after) = (judge(before)?, judge(after)?);
    let found = compare(&before, &after);
    let text = match args.format {
        Format::Text => report::compare::text(&found, &before, &after, width()),
        Format::Json => report::compare::json(&found, &before, &after),
        Format::Markdown => report::compare::markdown(&found, &before, &after),
    };
    let mut exit = status(&after);
    for (file, diagnosis) in [(&args.before, &before), (&args.after, &after)] {
        if status(diagnosis) == FAILED {
            eprintln!("{}", say::error(say::nothing_to_compare(file.display())));
            exit = FAILED;
        }
    }
    Ok((text, exit))
}

fn status(diagnosis: &Diagnosis) -> u8 {
    match diagnosis.verdict {
        Verdict::NothingWrong | Verdict::Warnings | Verdict::Unknown | Verdict::NothingJudged => 0,
        Verdict::Problems => 1,
        Verdict::Pending | Verdict::NothingReadable => FAILED,
    }
}

/// What the files hold. A case that was saved brings what was typed in and its time along.
#[derive(Default)]
struct Given {
    case: SavedCase,
    message: Option<evidence::Evidence>,
}

const STDIN_ONCE: &str = say::STDIN_ONCE;

impl Given {
    /// Takes what a file holds, or standard input.
    fn take_file(&mut self, file: &Path) -> Result<(), String> {
        if file.as_os_str() == "-" {
            return self.take("-", read_stdin()?);
        }
        let name = file.file_name().unwrap_or(file.as_os_str());
        self.take(&name.to_string_lossy(), read_file(file)?)
    }

    fn take(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), String> {
        if !file::is_case(&bytes) {
            self.case.sources.push(SavedSource {
                name: name.to_owned(),
                origin: Origin::File,
                bytes: bytes.into(),
                removed: Vec::new(),
            });
            return Ok(());
        }
        let case = file::read(&bytes).map_err(|error| format!("{name}: {error}"))?;
        self.case.sources.extend(case.sources);
        let typed = &mut self.case.typed;
        typed.sku = typed.sku.or(case.typed.sku);
        typed.host = typed.host.take().or(case.typed.host);
        typed.well_known_ca = typed.well_known_ca.or(case.typed.well_known_ca);
        typed.cloud = typed.cloud.or(case.typed.cloud);
        typed.roots.extend(case.typed.roots);
        self.case.as_of = self.case.as_of.or(case.as_of);
        Ok(())
    }

    fn evidence(&self) -> Vec<evidence::Evidence> {
        let mut all = self.case.evidence();
        all.extend(self.message.clone());
        all
    }
}

fn read_all(args: &DiagnoseArgs) -> Result<Given, String> {
    let mut found = Given::default();
    let mut stdin_read = false;
    let dash = PathBuf::from("-");
    let files = match (args.files.as_slice(), &args.message) {
        ([], None) => std::slice::from_ref(&dash),
        (files, _) => files,
    };
    for file in files {
        if file.as_os_str() == "-" {
            if stdin_read {
                return Err(STDIN_ONCE.to_owned());
            }
            stdin_read = true;
        }
        found.take_file(file)?;
    }
    found.message = args.message.as_deref().map(evidence::read_message);
    Ok(found)
}

fn read_file(file: &Path) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| say::not_read(file.display(), &error))
}

fn read_stdin() -> Result<Vec<u8>, String> {
    let mut stdin = io::stdin().lock();
    if stdin.is_terminal() {
        let end = if cfg!(windows) {
            say::END_ON_WINDOWS
        } else {
            say::END_ELSEWHERE
        };
        eprintln!("{}", say::paste(end));
    }
    let mut bytes = Vec::new();
    stdin
        .read_to_end(&mut bytes)
        .map_err(|error| say::stdin_not_read(&error))?;
    Ok(bytes)
}

/// The certificates in files given by hand: PEM, DER or PKCS#7, one or more in each.
fn trusted_roots(files: &[PathBuf]) -> Result<Vec<UploadedCertificate>, String> {
    files
        .iter()
        .map(|file| {
            let read = bundle::read(&read_file(file)?);
            if read.certificates.is_empty() {
                let why = read.notes.first().map_or_else(String::new, |note| {
                    say::why_not(note.place.line, &note.text)
                });
                return Err(say::no_certificate(file.display(), &why));
            }
            let name = file.file_name().unwrap_or(file.as_os_str());
            Ok(UploadedCertificate {
                name: Some(name.to_string_lossy().into_owned()),
                certificates: read
                    .certificates
                    .into_iter()
                    .map(|found| found.certificate)
                    .collect(),
                ..UploadedCertificate::default()
            })
        })
        .collect()
}

/// The list of public roots that the program carries.
fn public_roots() -> Result<RootList, String> {
    RootList::parse(roots::BUILT_IN).map_err(|error| error.to_string())
}

fn now() -> Result<Timestamp, String> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    since
        .and_then(|since| i64::try_from(since.as_secs()).ok())
        .and_then(Timestamp::from_unix)
        .ok_or_else(|| say::CLOCK.to_owned())
}

/// The terminal's width, where the shell tells; lines that are too long are hard to read.
fn width() -> usize {
    let told = std::env::var("COLUMNS").ok();
    let told = told.and_then(|columns| columns.parse::<usize>().ok());
    told.map_or(96, |columns| columns.clamp(60, 100))
}

fn collected(args: CollectArgs) -> String {
    if args.letter {
        return collect::LETTER.to_owned();
    }
    let shell = match args.shell {
        ShellArg::AzureCli => Shell::AzureCli,
        ShellArg::Powershell => Shell::PowerShell,
    };
    let names = collect::Names {
        resource_group: args.resource_group,
        gateway: args.gateway,
        subscription: args.subscription,
    };
    collect::script(shell, &names)
}

fn fault(topic: Topic) -> String {
    report::playbook::write(playbook::entry(topic), width())
}

fn faults() -> String {
    listed(Topic::all().map(|topic| (topic.id(), playbook::entry(topic).title)))
}

fn checks() -> String {
    listed(check::entries().map(|entry| (entry.id, entry.title)))
}

/// Ids with their titles, a line each.
fn listed(all: impl Iterator<Item = (&'static str, &'static str)>) -> String {
    let all: Vec<_> = all.collect();
    let column = all.iter().map(|(id, _)| id.len()).max().unwrap_or_default();
    let mut text = String::new();
    for (id, title) in all {
        let line = format!("{id:column$}  {title}");
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
