//! docs/config.md, made from the table of settings.

use super::table::SETTINGS;

/// The text of docs/config.md.
pub(crate) fn document() -> String {
    let mut text = String::from(
        "# Settings\n\nMade from the table of settings by `tidings config-document`; a test keeps it so. A setting can be \
         given on the\ncommand line (`--name value`), in the environment (`TIDINGS_NAME`), or in a TOML file \
         (`name = \"value\"`); the first\nof these wins. Lists are separated by commas in the environment.\n\n\
         | setting | value | default | what it does |\n|---|---|---|---|\n",
    );
    for setting in SETTINGS {
        let default =
            if setting.default.is_empty() { "–".to_owned() } else { format!("`{}`", setting.default) };
        let form = setting.form.replace('|', "\\|");
        let several = if setting.repeatable { " (may be repeated)" } else { "" };
        let row = format!("| `{}` | {form}{several} | {default} | {} |\n", setting.name, setting.sentence);
        text.push_str(&row);
    }
    text.push_str("\nAn example file:\n\n```toml\nlisten = \"127.0.0.1:8008\"\ncontact = \"desk@news.example\"\nallow-network = [\"192.168.1.0/24\"]\n```\n");
    text
}

/// The settings for people at a terminal.
pub(crate) fn listing() -> String {
    let mut text =
        String::from("Settings (as --NAME VALUE, as TIDINGS_NAME in the environment, or in tidings.toml):\n");
    for setting in SETTINGS {
        let default = if setting.default.is_empty() {
            String::new()
        } else {
            format!(" [default: {}]", setting.default)
        };
        let flag = format!("  --{} <{}>\n", setting.name, setting.form);
        text.push_str(&flag);
        for line in wrapped(&format!("{}{default}", setting.sentence)) {
            let line = format!("          {line}\n");
            text.push_str(&line);
        }
    }
    text
}

/// Lines of a width that a terminal has.
fn wrapped(sentence: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in sentence.split_whitespace() {
        let is_full = lines
            .last()
            .is_some_and(|line| !line.is_empty() && line.chars().count() + word.chars().count() > WIDTH);
        if is_full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

const WIDTH: usize = 84;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_in_the_repository_is_up_to_date() {
        let kept = include_str!("../../../../docs/config.md");
        assert_eq!(kept, document(), "write it anew: cargo run -- config-document > docs/config.md");
    }
}
