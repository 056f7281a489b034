//! What was typed: values by name, from the command line, the environment, the file and the defaults, in that order.

use std::collections::BTreeMap;

use anyhow::bail;

use super::table::SETTINGS;

/// Values as typed. A setting that nobody gave is absent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed(BTreeMap<&'static str, Vec<String>>);

impl Typed {
    /// Takes the flags of a command line that was built from the table.
    pub(crate) fn from_flags(matches: &clap::ArgMatches) -> Self {
        let given = |name: &str| -> Option<Vec<String>> {
            let values = matches.try_get_many::<String>(name).ok().flatten()?;
            Some(values.cloned().collect())
        };
        Self(SETTINGS.iter().filter_map(|setting| Some((setting.name, given(setting.name)?))).collect())
    }

    /// Adds what the environment says of settings not yet given. Lists are split at commas.
    pub(crate) fn or_environment(mut self, variable: impl Fn(&str) -> Option<String>) -> Self {
        for setting in SETTINGS {
            if self.0.contains_key(setting.name) {
                continue;
            }
            let Some(value) = variable(&setting.variable()).filter(|value| !value.is_empty()) else {
                continue;
            };
            let values = if setting.repeatable {
                value.split(',').map(|part| part.trim().to_owned()).collect()
            } else {
                vec![value]
            };
            self.0.insert(setting.name, values);
        }
        self
    }

    /// Adds what a TOML text says of settings not yet given.
    ///
    /// # Errors
    ///
    /// The text is no TOML, or names a setting that does not exist, or gives it a wrong shape.
    pub(crate) fn or_file(mut self, text: &str) -> anyhow::Result<Self> {
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let read = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = read.matches('\n').count() + 1;
            anyhow::Error::from(error).context(format!(
                "the settings file is not valid TOML in line {line}; a line is a name, = and a value in quotes or a number"
            ))
        })?;
        for (key, value) in table {
            let Some(setting) = SETTINGS.iter().find(|setting| setting.name == key && key != "config") else {
                bail!(
                    "the settings file names {key}, which is no setting; see docs/config.md for those there are"
                );
            };
            if !self.0.contains_key(setting.name) {
                self.0.insert(setting.name, plain_values(&key, value)?);
            }
        }
        Ok(self)
    }

    /// The value, or the default.
    pub(crate) fn one(&self, name: &str) -> String {
        let default =
            || SETTINGS.iter().find(|setting| setting.name == name).map_or("", |setting| setting.default);
        self.0.get(name).and_then(|values| values.first()).cloned().unwrap_or_else(|| default().to_owned())
    }

    /// The value unless it is empty.
    pub(crate) fn maybe(&self, name: &str) -> Option<String> {
        Some(self.one(name)).filter(|value| !value.is_empty())
    }

    /// Every value of a setting that may be given several times.
    pub(crate) fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

fn plain_values(key: &str, value: toml::Value) -> anyhow::Result<Vec<String>> {
    match value {
        toml::Value::String(text) => Ok(vec![text]),
        toml::Value::Integer(number) => Ok(vec![number.to_string()]),
        toml::Value::Array(values) => {
            let parts: anyhow::Result<Vec<_>> =
                values.into_iter().map(|value| plain_values(key, value)).collect();
            Ok(parts?.concat())
        }
        _ => bail!("the settings file gives {key} a value that is no text, number or list"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_beats_the_environment_and_that_beats_the_file() {
        let typed = Typed(BTreeMap::from([("listen", vec!["127.0.0.1:1".to_owned()])]))
            .or_environment(|name| {
                (name == "TIDINGS_WORKERS" || name == "TIDINGS_LISTEN").then(|| "3".to_owned())
            })
            .or_file("workers = 5\ncontact = \"a@b.example\"")
            .unwrap();
        assert_eq!(typed.one("listen"), "127.0.0.1:1");
        assert_eq!(typed.one("workers"), "3");
        assert_eq!(typed.one("contact"), "a@b.example");
        assert_eq!(typed.one("mode"), "personal");
    }

    #[test]
    fn an_unknown_name_in_the_file_is_an_error_that_names_it() {
        let error = Typed::default().or_file("lisen = \"x\"").unwrap_err();
        assert!(error.to_string().contains("lisen"));
    }
}
