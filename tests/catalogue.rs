//! What holds of the whole catalogue, whoever adds to it.

#![allow(
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use appgw_doctor::fault::Basis;
use appgw_doctor::guide::Topic;
use appgw_doctor::guide::command::{Command, Effect, PLACEHOLDERS, Shell};
use appgw_doctor::guide::playbook::{entries, entry};
use appgw_doctor::guide::source::{self, Cite};
use appgw_doctor::guide::step::{Block, Entry, Link, Next, Step};

/// Every step, each once.
fn steps() -> BTreeMap<&'static str, &'static Step> {
    entries()
        .flat_map(|entry| entry.steps)
        .map(|step| (step.id, *step))
        .collect()
}

/// Every text of a block that is prose.
fn texts(block: &'static Block) -> Vec<&'static str> {
    match block {
        Block::Text(text) | Block::Caution(text) => vec![text],
        // Output to compare with, not prose.
        Block::Sample(_) => Vec::new(),
        Block::List(points) | Block::Ordered(points) => points.to_vec(),
        Block::Table(rows) => rows.iter().flat_map(|row| row.iter().copied()).collect(),
    }
}

/// Every text of an entry that is prose, with the place it stands in.
fn prose(entry: &'static Entry) -> Vec<(String, &'static str)> {
    let id = entry.topic.id();
    let mut all = vec![
        (format!("{id} title"), entry.title),
        (format!("{id} clients_see"), entry.clients_see),
    ];
    for block in entry.meaning {
        all.extend(
            texts(block)
                .into_iter()
                .map(|text| (format!("{id} meaning"), text)),
        );
    }
    for statement in entry.statements() {
        all.push((statement.id.to_owned(), statement.text));
    }
    for step in entry.steps {
        all.push((step.id.to_owned(), step.title));
        for block in step.body {
            all.extend(
                texts(block)
                    .into_iter()
                    .map(|text| (step.id.to_owned(), text)),
            );
        }
        for branch in step.branches {
            all.push((step.id.to_owned(), branch.outcome));
        }
        for command in step.commands {
            all.push((step.id.to_owned(), command.purpose));
        }
    }
    all
}

/// Every link of an entry and its steps.
fn links(entry: &'static Entry) -> impl Iterator<Item = &'static Link> {
    entry
        .links
        .iter()
        .chain(entry.steps.iter().flat_map(|step| step.links))
}

/// Every citation of an entry, its statements and steps.
fn cites(entry: &'static Entry) -> Vec<&'static Cite> {
    let statements = entry.statements().flat_map(|statement| statement.sources);
    let steps = entry.steps.iter().flat_map(|step| step.sources);
    entry
        .sources
        .iter()
        .chain(statements)
        .chain(steps)
        .collect()
}

/// Lower-case words joined by hyphens, as many as wanted joined by a slash.
fn is_id(id: &str, parts: usize) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part.split('-').all(|word| {
                !word.is_empty()
                    && word
                        .chars()
                        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
            })
    };
    id.split('/').count() == parts && id.split('/').all(part)
}

#[test]
fn every_topic_has_one_entry_and_they_stand_in_order() {
    let have: Vec<Topic> = entries().map(|entry| entry.topic).collect();
    let want: Vec<Topic> = Topic::all().collect();
    assert_eq!(have, want);
    for topic in want {
        assert_eq!(entry(topic).topic, topic);
    }
}

#[test]
fn ids_are_unique_and_well_formed() {
    let mut seen = BTreeMap::new();
    for entry in entries() {
        for statement in entry.statements() {
            assert!(is_id(statement.id, 2), "{}", statement.id);
            let before = seen.insert(statement.id, std::ptr::from_ref(statement).addr());
            assert_eq!(before, None, "{} stands twice", statement.id);
            let topic = statement.id.split('/').next().unwrap();
            assert_eq!(topic, entry.topic.id(), "{}", statement.id);
        }
    }
    for entry in entries() {
        let mut in_entry = BTreeSet::new();
        for step in entry.steps {
            assert!(is_id(step.id, 2), "{}", step.id);
            assert!(
                in_entry.insert(step.id),
                "{} stands twice in {}",
                step.id,
                entry.topic.id()
            );
            let here = std::ptr::from_ref(*step).addr();
            let before = seen.insert(step.id, here);
            assert!(
                before.is_none_or(|at| at == here),
                "{} is two steps",
                step.id
            );
        }
    }
}

#[test]
fn nothing_is_empty_and_everything_has_grounds() {
    for entry in entries() {
        let id = entry.topic.id();
        assert!(!entry.meaning.is_empty(), "{id}");
        assert!(!entry.causes.is_empty(), "{id}");
        assert!(!entry.steps.is_empty(), "{id}");
        assert!(!entry.sources.is_empty(), "{id}");
        for (place, text) in prose(entry) {
            assert_eq!(text.trim(), text, "{place}");
            assert!(!text.is_empty(), "{place}");
        }
        for statement in entry.statements() {
            let documented = statement.basis == Basis::Documented;
            assert!(
                !documented || !statement.sources.is_empty(),
                "{}",
                statement.id
            );
        }
        for step in entry.steps {
            let documented = step.basis == Basis::Documented;
            assert!(!documented || !step.sources.is_empty(), "{}", step.id);
            let says = !step.body.is_empty() || !step.commands.is_empty();
            assert!(says, "{}", step.id);
        }
    }
}

#[test]
fn prose_is_plain() {
    for entry in entries() {
        for (place, text) in prose(entry) {
            assert_eq!(text.matches('`').count() % 2, 0, "{place}: {text}");
            for mark in ["**", "  ", "\t", "’", "“", "…", "](", "—"] {
                assert!(!text.contains(mark), "{place} has {mark:?}: {text}");
            }
        }
        for step in entry.steps {
            assert!(
                !step.title.ends_with('.'),
                "{}: a title ends without a stop",
                step.id
            );
            let first = step.title.chars().next().unwrap();
            assert!(
                first.is_uppercase() || first.is_ascii_digit(),
                "{}",
                step.id
            );
        }
    }
}

#[test]
fn branches_lead_somewhere() {
    for entry in entries() {
        for step in entry.steps {
            for branch in step.branches {
                match branch.next {
                    Next::Step(id) => {
                        assert_ne!(id, step.id, "{} leads to itself", step.id);
                        assert!(
                            entry.step(id).is_some(),
                            "{}: {} leads to {id}, which is not there",
                            entry.topic.id(),
                            step.id
                        );
                    }
                    Next::Topic(topic) => {
                        let shared = ["common/", "tls/"].iter().any(|of| step.id.starts_with(of));
                        assert!(
                            shared || topic != entry.topic,
                            "{} leads to itself",
                            step.id
                        );
                    }
                    Next::Verify => assert!(
                        entry.step("common/verify").is_some(),
                        "{}: {} has something to verify",
                        entry.topic.id(),
                        step.id
                    ),
                    Next::Continue | Next::Elsewhere => {}
                }
            }
        }
    }
}

#[test]
fn every_failing_server_gets_the_three_portal_tools() {
    for entry in entries() {
        if entry.topic == Topic::Fault(appgw_doctor::fault::Fault::NoPermission) {
            continue;
        }
        for id in [
            "common/backend-health",
            "common/connection-troubleshoot",
            "common/resource-health",
        ] {
            assert!(entry.step(id).is_some(), "{} lacks {id}", entry.topic.id());
        }
    }
}

/// What stands between angle brackets as a placeholder does, and where.
fn placeholders(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    text.match_indices('<').filter_map(move |(at, _)| {
        let (name, _) = text[at + 1..].split_once('>')?;
        let is_name = name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        (is_name && !name.is_empty()).then_some((at, name))
    })
}

/// Whether a place of a command stands inside quotes.
fn is_quoted(template: &str, place: usize) -> bool {
    let mut quote: Option<char> = None;
    for c in template[..place].chars() {
        match quote {
            None if matches!(c, '\'' | '"') => quote = Some(c),
            Some(open) if c == open => quote = None,
            _ => {}
        }
    }
    quote.is_some()
}

#[test]
fn placeholders_are_known_and_stand_outside_quotes() {
    for (id, step) in steps() {
        for command in step.commands {
            for text in [Some(command.template), command.undo].into_iter().flatten() {
                for (_, name) in placeholders(text) {
                    assert!(
                        PLACEHOLDERS.contains(&name),
                        "{id}: src/guide/command.rs fills no <{name}>"
                    );
                }
            }
            for (at, name) in placeholders(command.template) {
                assert!(
                    !is_quoted(command.template, at),
                    "{id}: <{name}> stands inside quotes"
                );
            }
        }
    }
    let unique: BTreeSet<_> = PLACEHOLDERS.iter().collect();
    assert_eq!(unique.len(), PLACEHOLDERS.len());
}

/// PowerShell ends a word at a closing quote: what it fills must stand by itself.
#[test]
fn powershell_placeholders_are_whole_words() {
    for (id, step) in steps() {
        for command in step
            .commands
            .iter()
            .filter(|c| c.shell == Shell::PowerShell)
        {
            for (at, name) in placeholders(command.template) {
                let before = command.template[..at].chars().next_back();
                assert!(
                    before.is_some_and(|c| " (".contains(c)),
                    "{id}: {}",
                    &command.template[at..]
                );
                let after = command.template[at + name.len() + 2..].chars().next();
                assert!(
                    after.is_none_or(|c| " ,)\n".contains(c)),
                    "{id}: {}",
                    command.template
                );
            }
        }
    }
}

/// Parts of a command that do more than read.
fn changes(command: &Command) -> bool {
    const VERBS: [&str; 17] = [
        " update ",
        " create ",
        " delete ",
        " stop ",
        " start ",
        " set ",
        "Set-Az",
        "Stop-Az",
        "Start-Az",
        "Remove-Az",
        "New-NetFirewallRule",
        " add ",
        "Set-Item",
        "Remove-Item",
        "Import-Pfx",
        // A file on the person's own machine.
        " -out ",
        " > ",
    ];
    // Objects made in memory, and the shell's own verbs, change nothing by themselves.
    let template = format!("{} ", command.template);
    VERBS.iter().any(|verb| template.contains(verb))
}

#[test]
fn effects_are_told_and_can_be_undone() {
    for (id, step) in steps() {
        for command in step.commands {
            let reads = command.effect == Effect::Reads;
            assert_eq!(reads, !changes(command), "{id}: {}", command.template);
            assert_eq!(reads, command.undo.is_none(), "{id}: {}", command.template);
            assert!(command.undo.is_none_or(|undo| !undo.is_empty()), "{id}");
            let stops = command.template.contains(" stop ") || command.template.contains("Stop-Az");
            assert_eq!(
                stops,
                command.effect == Effect::Outage,
                "{id}: {}",
                command.template
            );
        }
    }
}

#[test]
fn lists_and_objects_that_are_replaced_are_marked() {
    for (id, step) in steps() {
        for command in step.commands {
            let replaces_list = [
                "--root-certs",
                "--servers ",
                "--dns-servers",
                "--match-status-codes",
                "--auth-certs",
            ]
            .iter()
            .any(|flag| command.template.contains(flag))
                && command.template.contains(" update ");
            let replaces_object = [
                "Set-AzApplicationGatewayBackendHttpSetting ",
                "Set-AzApplicationGatewayProbeConfig ",
            ]
            .iter()
            .any(|cmdlet| command.template.contains(cmdlet));
            if replaces_list {
                assert_eq!(
                    command.effect,
                    Effect::ReplacesList,
                    "{id}: {}",
                    command.template
                );
            }
            // The object that `Get-` returns is edited in place instead.
            assert!(!replaces_object, "{id}: {}", command.template);
        }
    }
}

/// Traps that the command references document.
#[test]
fn commands_avoid_known_traps() {
    for (id, step) in steps() {
        for command in step.commands {
            for line in command.template.lines() {
                assert_eq!(line.trim(), line, "{id}: {line}");
                if line.contains("nsg rule create") {
                    assert!(
                        line.contains("--destination-port-ranges"),
                        "{id}: port 80 otherwise"
                    );
                }
                if line.contains("probe create") {
                    for flag in ["--interval", "--timeout", "--threshold"] {
                        assert!(line.contains(flag), "{id}: {flag}: 30, 120 and 8 otherwise");
                    }
                }
                if line.contains("Add-AzApplicationGatewayProbeConfig ") {
                    for flag in ["-Protocol", "-Interval", "-Timeout", "-UnhealthyThreshold"] {
                        assert!(line.contains(flag), "{id}: {flag} is mandatory");
                    }
                }
                assert!(
                    !line.contains("--connection-draining-enabled"),
                    "{id}: no such flag"
                );
                assert!(
                    !line.contains("backend-health-on-demand"),
                    "{id}: no such command"
                );
                match command.shell {
                    Shell::AzureCli => assert!(line.starts_with("az "), "{id}: {line}"),
                    Shell::PowerShell => assert!(!line.starts_with("az "), "{id}: {line}"),
                    Shell::Posix | Shell::WindowsPrompt => {}
                }
            }
            let edits = command.template.contains("-ApplicationGateway $gw")
                && command.effect != Effect::Reads
                && !command.template.contains("Start-Az");
            if edits {
                let last = command.template.lines().next_back().unwrap();
                assert!(
                    last.starts_with("Set-AzApplicationGateway "),
                    "{id}: edits stay in memory without it"
                );
            }
        }
    }
}

#[test]
fn links_are_https_and_fit_to_be_localised() {
    for entry in entries() {
        for link in links(entry) {
            assert!(!link.label.is_empty(), "{}", link.url);
            assert!(link.url.starts_with("https://"), "{}", link.url);
            // The language is the reader's to choose.
            assert!(!link.url.contains("/en-us/"), "{}", link.url);
            assert!(
                !link.url.contains("docs.microsoft.com"),
                "{} has moved",
                link.url
            );
        }
    }
}

#[test]
fn sources_are_unique_dated_and_used() {
    let used: BTreeSet<&str> = entries()
        .flat_map(cites)
        .map(|cite| cite.source.id)
        .chain(
            appgw_doctor::guide::check::entries()
                .flat_map(|entry| entry.sources)
                .map(|cite| cite.source.id),
        )
        .collect();
    let mut seen = BTreeSet::new();
    for source in source::ALL {
        assert!(is_id(source.id, 1), "{}", source.id);
        assert!(seen.insert(source.id), "{} stands twice", source.id);
        assert!(!source.title.is_empty(), "{}", source.id);
        assert!(
            source.url.is_empty() || source.url.starts_with("https://"),
            "{}",
            source.url
        );
        assert_eq!(source.read.len(), "YYYY-MM-DD".len(), "{}", source.id);
        assert!(used.contains(source.id), "{} is cited nowhere", source.id);
    }
}
