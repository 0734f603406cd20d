//! The catalogue of checks: what each looks at, why it matters, what mends it, where that is from.
//! One entry for each id in [`CHECKS`](crate::diagnosis::checks::CHECKS), in that order.

use super::command::{self, Command, FilledCommand};
use super::situation::Situation;
use super::source::Cite;
use crate::diagnosis::checks::of_gateway;
use crate::diagnosis::{Case, Check, Diagnosis, ServerFinding};
pub use crate::language::check::entries;

/// One check's page.
#[derive(Debug)]
pub struct CheckEntry {
    /// Its public id.
    pub id: &'static str,
    /// What is in order where it passes, in a few words.
    pub title: &'static str,
    /// What is looked at, and when it fails or warns.
    pub what: &'static str,
    /// What goes wrong otherwise.
    pub why: &'static str,
    /// What to do, besides the commands; may be empty.
    pub mend: &'static str,
    /// Commands that mend it, or that show more.
    pub commands: &'static [Command],
    /// Where all this comes from.
    pub sources: &'static [Cite],
}

impl PartialEq for CheckEntry {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for CheckEntry {}

/// The entry with that id.
pub fn entry(id: &str) -> Option<&'static CheckEntry> {
    entries().find(|entry| entry.id == id)
}

impl CheckEntry {
    /// Its commands with the names of a situation in them.
    pub fn filled(&self, situation: &Situation<'_>) -> Vec<FilledCommand> {
        let commands = self.commands.iter();
        commands.map(|one| command::fill(one, situation)).collect()
    }
}

/// A case seen from what a check was made on: the first server with the setting, probe and pool that
/// the check's subject names, else what is probed with them.
pub fn situation_of<'a>(
    case: &'a Case,
    diagnosis: &'a Diagnosis,
    check: Option<&Check>,
) -> Situation<'a> {
    let nothing = Situation::new(case, diagnosis);
    let Some(check) = check else {
        return nothing;
    };
    let whose = of_gateway(check.gateway, &diagnosis.gateways);
    let subject = check.subject.strip_suffix(&whose);
    let subject = subject.unwrap_or(&check.subject);
    let is = |pool: Option<&str>, setting: Option<&str>, probe: Option<&str>| {
        subject.split(", ").all(|part| {
            let named = |what: &str, have: Option<&str>| {
                let name = part.strip_prefix(what);
                name.zip(have)
                    .is_some_and(|(name, have)| name.eq_ignore_ascii_case(have))
            };
            named("pool ", pool) || named("setting ", setting) || named("probe ", probe)
        })
    };
    let here = |gateway: Option<usize>| check.gateway.is_none() || gateway == check.gateway;
    let configuration = &diagnosis.configuration;
    let probe_of = |server: &ServerFinding| {
        let id = server
            .gateway_index
            .and_then(|at| diagnosis.gateways.get(at));
        let setting =
            configuration.setting(server.setting.as_deref()?, id.map(|known| &known.id))?;
        setting.probe.as_ref()?.as_deref()
    };
    let server = diagnosis.servers.iter().find(|server| {
        here(server.gateway_index)
            && is(
                server.pool.as_deref(),
                server.setting.as_deref(),
                probe_of(server),
            )
    });
    let probed = diagnosis.effective_probes.iter().find(|found| {
        let probe = found.probe_of(diagnosis);
        here(found.gateway)
            && is(
                found.pool.as_deref(),
                found.setting.as_deref(),
                probe.and_then(|probe| probe.name.as_deref()),
            )
    });
    Situation {
        server,
        probed: probed.filter(|_| server.is_none()),
        gateway: check.gateway,
        ..nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::checks::CHECKS;
    use crate::guide::command::{Effect, Shell};

    #[test]
    fn every_check_has_its_entry_in_the_same_order() {
        for id in CHECKS {
            assert!(
                entry(id).is_some(),
                "{id} has no page in src/english/check/"
            );
        }
        let ids: Vec<&str> = entries().map(|entry| entry.id).collect();
        assert_eq!(ids, CHECKS, "the pages stand in the order of the checks");
    }

    #[test]
    fn every_entry_says_where_it_is_from_and_changes_in_either_shell() {
        for entry in entries() {
            // That a key is a secret needs no document.
            let known = entry.id == "private-key-pasted";
            assert!(known || !entry.sources.is_empty(), "{}", entry.id);
            let changes = |shell| {
                let mut commands = entry.commands.iter();
                commands.any(|one| one.shell == shell && one.effect != Effect::Reads)
            };
            let [cli, powershell] = [Shell::AzureCli, Shell::PowerShell].map(changes);
            assert_eq!(cli, powershell, "{} is mended in one shell alone", entry.id);
        }
    }

    #[test]
    fn every_entry_is_whole() {
        for entry in entries() {
            for text in [entry.title, entry.what, entry.why] {
                assert!(!text.is_empty(), "{}", entry.id);
            }
            assert!(!entry.title.ends_with('.'), "{}", entry.id);
            for text in [entry.what, entry.why, entry.mend] {
                assert!(
                    text.is_empty() || text.ends_with('.'),
                    "{}: {text}",
                    entry.id
                );
                assert_eq!(text.matches('`').count() % 2, 0, "{}", entry.id);
            }
            assert!(
                !entry.mend.is_empty() || !entry.commands.is_empty(),
                "{}",
                entry.id
            );
            for command in entry.commands {
                assert!(
                    command.effect == Effect::Reads || command.undo.is_some(),
                    "{}: {}",
                    entry.id,
                    command.purpose
                );
            }
        }
    }
}
