//! The command line: what can be asked of the program.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// A self-hosted news service: your publishers, rebuilt cleanly, grouped into stories.
#[derive(Debug, Parser)]
#[command(
    name = "tidings",
    version,
    max_term_width = 100,
    after_help = "Without a command everything runs in one process. First look: tidings demo"
)]
pub(crate) struct CommandLine {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What can be asked.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Play the sample newswire and read it
    #[command(after_help = "Example: tidings demo --listen 127.0.0.1:8010")]
    Demo(DemoArguments),
    /// Serve the pages only; another process works
    Serve,
    /// Do the work only (poll, fetch, group); another process serves
    Work,
    /// Add a publisher by the address of its site or feed
    #[command(after_help = "Example: tidings add https://news.example/")]
    Add {
        /// Address of a site or a feed
        url: String,
    },
    /// Add the feeds of an OPML list
    #[command(after_help = "Example: tidings import --dry-run subscriptions.opml")]
    Import {
        /// Print what the list holds, one feed a line, and change nothing
        #[arg(long)]
        dry_run: bool,
        /// The list, or - for standard input
        file: PathBuf,
    },
    /// Print your feeds as an OPML list
    #[command(after_help = "Example: tidings export > subscriptions.opml")]
    Export,
    /// Keep the accounts
    #[command(after_help = "Example: tidings user link reader")]
    User {
        /// What to do.
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Poll every feed now and show how it goes
    Refresh,
    /// Find articles: words, "phrases", -exclusions, beginnings*, and filters such as section:local
    #[command(after_help = "Example: tidings search --newest ferry '\"engine fire\"' -copy after:7d")]
    Search(SearchArguments),
    /// Make the search index anew from the database, also while Tidings runs
    Reindex,
    /// Write a copy of the database to a file, also while Tidings runs
    #[command(after_help = "Example: tidings backup tidings-copy.sqlite")]
    Backup {
        /// The file to write; it must not exist yet
        file: PathBuf,
    },
    /// Put a copy made by `backup` in place of the database
    Restore {
        /// A file written by `backup`
        file: PathBuf,
    },
    /// Bring the database to this version
    Migrate,
    /// Check settings, database and network, and say what is wrong
    Doctor,
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Read feeds
    Feed {
        /// What to do.
        #[command(subcommand)]
        command: FeedCommand,
    },
    /// Read article pages
    Page {
        /// What to do.
        #[command(subcommand)]
        command: PageCommand,
    },
    /// Group articles into stories, and correct the stories that were made
    Story {
        /// What to do.
        #[command(subcommand)]
        command: StoryCommand,
    },
    /// Read texts
    Text {
        /// What to do.
        #[command(subcommand)]
        command: TextCommand,
    },
    /// Show every setting with its default
    Settings,
    /// Print docs/config.md, made from the table of settings
    #[command(hide = true)]
    ConfigDocument,
}

/// Arguments of `demo`.
#[derive(Debug, Default, Args)]
pub(crate) struct DemoArguments {
    /// Serve just the publishers and print one OPML of them
    #[arg(long)]
    pub(crate) world_only: bool,
    /// Begin a new day: the sample's own folder (sample, in the data folder) is emptied first
    #[arg(long)]
    pub(crate) fresh: bool,
}

/// Arguments of `search`.
#[derive(Debug, Args)]
pub(crate) struct SearchArguments {
    /// Print one JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
    /// The newest first
    #[arg(long)]
    pub(crate) newest: bool,
    /// Articles at most
    #[arg(long, default_value_t = 20, value_name = "NUMBER")]
    pub(crate) limit: usize,
    /// The query; its parts are joined by spaces
    #[arg(required = true)]
    pub(crate) query: Vec<String>,
}

/// Keeping accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Every account with its role
    List,
    /// Print a one-time link with which one person makes an account
    Link {
        /// What the account may do: reader, moderator, editor or administrator
        #[arg(default_value = "reader")]
        role: String,
    },
    /// Give an account another role
    Role {
        /// Name of the account
        name: String,
        /// reader, moderator, editor or administrator
        role: String,
    },
    /// Set a new password, typed or from standard input; every browser of the account is signed out
    Password {
        /// Name of the account
        name: String,
    },
    /// Close an account; its comments stay
    Close {
        /// Name of the account
        name: String,
    },
}

/// Reading feeds.
#[derive(Debug, Subcommand)]
pub(crate) enum FeedCommand {
    /// Parse feeds and print them as JSON, one a line
    #[command(after_help = "Example: tidings feed parse news.xml | head")]
    Parse {
        /// Many feeds: one JSON object a line with id, file (beside it in files/), headers and `base_url`
        #[arg(long, value_name = "CASES.jsonl", conflicts_with = "files")]
        batch: Option<PathBuf>,
        /// Feed files, or - for standard input
        files: Vec<PathBuf>,
    },
}

/// Reading pages.
#[derive(Debug, Subcommand)]
pub(crate) enum PageCommand {
    /// Extract articles from pages and print them as JSON, one a line
    #[command(after_help = "Example: tidings page extract --url https://news.example/a page.html")]
    Extract {
        /// Address of the page
        #[arg(long)]
        url: Option<String>,
        /// Many pages: one JSON object a line with id, url and file (relative to the manifest, .gz too)
        #[arg(long, value_name = "MANIFEST.jsonl", conflicts_with = "files")]
        batch: Option<PathBuf>,
        /// Page files, or - for standard input
        files: Vec<PathBuf>,
    },
    /// Show why each block of a page was kept (+) or dropped (-)
    #[command(after_help = "Example: tidings page explain page.html | less")]
    Explain {
        /// Address of the page
        #[arg(long)]
        url: Option<String>,
        /// Page file, or - for standard input
        file: PathBuf,
    },
}

/// Grouping, and what an editor decides about it.
#[derive(Debug, Subcommand)]
pub(crate) enum StoryCommand {
    /// Make one story of two; the decision is kept when stories are settled anew
    #[command(
        after_help = "Example: tidings story merge 4711 4712, the numbers in the addresses of their pages"
    )]
    Merge {
        /// The story
        story: i64,
        /// The one that becomes part of it
        other: i64,
    },
    /// Take articles out of a story; they stay together and apart from it
    #[command(after_help = "Example: tidings story split 4711 90210 90211")]
    Split {
        /// The story
        story: i64,
        /// The articles that leave it, by the numbers in their addresses
        #[arg(required = true)]
        articles: Vec<i64>,
    },
    /// Print the decisions, one JSON object a line
    Rules,
    /// Take the decision on two articles back
    Forget {
        /// One article
        article: i64,
        /// The other
        other: i64,
    },
    /// Print the articles of the stories that an editor touched, each with its story: a case to test grouping by
    #[command(
        after_help = "Example: tidings story cases | tee cases.jsonl | tidings story group > found.jsonl"
    )]
    Cases,
    /// Group documents, one JSON object a line with id, source, published, title and text
    #[command(after_help = "Example: tidings story group --online articles.jsonl")]
    Group {
        /// Place one document at a time, in order of publication, and never revise
        #[arg(long)]
        online: bool,
        /// The file, or - for standard input
        #[arg(default_value = "-")]
        file: PathBuf,
    },
}

/// Reading texts.
#[derive(Debug, Subcommand)]
pub(crate) enum TextCommand {
    /// Key points, each with the places it rests on
    #[command(
        after_help = "Example: echo '{\"id\":\"1\",\"title\":\"…\",\"text\":\"…\"}' | tidings text brief"
    )]
    Brief {
        /// One JSON object a line with id, title and text; - for standard input
        #[arg(default_value = "-")]
        file: PathBuf,
    },
    /// Quotes and attributed statements with their speakers
    #[command(after_help = "Example: tidings text quotes articles.jsonl")]
    Quotes {
        /// One JSON object a line with id, title and text; - for standard input
        #[arg(default_value = "-")]
        file: PathBuf,
    },
}
