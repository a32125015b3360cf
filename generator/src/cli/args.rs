//! What was typed: flags and names, not yet checked against anything outside.

use std::path::PathBuf;

use clap::{ArgGroup, Parser, Subcommand, ValueEnum};

use crate::diff::Level;

/// Turns the Markdown documentation of an HTTP API into a reviewed spec, a typed Rust client, an
/// axum server stub and fixture tests.
#[derive(Debug, Parser)]
#[command(
    name = "docbind",
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 done; 1 a rule set to `deny` fired, `check` or `--check` found \
                  something out of date, `diff` or `update` a change that \
                  `--fail-on` names, `fix --dry-run` something to repair, or more was \
                  ignored than `--max-ignored`; 2 could not run."
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub global: Global,
}

/// Flags of all subcommands.
#[derive(Debug, clap::Args)]
pub(super) struct Global {
    /// Print nothing but results, errors and denied findings.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// When to use colour.
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value = "auto"
    )]
    pub color: Color,
    /// How to show findings, on stderr [default: `spec` shows them in full, other commands count
    /// them], and changes, on stdout.
    #[arg(long, global = true, value_enum, value_name = "STYLE")]
    pub format: Option<Format>,
    /// Settings to use instead of the nearest `docbind.toml` in this folder or above.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Fail where this rule fires; may be repeated.
    #[arg(long, global = true, value_name = "RULE")]
    pub deny: Vec<String>,
    /// Show findings of this rule as warnings; may be repeated.
    #[arg(long, global = true, value_name = "RULE")]
    pub warn: Vec<String>,
    /// Do not show findings of this rule; may be repeated.
    #[arg(long, global = true, value_name = "RULE")]
    pub allow: Vec<String>,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How to show findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the page's own lines.
    Full,
    /// One line each.
    Concise,
    /// One JSON object per line.
    Json,
    /// One SARIF 2.1.0 log for all APIs.
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines.
    Github,
    /// Changes for a pull request.
    Markdown,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Look at pages: say which shapes they have and what nothing reads, and begin `docbind.toml`.
    Init(InitArgs),
    /// Read documentation and write the spec.
    Spec(SpecArgs),
    /// Generate a Rust crate: client, server stub, fixture tests.
    Generate(GenerateArgs),
    /// Say where documentation, spec and crate disagree or a run was interrupted; write nothing.
    Check(CheckArgs),
    /// Bring spec and crate up to the documents as they are now, and say what that changes.
    Update(UpdateArgs),
    /// Say what changed between two states of an API, whom it breaks, and what version it makes.
    Diff(DiffArgs),
    /// Write into the pages what has one certain repair.
    Fix(FixArgs),
    /// Write the API in another format.
    Export(ExportArgs),
    /// Write Markdown pages from a spec, in docbind's own wording.
    Render(RenderArgs),
    /// Write one HTML page: the documents beside what was read from them.
    Report(ReportArgs),
    /// Answer the documented API over HTTP, from its documents.
    Serve(ServeArgs),
    /// Say what a rule means and how to fix its findings.
    Explain(ExplainArgs),
}

/// Where the API comes from: the same for every command.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Input")]
#[command(group = ArgGroup::new("pages").multiple(true).conflicts_with_all(["apis", "spec"]))]
pub(super) struct Input {
    /// APIs of `docbind.toml` [default: all of them].
    #[arg(value_name = "API", conflicts_with = "spec")]
    pub apis: Vec<String>,
    /// Folder of Markdown pages, or one page; with --git, the one in the repository.
    #[arg(long, value_name = "DIR|FILE", group = "pages")]
    pub docs: Option<PathBuf>,
    /// Repository that has the pages.
    #[arg(long, value_name = "URL|PATH", group = "pages")]
    pub git: Option<String>,
    /// Branch, tag or commit of the repository [default: its default branch].
    #[arg(long, requires = "git")]
    pub rev: Option<String>,
    /// Human decisions about what the pages say (YAML).
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    pub overrides: Option<PathBuf>,
    /// Spec as `docbind spec` writes it (YAML, or JSON if its name ends so).
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Name of the API in `kebab-case` [default: that of the folder, page or repository].
    #[arg(long, requires = "pages", conflicts_with = "spec")]
    pub name: Option<String>,
    /// Keep facts only: no sentence of the documents, placeholders for texts in examples.
    #[arg(long)]
    pub facts: bool,
}

/// Not [`Input`]: there are no settings yet.
#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// Folder of Markdown pages, or one page.
    #[arg(help_heading = "Input", long, value_name = "DIR|FILE")]
    pub docs: PathBuf,
    /// Name of the API in `kebab-case` [default: that of the folder or page].
    #[arg(help_heading = "Input", long)]
    pub name: Option<String>,
    /// Write nothing; only look.
    #[arg(help_heading = "Output", long)]
    pub dry_run: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct SpecArgs {
    #[command(flatten)]
    pub input: Input,
    /// File to write, JSON if its name ends so [default: that of `docbind.toml`, or stdout].
    #[arg(help_heading = "Output", long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Print what became of every block of the operations' sections, instead of the spec where
    /// that would go to stdout.
    #[arg(help_heading = "Output", long, value_name = "STYLE", num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    pub ledger: Option<LedgerStyle>,
    /// Write nothing and exit 1 if more of these blocks than this are ignored.
    #[arg(help_heading = "Output", long, value_name = "PERCENT", value_parser = percent, allow_negative_numbers = true)]
    pub max_ignored: Option<f64>,
}

fn percent(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok();
    number
        .filter(|number| (0.0..=100.0).contains(number))
        .ok_or_else(|| "give a number from 0 to 100, such as 2 or 2.5".to_owned())
}

/// How to show the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LedgerStyle {
    /// Totals, and one line for each block that is no fact.
    Text,
    /// One JSON object for each block.
    Json,
}

#[derive(Debug, clap::Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    pub input: Input,
    /// Port to listen on; 0 takes a free one.
    #[arg(help_heading = "Server", long, default_value_t = 4010)]
    pub port: u16,
    /// Address to listen at; with 0.0.0.0, other machines can call as well.
    #[arg(
        help_heading = "Server",
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1"
    )]
    pub host: std::net::IpAddr,
    /// Forget what requests create, change and delete: every answer is the documented one.
    #[arg(help_heading = "Server", long)]
    pub stateless: bool,
    /// Refuse requests that break what the documents say about parameters; otherwise a header
    /// and the log say so.
    #[arg(help_heading = "Server", long)]
    pub strict: bool,
    /// The only token to accept [default: any].
    #[arg(help_heading = "Server", long)]
    pub token: Option<String>,
    /// Wait so long before every answer, as a slow server would.
    #[arg(
        help_heading = "Server",
        long,
        value_name = "MILLISECONDS",
        default_value_t = 0
    )]
    pub delay: u64,
    /// Number from which values that are made up follow; the same number gives the same values.
    #[arg(
        help_heading = "Server",
        long,
        value_name = "NUMBER",
        default_value_t = 0
    )]
    pub seed: u64,
}

#[derive(Debug, clap::Args)]
pub(super) struct GenerateArgs {
    #[command(flatten)]
    pub input: Input,
    /// Folder of the crate [default: that of `docbind.toml`].
    #[arg(help_heading = "Output", long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write nothing; exit 1 if anything is out of date or a run was interrupted.
    #[arg(help_heading = "Output", long)]
    pub check: bool,
    /// Overwrite files that were edited by hand, and remove those that are no longer made.
    #[arg(help_heading = "Output", long, conflicts_with = "check")]
    pub force: bool,
    /// Only the client, unless --server is given as well.
    #[arg(help_heading = "Output", long)]
    pub client: bool,
    /// Only the server stub, unless --client is given as well.
    #[arg(help_heading = "Output", long)]
    pub server: bool,
}

/// Where the API comes from, for commands that need pages and take no spec in their place.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("pages").multiple(true).conflicts_with("apis"))]
pub(super) struct PagesInput {
    /// APIs of `docbind.toml` [default: all of them].
    #[arg(help_heading = "Input", value_name = "API")]
    pub apis: Vec<String>,
    /// Folder of Markdown pages, or one page; with --git, the one in the repository.
    #[arg(help_heading = "Input", long, value_name = "DIR|FILE", group = "pages")]
    pub docs: Option<PathBuf>,
    /// Repository that has the pages.
    #[arg(help_heading = "Input", long, value_name = "URL|PATH", group = "pages")]
    pub git: Option<String>,
    /// Branch, tag or commit of the repository [default: its default branch].
    #[arg(help_heading = "Input", long, requires = "git")]
    pub rev: Option<String>,
    /// Human decisions about what the pages say (YAML).
    #[arg(help_heading = "Input", long, value_name = "FILE")]
    pub overrides: Option<PathBuf>,
    /// Name of the API in `kebab-case` [default: that of the folder, page or repository].
    #[arg(help_heading = "Input", long, requires = "pages")]
    pub name: Option<String>,
}

impl PagesInput {
    /// The same in the terms of all other commands.
    fn input(&self, facts: bool) -> Input {
        Input {
            apis: self.apis.clone(),
            docs: self.docs.clone(),
            git: self.git.clone(),
            rev: self.rev.clone(),
            overrides: self.overrides.clone(),
            spec: None,
            name: self.name.clone(),
            facts,
        }
    }
}

/// Not [`Input`]: here the spec is no input but what the documentation is compared with.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub pages: PagesInput,
    /// Keep facts only, as the spec does.
    #[arg(help_heading = "Input", long)]
    pub facts: bool,
    /// Spec to compare with [default: that of `docbind.toml`].
    #[arg(help_heading = "Compared with", long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// Folder of the crate to compare with [default: that of `docbind.toml`].
    #[arg(help_heading = "Compared with", long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The crate has only the client, unless --server is given as well.
    #[arg(help_heading = "Compared with", long)]
    pub client: bool,
    /// The crate has only the server stub, unless --client is given as well.
    #[arg(help_heading = "Compared with", long)]
    pub server: bool,
}

impl CheckArgs {
    /// Where the documentation is, in the terms of all other commands.
    pub(super) fn input(&self) -> Input {
        self.pages.input(self.facts)
    }
}

/// Not [`Input`]: here there are two.
#[derive(Debug, clap::Args)]
pub(super) struct DiffArgs {
    /// The older side: a folder of pages, a page, a spec, or one of them at a revision of this
    /// checkout, as REV:PATH.
    pub old: String,
    /// The newer side.
    pub new: String,
    /// Human decisions about what the pages of both sides say (YAML).
    #[arg(help_heading = "Input", long, value_name = "FILE")]
    pub overrides: Option<PathBuf>,
    /// Name of the API in `kebab-case` [default: that of a spec, else of the newer pages].
    #[arg(help_heading = "Input", long)]
    pub name: Option<String>,
    /// Compare facts only: no sentences, placeholders for texts in examples.
    #[arg(help_heading = "Input", long)]
    pub facts: bool,
    /// Exit 1 if there is a change of this level; several with commas.
    #[arg(
        help_heading = "Output",
        long,
        value_enum,
        value_name = "LEVEL",
        value_delimiter = ','
    )]
    pub fail_on: Vec<FailOn>,
}

/// Not [`Input`]: what was there before stands in `docbind.toml`.
#[derive(Debug, clap::Args)]
pub(super) struct UpdateArgs {
    /// APIs of `docbind.toml` [default: all of them].
    #[arg(value_name = "API")]
    pub apis: Vec<String>,
    /// Write nothing; say what would change.
    #[arg(help_heading = "Output", long)]
    pub dry_run: bool,
    /// Write nothing; exit 1 if anything is out of date.
    #[arg(help_heading = "Output", long, conflicts_with = "dry_run")]
    pub check: bool,
    /// Overwrite files that were edited by hand.
    #[arg(help_heading = "Output", long, conflicts_with_all = ["dry_run", "check"])]
    pub force: bool,
    /// Write nothing and exit 1 if there is a change of this level; several with commas.
    #[arg(
        help_heading = "Output",
        long,
        value_enum,
        value_name = "LEVEL",
        value_delimiter = ','
    )]
    pub fail_on: Vec<FailOn>,
    /// The crate has only the client, unless --server is given as well.
    #[arg(help_heading = "Output", long)]
    pub client: bool,
    /// The crate has only the server stub, unless --client is given as well.
    #[arg(help_heading = "Output", long)]
    pub server: bool,
}

impl UpdateArgs {
    /// Which APIs are meant, in the terms of all other commands.
    pub(super) fn input(&self) -> Input {
        Input {
            apis: self.apis.clone(),
            ..Input::default()
        }
    }
}

/// What a comparison fails on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// What breaks callers of the client or implementers of the server.
    Breaking,
    /// What breaks callers of the client.
    BreaksClient,
    /// What breaks implementers of the server.
    BreaksServer,
    /// What contradicts itself now.
    Contradiction,
    /// Any change of the API.
    Safe,
    /// Any change at all.
    Prose,
}

impl FailOn {
    /// Whether a change of this level fails.
    pub(super) fn covers(self, level: Level) -> bool {
        match self {
            Self::Breaking => level.breaks(),
            Self::BreaksClient => level.breaks_client(),
            Self::BreaksServer => level.breaks_server(),
            Self::Contradiction => level == Level::Contradiction,
            Self::Safe => level.breaks() || level == Level::Safe,
            Self::Prose => true,
        }
    }
}

/// Not [`Input`]: a spec has no pages to repair.
#[derive(Debug, clap::Args)]
pub(super) struct FixArgs {
    #[command(flatten)]
    pub pages: PagesInput,
    /// Repair findings of this rule only; may be repeated.
    #[arg(help_heading = "Output", long, value_name = "RULE")]
    pub rule: Vec<String>,
    /// Write nothing and print what would change as a unified diff; exit 1 if anything would.
    #[arg(help_heading = "Output", long)]
    pub dry_run: bool,
}

impl FixArgs {
    /// Where the documentation is, in the terms of all other commands.
    pub(super) fn input(&self) -> Input {
        self.pages.input(false)
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    #[command(subcommand)]
    pub format: ExportFormat,
}

#[derive(Debug, Subcommand)]
pub(super) enum ExportFormat {
    /// OpenAPI, as JSON or YAML.
    Openapi(OpenapiArgs),
    /// One flat list of operations with their parameters, as JSON or YAML.
    Operations(OperationsArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct OperationsArgs {
    #[command(flatten)]
    pub input: Input,
    /// File to write, YAML if its name ends so [default: JSON on stdout].
    #[arg(help_heading = "Output", long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct OpenapiArgs {
    #[command(flatten)]
    pub input: Input,
    /// File to write, YAML if its name ends so [default: JSON on stdout].
    #[arg(help_heading = "Output", long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Version of OpenAPI.
    #[arg(
        help_heading = "Output",
        long,
        value_enum,
        value_name = "VERSION",
        default_value = "3.1"
    )]
    pub openapi_version: OpenapiVersion,
    /// Where the parameters stand that all operations have, or all lists, such as `page`: apart
    /// from the operations' own, or among them.
    #[arg(
        help_heading = "Output",
        long,
        value_enum,
        value_name = "PLACE",
        default_value = "apart"
    )]
    pub common_parameters: CommonPlace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CommonPlace {
    /// As components to which `x-common-parameters` points.
    Apart,
    /// Among the parameters of each operation.
    Inline,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OpenapiVersion {
    /// OpenAPI 3.0.3.
    #[value(name = "3.0")]
    V3_0,
    /// OpenAPI 3.1.
    #[value(name = "3.1")]
    V3_1,
}

#[derive(Debug, clap::Args)]
pub(super) struct RenderArgs {
    #[command(flatten)]
    pub input: Input,
    /// Folder of the pages.
    #[arg(help_heading = "Output", long, short, value_name = "DIR")]
    pub out: PathBuf,
    /// Overwrite files that were edited by hand, and remove those that are no longer made.
    #[arg(help_heading = "Output", long)]
    pub force: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    pub input: Input,
    /// File to write, `-` for stdout. It holds the documents' sentences, even with --facts.
    #[arg(help_heading = "Output", long, short, value_name = "FILE")]
    pub out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    /// Name of the rule, as findings show it in brackets; none lists all rules.
    pub rule: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn arguments_are_consistent() {
        super::Args::command().debug_assert();
    }
}
