//! How the command line is read: settings are flags of every command, options may stand before and behind words.

use std::ffi::OsString;

use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

use crate::command::CommandLine;
use crate::setting::{self, SETTINGS, Typed};

const HINT: &str = "Settings such as --data DIR may stand anywhere: tidings help settings shows them all";
/// The one command whose words may begin with a hyphen.
const SEARCH: &str = "search";

/// What was asked for.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The command.
    pub(crate) line: CommandLine,
    /// The settings that were given as flags.
    pub(crate) typed: Typed,
    /// The command in short, such as `tidings serve`.
    pub(crate) name: String,
}

/// Reads the program's arguments; prints help or a usage error and ends the process where that is asked for.
pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> Asked {
    match parse(arguments.into_iter().collect()) {
        Ok(asked) => asked,
        Err(error) => error.exit(),
    }
}

fn parse(arguments: Vec<OsString>) -> Result<Asked, clap::Error> {
    let command = command();
    let arguments = options_first(arguments, &command);
    let matches = command.try_get_matches_from(arguments)?;
    let typed = Typed::from_flags(innermost(&matches));
    let name =
        matches.subcommand_name().map_or_else(|| "tidings".to_owned(), |name| format!("tidings {name}"));
    Ok(Asked { line: CommandLine::from_arg_matches(&matches)?, typed, name })
}

/// The command line as it is read and explained: the settings are told in one place only.
fn command() -> Command {
    let listing = setting::listing();
    let command = flagged(true).mut_subcommands(|command| {
        if command.get_name() == "settings" { command.after_help(listing.clone()) } else { hinted(command) }
    });
    hinted(command)
}

/// The command line for a shell that completes it, with every setting.
pub(crate) fn for_completion() -> Command {
    flagged(false)
}

fn flagged(hidden: bool) -> Command {
    let flags = SETTINGS.iter().map(|setting| {
        let action = if setting.repeatable { ArgAction::Append } else { ArgAction::Set };
        let flag = Arg::new(setting.name).long(setting.name).value_name(setting.form).help(setting.sentence);
        flag.help_heading("Settings").action(action).global(true).hide(hidden)
    });
    CommandLine::command().args(flags)
}

/// Where the settings are told, below the help of every command.
fn hinted(command: Command) -> Command {
    let own = command.get_after_help().map(ToString::to_string).filter(|own| !own.contains(HINT));
    let text = own.map_or_else(|| HINT.to_owned(), |own| format!("{own}\n{HINT}"));
    let command = command.after_help(text);
    command.mut_subcommands(|inner| {
        let is_done = inner.get_after_help().is_some_and(|text| text.to_string().contains(HINT));
        if is_done || inner.get_name() == "settings" { inner } else { hinted(inner) }
    })
}

/// The words of `search` may begin with a hyphen (`-copy` leaves a word out), so its options are told from them here: they are
/// what begins with two hyphens, wherever it stands, and what follows `--` are words.
fn options_first(arguments: Vec<OsString>, command: &Command) -> Vec<OsString> {
    let takes_value = |option: &str| takes_value(option, command);
    let Some(at) = place_of_command(&arguments, &takes_value) else { return arguments };
    let (before, after) = arguments.split_at(at + 1);
    if before.last().is_none_or(|word| word != SEARCH) {
        return arguments;
    }
    let (mut options, mut words) = (Vec::new(), Vec::new());
    let mut rest = after.iter();
    while let Some(argument) = rest.next() {
        let text = argument.to_string_lossy();
        if text == "--" {
            words.extend(rest.by_ref().cloned());
        } else if text.starts_with("--") || (text == "-h" && after.len() == 1) {
            options.push(argument.clone());
            if takes_value(&text) {
                options.extend(rest.next().cloned());
            }
        } else {
            words.push(argument.clone());
        }
    }
    let end = if words.is_empty() { None } else { Some(OsString::from("--")) };
    before.iter().cloned().chain(options).chain(end).chain(words).collect()
}

/// Where the command stands: the first word that is no option and no option's value.
fn place_of_command(arguments: &[OsString], takes_value: &impl Fn(&str) -> bool) -> Option<usize> {
    let mut place = 1;
    loop {
        let text = arguments.get(place)?.to_string_lossy();
        if !text.starts_with('-') {
            return Some(place);
        }
        place += if takes_value(&text) { 2 } else { 1 };
    }
}

/// Whether an option's value is the next argument.
fn takes_value(option: &str, command: &Command) -> bool {
    let Some(name) = option.strip_prefix("--").filter(|name| !name.contains('=')) else { return false };
    let own = command.find_subcommand(SEARCH).into_iter().flat_map(Command::get_arguments);
    let mut flags = command.get_arguments().chain(own);
    flags.any(|flag| flag.get_long() == Some(name) && flag.get_action().takes_values())
}

/// Global flags are complete in the innermost subcommand.
fn innermost(matches: &clap::ArgMatches) -> &clap::ArgMatches {
    let mut present = matches;
    while let Some((_, inner)) = present.subcommand() {
        present = inner;
    }
    present
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(line: &str) -> Result<Asked, clap::Error> {
        parse(line.split(' ').map(OsString::from).collect())
    }

    fn help(line: &str) -> String {
        asked(line).unwrap_err().to_string()
    }

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
        for_completion().debug_assert();
    }

    #[test]
    fn a_setting_may_stand_before_or_behind_the_command_and_its_words() {
        for line in [
            "tidings --workers 3 migrate",
            "tidings migrate --workers 3",
            "tidings --workers 3 search ferry",
            "tidings search --workers 3 ferry",
            "tidings search ferry --workers 3",
            "tidings search ferry --workers=3 -copy",
            "tidings add https://news.example/ --workers 3",
            "tidings story split 1 2 3 --workers 3",
            "tidings user role Ines editor --workers 3",
        ] {
            assert_eq!(asked(line).unwrap().typed.one("workers"), "3", "{line}");
        }
    }

    #[test]
    fn words_of_a_search_are_words_and_its_options_are_options() {
        let words = |line: &str| {
            let asked = asked(line).unwrap();
            let Some(crate::command::Command::Search(arguments)) = asked.line.command else {
                panic!("{line}")
            };
            (arguments.query.join(" "), arguments.json, arguments.limit)
        };
        assert_eq!(
            words("tidings search ferry -copy --json --limit 3 after:7d"),
            ("ferry -copy after:7d".to_owned(), true, 3)
        );
        assert_eq!(words("tidings search -copy ferry"), ("-copy ferry".to_owned(), false, 20));
        assert_eq!(words("tidings search ferry -- --json"), ("ferry --json".to_owned(), false, 20));
        assert_eq!(words("tidings --data search search help"), ("help".to_owned(), false, 20));
        assert!(help("tidings search ferry --nowest").contains("--nowest"));
        assert!(help("tidings search").contains("<QUERY>"));
    }

    #[test]
    fn help_shows_the_commands_own_arguments_and_the_settings_in_one_place() {
        let search = help("tidings search --help");
        assert!(search.contains("--limit") && !search.contains("--feed-megabytes"), "{search}");
        assert!(search.contains("tidings help settings"), "{search}");
        assert!(!help("tidings --help").contains("--feed-megabytes"));
        assert!(help("tidings story split --help").contains("tidings help settings"));
        let settings = help("tidings help settings");
        for setting in SETTINGS {
            assert!(settings.contains(&format!("--{} ", setting.name)), "{settings}");
        }
    }
}
