//! The program: reads the command line and hands the work to the rooms.

mod add;
mod command;
mod copy;
mod demo;
mod doctor;
mod door;
mod environment;
mod folder;
mod house;
mod line;
mod list;
mod logging;
mod refresh;
mod run;
mod search;
mod setting;
mod shutdown;
mod story;
mod told;
mod user;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap_complete::generate;

use crate::command::{Command, FeedCommand, PageCommand, StoryCommand, TextCommand};
use crate::line::Asked;
use crate::setting::{Settings, Typed};

/// It gives freed memory back soon, so that a Tidings at rest is small: glibc keeps an arena for each thread.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Threads at work have so long to end.
const RUNTIME_ENDS: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    match perform(line::read(environment::arguments())) {
        Ok(status) => status,
        Err(error) => {
            eprintln!("tidings: {}", told::told(&error));
            ExitCode::FAILURE
        }
    }
}

/// Does what needs neither settings nor database; the rest goes on to [`with_settings`].
fn perform(asked: Asked) -> anyhow::Result<ExitCode> {
    let Asked { line, typed, name } = asked;
    match line.command {
        Some(Command::Completions { shell }) => {
            generate(shell, &mut line::for_completion(), "tidings", &mut std::io::stdout());
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Settings) => {
            print!("{}", setting::listing());
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::ConfigDocument) => {
            print!("{}", setting::document());
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Import { dry_run: true, file }) => {
            list::print(&file)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Feed { command: FeedCommand::Parse { batch, files } }) => {
            door::feed::parse(batch.as_deref(), &files)
        }
        Some(Command::Page { command: PageCommand::Extract { url, batch, files } }) => {
            door::page::extract(url.as_deref(), batch.as_deref(), &files)
        }
        Some(Command::Page { command: PageCommand::Explain { url, file } }) => {
            door::page::explain(url.as_deref(), &file)
        }
        Some(Command::Story { command: StoryCommand::Group { online, file } }) => {
            door::story::group(online, &file)
        }
        Some(Command::Text { command: TextCommand::Brief { file } }) => door::text::brief(&file),
        Some(Command::Text { command: TextCommand::Quotes { file } }) => door::text::quotes(&file),
        other => with_settings(other, Settings { command: name, ..settings(typed)? }),
    }
}

/// Does what needs the settings, on a runtime of its own.
fn with_settings(command: Option<Command>, settings: Settings) -> anyhow::Result<ExitCode> {
    logging::start(&settings.log, environment::variable("NO_COLOR").as_deref())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let outcome = runtime.block_on(async {
        match command {
            None => run::everything(settings).await?,
            Some(Command::Serve) => run::serve(settings).await?,
            Some(Command::Work) => run::work(settings).await?,
            Some(Command::Demo(arguments)) if arguments.world_only => {
                run::demo::world_only(&settings, &arguments).await?;
            }
            Some(Command::Demo(arguments)) => run::demo::paper(settings, &arguments).await?,
            Some(Command::Add { url }) => add::add(settings, &url).await?,
            Some(Command::Import { file, .. }) => list::import(settings, &file).await?,
            Some(Command::Export) => list::export(settings).await?,
            Some(Command::User { command }) => user::perform(settings, command).await?,
            Some(Command::Story { command }) => story::perform(settings, command).await?,
            Some(Command::Refresh) => refresh::refresh(settings).await?,
            Some(Command::Backup { file }) => copy::backup(settings, &file).await?,
            Some(Command::Restore { file }) => copy::restore(settings, &file).await?,
            Some(Command::Migrate) => copy::migrate(settings).await?,
            Some(Command::Search(arguments)) => return search::search(settings, &arguments).await,
            Some(Command::Reindex) => search::reindex(settings).await?,
            Some(Command::Doctor) => return doctor::doctor(settings).await,
            Some(_) => unreachable_command()?,
        }
        Ok(ExitCode::SUCCESS)
    });
    // A thread that hashes or decodes cannot be broken off; the program does not wait for it.
    runtime.shutdown_timeout(RUNTIME_ENDS);
    outcome
}

/// Commands without settings were done before.
fn unreachable_command() -> anyhow::Result<()> {
    anyhow::bail!("this command needs no settings and should have been done already; please report it")
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
