//! What the program says of its own commands, and of a call that it cannot follow: in Vietnamese, where the
//! library of arguments speaks English.

use std::ffi::OsString;
use std::io;

use clap::builder::{StyledStr, Styles};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

use super::args::Args;

/// The headings under which arguments stand.
const COMMANDS: &str = "Lệnh";
const PARAMETERS: &str = "Tham số";
const OPTIONS: &str = "Tùy chọn";

/// The program's commands, with Vietnamese help.
pub(super) fn command() -> Command {
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    in_vietnamese(command, true)
}

/// What was asked for; else what to print and whether it is an answer (help, version) or a refusal.
pub(super) fn parse(args: impl Iterator<Item = OsString>) -> Result<Args, HelpOrRefusal> {
    let mut args: Vec<OsString> = args.collect();
    // "tonghop help run" is typed as often as "tonghop run --help".
    if args.get(1).is_some_and(|word| word == "help") {
        args.remove(1);
        args.push("--help".into());
    }
    let matches = command().try_get_matches_from(args).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => HelpOrRefusal::Help(error.render()),
        _ => HelpOrRefusal::Refused(refusal(&error)),
    })?;
    Args::from_arg_matches(&matches).map_err(|error| HelpOrRefusal::Refused(refusal(&error)))
}

/// What a call is answered with that does not run.
#[derive(Debug)]
pub(super) enum HelpOrRefusal {
    Help(StyledStr),
    Refused(String),
}

impl HelpOrRefusal {
    /// Prints it: help to stdout, a refusal to stderr. A reader that went away is no error.
    pub(super) fn print(&self) {
        use io::Write as _;
        let _ = match self {
            HelpOrRefusal::Help(said) => write!(anstream::stdout().lock(), "{}", said.ansi()),
            HelpOrRefusal::Refused(said) => writeln!(anstream::stderr().lock(), "{said}"),
        };
    }
}

fn in_vietnamese(command: Command, is_root: bool) -> Command {
    let usage = usage_of(&command.clone().render_usage().to_string());
    let header = *Styles::default().get_header();
    let template = format!(
        "{{about-with-newline}}\n{header}Cách dùng:{header:#} {{usage}}\n\n{{all-args}}{{after-help}}"
    );
    let mut command = command
        .override_usage(usage)
        .help_template(template)
        .subcommand_help_heading(COMMANDS)
        .disable_help_flag(true)
        .mut_args(|arg| match arg.get_id().as_str() {
            "help" => arg.help("In phần trợ giúp này").help_heading(OPTIONS),
            "version" => arg.help("In phiên bản").help_heading(OPTIONS),
            _ => described(arg),
        });
    if is_root {
        command = command.after_help("Trợ giúp của một lệnh: tonghop <LỆNH> --help");
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |sub| in_vietnamese(sub, false)))
}

/// An argument under its heading, with its values said in its help.
fn described(arg: Arg) -> Arg {
    let takes_values = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let listed = |values: Vec<String>| values.join(", ");
    let defaults = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned());
    let defaults: Vec<String> = defaults.filter(|value| !value.is_empty()).collect();
    let possible = arg.get_possible_values().into_iter().map(|value| value.get_name().to_owned());
    let possible: Vec<String> = possible.collect();
    if takes_values && !possible.is_empty() {
        help = format!("{help}: {}", listed(possible));
    }
    if takes_values && !defaults.is_empty() {
        help = format!("{help} [mặc định: {}]", listed(defaults));
    }
    let heading = if arg.is_positional() { PARAMETERS } else { OPTIONS };
    arg.help(help).help_heading(heading).hide_default_value(true).hide_possible_values(true)
}

/// A usage line without its English words.
fn usage_of(said: &str) -> String {
    let usage = said.strip_prefix("Usage:").unwrap_or(said).trim();
    usage.replace("[OPTIONS]", "[TÙY CHỌN]").replace("[COMMAND]", "[LỆNH]").replace("<COMMAND>", "<LỆNH>")
}

/// Why a call cannot be followed, and how it should read.
fn refusal(error: &clap::Error) -> String {
    let context_value = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(one)) => Some(one.clone()),
        Some(ContextValue::Strings(all)) if !all.is_empty() => Some(all.join(", ")),
        Some(ContextValue::StyledStr(one)) => Some(one.to_string()),
        _ => None,
    };
    let arg = context_value(ContextKind::InvalidArg).unwrap_or_default();
    let value = context_value(ContextKind::InvalidValue).unwrap_or_default();
    let why = match error.kind() {
        ErrorKind::UnknownArgument => format!("Không hiểu «{arg}» trong câu lệnh này."),
        ErrorKind::InvalidSubcommand => {
            format!("Không có lệnh «{}».", context_value(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::MissingRequiredArgument => format!("Còn thiếu: {arg}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("Sau «{arg}» phải có một giá trị."),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            match context_value(ContextKind::ValidValue) {
                Some(valid) => format!("«{value}» không dùng được cho {arg}; chọn một trong: {valid}."),
                None => format!("«{value}» không dùng được cho {arg}."),
            }
        }
        ErrorKind::ArgumentConflict => match context_value(ContextKind::PriorArg) {
            Some(prior) if prior != arg => format!("«{arg}» không đi cùng «{prior}»."),
            _ => format!("«{arg}» chỉ ghi một lần."),
        },
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("Số giá trị sau «{arg}» chưa đúng.")
        }
        ErrorKind::NoEquals => format!("Giữa «{arg}» và giá trị của nó phải có dấu =."),
        ErrorKind::InvalidUtf8 => "Có chữ trong câu lệnh không đọc được (không phải UTF-8).".to_owned(),
        _ => "Câu lệnh chưa đúng.".to_owned(),
    };
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let meant = meant.into_iter().find_map(context_value).map(|meant| format!(" Có phải «{meant}»?"));
    let usage = context_value(ContextKind::Usage).map(|usage| usage_of(&usage));
    format!(
        "{why}{}\n\nCách dùng: {}\nXem thêm: tonghop --help, hoặc tonghop <LỆNH> --help.",
        meant.unwrap_or_default(),
        usage.as_deref().unwrap_or("tonghop [LỆNH]"),
    )
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test that fails says where")]
mod tests {
    use super::*;

    fn said(call: &str) -> String {
        match parse(call.split(' ').map(OsString::from)) {
            Err(HelpOrRefusal::Help(help)) => help.to_string(),
            Err(HelpOrRefusal::Refused(why)) => why,
            Ok(args) => panic!("{call}: {args:?}"),
        }
    }

    #[test]
    fn help_of_every_command_is_vietnamese() {
        let commands = command();
        let names = commands.get_subcommands().map(|sub| format!("tonghop {} --help", sub.get_name()));
        for call in names.chain(["tonghop --help".to_owned(), "tonghop help run".to_owned()]) {
            let help = said(&call);
            assert!(help.contains("Cách dùng: tonghop") && help.contains("In phần trợ giúp này"), "{help}");
            let english =
                ["Usage", "Options", "Arguments", "Commands", "Print ", "default:", "possible values"];
            let found: Vec<&str> = english.into_iter().filter(|word| help.contains(word)).collect();
            assert!(found.is_empty(), "{call}: {found:?} in\n{help}");
        }
    }

    #[test]
    fn a_call_that_cannot_be_followed_says_what_is_wrong_with_it() {
        let cases = [
            ("rum", "Không có lệnh «rum». Có phải «run»?"),
            ("run --perod 2024-06", "Không hiểu «--perod» trong câu lệnh này. Có phải «--period»?"),
            ("run a b", "Không hiểu «b» trong câu lệnh này."),
            ("run --period", "Sau «--period <KỲ>» phải có một giá trị."),
            ("run -q -q", "«--quiet» chỉ ghi một lần."),
            ("check", "Còn thiếu: <TỆP>..."),
            ("units --learnt --json", "«--learnt» không đi cùng «--json»."),
            (
                "completions foo",
                "«foo» không dùng được cho <SHELL>; chọn một trong: bash, elvish, fish, powershell, zsh.",
            ),
        ];
        for (call, expect) in cases {
            let message = said(&format!("tonghop {call}"));
            assert_eq!(message.lines().next(), Some(expect), "{message}");
            assert!(message.contains("\nCách dùng: tonghop"), "{message}");
        }
    }
}
