//! Cache policies: every page declares one.

/// How long an answer may be kept, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    /// The address changes with the content: kept for a year.
    Immutable,
    /// A picture under its id: kept for a day, then asked for with its hash.
    Day,
    /// The same for every stranger: kept for a minute by anybody.
    Shared,
    /// For one reader: kept by their browser, asked for again each time.
    Revalidate,
    /// Kept by nobody: it holds secrets or forms of an account.
    Never,
}

impl CachePolicy {
    /// The value of `Cache-Control` (RFC 9111).
    #[must_use]
    pub const fn header(self) -> &'static str {
        match self {
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Day => "private, max-age=86400",
            Self::Shared => "public, max-age=60",
            Self::Revalidate => "private, no-cache",
            Self::Never => "no-store",
        }
    }
}
