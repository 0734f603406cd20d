//! Commands to copy: whose they are, what they do, how to undo them.

use appgw_doctor::guide::command::{Effect, FilledCommand, Shell, in_shell};
use yew::prelude::*;

use super::language::commands as say;
use super::parts::{Copy, Icon, Store, chip, icon};
use super::state::Action;

/// Azure CLI or PowerShell. It is remembered.
pub(crate) fn shell_choice(store: &Store) -> Html {
    let option = |shell: Shell, value: &'static str| {
        let dispatch = store.dispatcher();
        let onchange = Callback::from(move |_: Event| {
            super::browser::Shelf::Device.remember("shell", value);
            dispatch.dispatch(Action::SetShell(shell));
        });
        html! {
            <label>
                <input type="radio" name="shell" value={value} checked={store.shell == shell} {onchange} />
                <span>{ shell.label() }</span>
            </label>
        }
    };
    html! {
        <fieldset class="segmented">
            <legend>{ say::FOR }</legend>
            { option(Shell::AzureCli, "azure-cli") }
            { option(Shell::PowerShell, "powershell") }
        </fieldset>
    }
}

/// The commands of a step that suit the choice of shell.
pub(crate) fn commands(store: &Store, commands: &[FilledCommand]) -> Html {
    html! { for filled in in_shell(commands, store.shell) { { command(store, filled) } } }
}

fn effect(effect: Effect) -> Html {
    let (tone, shape) = match effect {
        Effect::Reads => ("ok", Icon::Text),
        Effect::Changes => ("info", Icon::Info),
        Effect::ReplacesList | Effect::ReplacesObject => ("warning", Icon::Warning),
        Effect::Outage => ("error", Icon::Error),
    };
    chip(tone, shape, effect.label())
}

/// One command.
pub(crate) fn command(store: &Store, filled: &FilledCommand) -> Html {
    let FilledCommand {
        command,
        text,
        sign_in,
        undo,
        missing,
    } = filled;
    let copied = {
        let text = text.clone();
        Callback::from(move |()| text.clone())
    };
    html! {
        <div class="command">
            <div class="command-head">
                <span class="command-shell">{ command.shell.label() }</span>
                <span class="command-purpose">{ super::parts::inline(command.purpose) }</span>
                { effect(command.effect) }
                <Copy text={copied} label={say::COPY} of={say::of_command(command.purpose.replace('`', ""))}
                    dispatch={store.dispatcher()} />
            </div>
            <pre><code>{ text.clone() }</code></pre>
            if !missing.is_empty() {
                <p class="command-note">
                    { icon(Icon::Needs) }
                    <span>
                        { say::FILL_IN }
                        for (index, name) in missing.iter().enumerate() {
                            if index > 0 { { ", " } }
                            <code>{ format!("<{name}>") }</code>
                        }
                    </span>
                </p>
            }
            if let Some(sign_in) = sign_in {
                <p class="command-note">{ icon(Icon::Info) }<span>{ say::ONCE_BEFORE }<code>{ sign_in.clone() }</code></span></p>
            }
            if let Some(undo) = undo {
                <p class="command-note">{ icon(Icon::Info) }<span>{ say::UNDO }{ super::parts::inline(undo) }</span></p>
            }
        </div>
    }
}
