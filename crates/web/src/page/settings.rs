//! The settings page: theme, contrast and machine-made panels.

use askama::Template;

use crate::asset::Asset;
use crate::link::Link;
use crate::page::frame::{Frame, Theme};

/// What the page shows; the choices themselves are in the frame.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "page/settings.html")]
pub struct SettingsPage {
    /// What is around it.
    pub frame: Frame,
    /// The site shows machine-made panels at all.
    pub site_ai: bool,
    /// The choices were just kept.
    pub kept: bool,
}

impl SettingsPage {
    fn themes(&self) -> [(Theme, &'static str, bool); 3] {
        let chosen = |theme| self.frame.preferences.theme == theme;
        [
            (Theme::System, "As the system says", chosen(Theme::System)),
            (Theme::Light, "Light", chosen(Theme::Light)),
            (Theme::Dark, "Dark", chosen(Theme::Dark)),
        ]
    }
}
