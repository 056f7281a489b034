//! The program: reads the command line and hands the work to the rooms.

mod command;
mod demo;
mod door;
mod environment;
mod setting;

use std::process::ExitCode;

use anyhow::Context;
use clap_complete::generate;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::command::{Command, CommandLine, DemoArguments, TextCommand};
use crate::setting::{Settings, Typed};

fn main() -> ExitCode {
    let (line, typed) = command::read();
    match perform(line, typed) {
        Ok(status) => status,
        Err(error) => {
            eprintln!("tidings: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(line: CommandLine, typed: Typed) -> anyhow::Result<ExitCode> {
    match line.command {
        Command::Completions { shell } => {
            generate(shell, &mut command::with_settings(), "tidings", &mut std::io::stdout());
            Ok(ExitCode::SUCCESS)
        }
        Command::ConfigDocument => {
            print!("{}", setting::document());
            Ok(ExitCode::SUCCESS)
        }
        Command::Text { command: TextCommand::Brief { file } } => door::text::brief(&file),
        Command::Text { command: TextCommand::Quotes { file } } => door::text::quotes(&file),
        Command::Demo(arguments) => demo(&arguments, &settings(typed)?),
    }
}

/// What was typed, completed by the environment and the settings file, turned into what is meant.
fn settings(typed: Typed) -> anyhow::Result<Settings> {
    let default_data = environment::data_folder();
    let typed = typed.or_environment(environment::variable);
    let named = typed.maybe("config").map(std::path::PathBuf::from);
    let usual = typed.maybe("data").map_or_else(|| default_data.clone(), Into::into).join("tidings.toml");
    let file = named.clone().unwrap_or(usual);
    if named.is_none() && !file.exists() {
        return Settings::from_typed(&typed, &default_data);
    }
    let text =
        std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let typed = typed.or_file(&text).with_context(|| format!("in {}", file.display()))?;
    Settings::from_typed(&typed, &default_data)
}

fn demo(arguments: &DemoArguments, settings: &Settings) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let (tracker, stop) = (TaskTracker::new(), CancellationToken::new());
        let world = demo::start_world(settings, arguments, (&tracker, &stop)).await?;
        println!("{}", world.opml());
        tokio::signal::ctrl_c().await?;
        stop.cancel();
        tracker.close();
        tracker.wait().await;
        Ok(ExitCode::SUCCESS)
    })
}
