//! What was typed in laid over what was pasted.

use super::{Configuration, Origin, Part, belongs, mark, named};
use crate::diagnosis::{Case, Typed};
use crate::gateway::field::{Field, Fields};
use crate::gateway::{BackendSetting, Probe};
use crate::language::diagnosis::configuration as say;
use crate::words::{PROBE, SETTING};

impl Configuration {
    /// What was typed in beats what was read; what nothing was read of is made of it.
    pub(super) fn type_in(&mut self, case: &Case, typed: &Typed) {
        let mut names: Vec<Option<&str>> = Vec::new();
        for value in &typed.values {
            let name = value.setting.as_deref();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        for name in names {
            let at = self.typed_setting(name);
            let values = typed
                .values
                .iter()
                .filter(|value| value.setting.as_deref() == name);
            for value in values {
                if let Some(expected) = value.field.refuses(&value.text) {
                    self.notes.push(say::not_used(
                        value.text.trim(),
                        value.field.property(),
                        &expected,
                    ));
                    continue;
                }
                let Some(part) = self.settings.get_mut(at) else {
                    continue;
                };
                if !value.field.is_of_probe() {
                    let what = SETTING.or_only(part.value.name.as_deref());
                    said(case, &what, part, value.field, &value.text, &mut self.notes);
                    continue;
                }
                let setting = &mut part.value;
                let probe = match &setting.probe {
                    Some(Some(name)) => name.clone(),
                    // Values of a probe are those of a custom one.
                    _ => {
                        let name = say::TYPED_IN.to_owned();
                        setting.probe = Some(Some(name.clone()));
                        name
                    }
                };
                let id = setting.id.clone();
                let known = self.probes.iter().position(|part| {
                    named(part.value.name.as_deref(), &probe) && belongs(&part.value.id, Some(&id))
                });
                let at = known.unwrap_or(self.probes.len());
                if known.is_none() {
                    let made = Probe {
                        name: Some(probe),
                        id,
                        ..Probe::default()
                    };
                    self.probes.push(Part {
                        value: made,
                        from: Vec::new(),
                    });
                }
                if let Some(part) = self.probes.get_mut(at) {
                    let what = PROBE.or_only(part.value.name.as_deref());
                    said(case, &what, part, value.field, &value.text, &mut self.notes);
                }
            }
        }
    }

    /// The setting that typed values are of: the one of that name; without a name the only one, or
    /// one of its own.
    fn typed_setting(&mut self, name: Option<&str>) -> usize {
        let known = match (name, self.settings.len()) {
            (Some(name), _) => self
                .settings
                .iter()
                .position(|part| named(part.value.name.as_deref(), name)),
            (None, 1) => Some(0),
            (None, 0) => None,
            (None, _) => {
                self.notes.push(say::STANDS_BY_ITSELF.to_owned());
                None
            }
        };
        known.unwrap_or_else(|| {
            self.settings.push(Part {
                value: BackendSetting {
                    name: name.map(str::to_owned),
                    ..BackendSetting::default()
                },
                from: Vec::new(),
            });
            self.settings.len() - 1
        })
    }
}

/// Sets a value that was typed in.
fn said<T: Fields>(
    case: &Case,
    what: &str,
    part: &mut Part<T>,
    field: Field,
    text: &str,
    notes: &mut Vec<String>,
) {
    let before = part.value.text(field);
    let from = part.origin(field);
    part.value.set(field, text);
    if let (Some(before), Some(from)) = (before, from)
        && part.value.text(field).as_ref() != Some(&before)
    {
        notes.push(say::you_said(
            field.property(),
            what,
            text.trim(),
            from.words(case),
            &before,
        ));
    }
    mark(part, field, Origin::Typed);
}
