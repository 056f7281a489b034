//! The ten publishers of the sample world.

/// A fictional publisher: its name, the look of its pages and the form of its feed.
#[derive(Debug)]
pub(crate) struct Publisher {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) tagline: &'static str,
    /// BCP 47 language tag of its pages.
    pub(crate) language: &'static str,
    pub(crate) layout: Layout,
    pub(crate) feed: Door,
    /// Hours east of Greenwich in which its pages tell the time.
    pub(crate) zone_hours: i8,
    /// How its pages print a date, as `strftime` has it.
    pub(crate) date_format: &'static str,
    /// The folder of its picture addresses.
    pub(crate) picture_folder: &'static str,
    pub(crate) mark: Mark,
}

/// Which set of templates a publisher uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    HarbourPost,
    MeridianWire,
    DailyLantern,
    ValleyCourier,
    AverilNow,
    Quadrant,
    NorthernLedger,
    Kuestenblatt,
    IslandsGazette,
    TolmereReview,
}

/// Where and in which form a publisher's feed stands.
#[derive(Debug)]
pub(crate) struct Door {
    pub(crate) format: FeedFormat,
    pub(crate) path: &'static str,
    pub(crate) mime: &'static str,
}

impl Door {
    /// The media type without its parameters.
    pub(crate) fn kind(&self) -> &'static str {
        self.mime.split(';').next().unwrap_or(self.mime)
    }
}

/// The form of a feed and how much of an article it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FeedFormat {
    RssTeaser,
    RssEscapedTeaser,
    RssFull,
    Rdf,
    AtomFull,
    AtomSummary,
    JsonFull,
    JsonTeaser,
}

/// A publisher's little picture: a letter of 5 by 7 dots on a coloured ground.
#[derive(Debug)]
pub(crate) struct Mark {
    pub(crate) ground: [u8; 3],
    pub(crate) ink: [u8; 3],
    /// One number a row; the highest of its five bits is the left dot.
    pub(crate) rows: [u8; 7],
}

const RSS: &str = "application/rss+xml; charset=utf-8";
const ATOM: &str = "application/atom+xml; charset=utf-8";
const JSON: &str = "application/feed+json; charset=utf-8";
const WHITE: [u8; 3] = [255, 255, 255];

/// All publishers, in the order of their ports.
pub(crate) static PUBLISHERS: [Publisher; 10] = [
    Publisher {
        id: "harbour-post",
        name: "The Harbour Post",
        tagline: "News from Port Averil and the coast since 1871",
        language: "en",
        layout: Layout::HarbourPost,
        feed: Door { format: FeedFormat::RssTeaser, path: "/rss.xml", mime: RSS },
        zone_hours: 0,
        date_format: "%A %-d %B %Y, %H:%M GMT",
        picture_folder: "pictures",
        mark: Mark { ground: [18, 52, 86], ink: WHITE, rows: [0x11, 0x11, 0x11, 0x1f, 0x11, 0x11, 0x11] },
    },
    Publisher {
        id: "meridian-wire",
        name: "Meridian Wire",
        tagline: "The news agency of Corvane",
        language: "en",
        layout: Layout::MeridianWire,
        feed: Door { format: FeedFormat::AtomFull, path: "/feed/all.atom", mime: ATOM },
        zone_hours: 0,
        date_format: "%b %-d, %Y %H:%M GMT",
        picture_folder: "media",
        mark: Mark { ground: [240, 124, 0], ink: WHITE, rows: [0x11, 0x1b, 0x15, 0x15, 0x11, 0x11, 0x11] },
    },
    Publisher {
        id: "daily-lantern",
        name: "Daily Lantern",
        tagline: "Bright, loud and first",
        language: "en",
        layout: Layout::DailyLantern,
        feed: Door { format: FeedFormat::RssEscapedTeaser, path: "/feed/", mime: RSS },
        zone_hours: 0,
        date_format: "%H:%M, %-d %b %Y",
        picture_folder: "img/uploads",
        mark: Mark {
            ground: [208, 16, 32],
            ink: [255, 230, 0],
            rows: [0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x1f],
        },
    },
    Publisher {
        id: "valley-courier",
        name: "Valley Courier",
        tagline: "Your weekly for Hestle and the Lund Valley, now every day",
        language: "en",
        layout: Layout::ValleyCourier,
        feed: Door {
            format: FeedFormat::Rdf,
            path: "/index.rdf",
            mime: "application/rdf+xml; charset=utf-8",
        },
        zone_hours: 0,
        date_format: "%-d %B %Y, %-I.%M%P",
        picture_folder: "photos",
        mark: Mark { ground: [46, 92, 48], ink: WHITE, rows: [0x11, 0x11, 0x11, 0x11, 0x11, 0x0a, 0x04] },
    },
    Publisher {
        id: "averil-now",
        name: "Averil Now",
        tagline: "The city, live",
        language: "en",
        layout: Layout::AverilNow,
        feed: Door { format: FeedFormat::JsonFull, path: "/feed.json", mime: JSON },
        zone_hours: 0,
        date_format: "%H:%M on %-d %B %Y",
        picture_folder: "i",
        mark: Mark {
            ground: [16, 16, 16],
            ink: [0, 224, 160],
            rows: [0x04, 0x0a, 0x11, 0x11, 0x1f, 0x11, 0x11],
        },
    },
    Publisher {
        id: "the-quadrant",
        name: "The Quadrant",
        tagline: "Pictures, people, places",
        language: "en",
        layout: Layout::Quadrant,
        feed: Door { format: FeedFormat::AtomSummary, path: "/atom.xml", mime: ATOM },
        zone_hours: 0,
        date_format: "%B %-d, %Y",
        picture_folder: "assets/photos",
        mark: Mark {
            ground: [250, 248, 240],
            ink: [24, 24, 24],
            rows: [0x0e, 0x11, 0x11, 0x11, 0x15, 0x12, 0x0d],
        },
    },
    Publisher {
        id: "northern-ledger",
        name: "Northern Ledger",
        tagline: "Markets, industry and power in the north",
        language: "en",
        layout: Layout::NorthernLedger,
        feed: Door { format: FeedFormat::RssTeaser, path: "/rss", mime: RSS },
        zone_hours: 0,
        date_format: "%b %-d %Y, %H:%M",
        picture_folder: "images",
        mark: Mark {
            ground: [255, 232, 214],
            ink: [64, 24, 40],
            rows: [0x11, 0x19, 0x15, 0x15, 0x13, 0x11, 0x11],
        },
    },
    Publisher {
        id: "kuestenblatt",
        name: "Küstenblatt",
        tagline: "Die Zeitung für Norderwiek und die Halmarker Küste",
        language: "de",
        layout: Layout::Kuestenblatt,
        feed: Door { format: FeedFormat::AtomSummary, path: "/feed/aktuell.atom", mime: ATOM },
        zone_hours: 1,
        date_format: "%-d. %B %Y, %H:%M Uhr",
        picture_folder: "bilder",
        mark: Mark { ground: [0, 84, 140], ink: WHITE, rows: [0x11, 0x12, 0x14, 0x18, 0x14, 0x12, 0x11] },
    },
    Publisher {
        id: "islands-gazette",
        name: "Islands Gazette",
        tagline: "Serving the Ostrey Islands",
        language: "en",
        layout: Layout::IslandsGazette,
        feed: Door { format: FeedFormat::RssFull, path: "/backend.xml", mime: "text/xml; charset=utf-8" },
        zone_hours: 0,
        date_format: "%A, %B %-d, %Y",
        picture_folder: "pix",
        mark: Mark {
            ground: [0, 0, 128],
            ink: [255, 255, 204],
            rows: [0x0e, 0x04, 0x04, 0x04, 0x04, 0x04, 0x0e],
        },
    },
    Publisher {
        id: "tolmere-review",
        name: "Tolmere Review",
        tagline: "Long reading on science, work and the north",
        language: "en",
        layout: Layout::TolmereReview,
        feed: Door { format: FeedFormat::JsonTeaser, path: "/feed.json", mime: JSON },
        zone_hours: 0,
        date_format: "%-d %B %Y",
        picture_folder: "pictures",
        mark: Mark { ground: [92, 32, 92], ink: WHITE, rows: [0x1f, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04] },
    },
];

/// The publisher with this id.
pub(crate) fn by_id(id: &str) -> Option<&'static Publisher> {
    PUBLISHERS.iter().find(|publisher| publisher.id == id)
}
