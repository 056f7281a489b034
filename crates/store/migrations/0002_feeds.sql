-- Hubs that tell of news (WebSub), what publishers gave a reader to be let in, and lists of feeds that are being imported.

-- pending is what the hub was asked and has not asked back about; hubs is what the feed announces, the best first.
CREATE TABLE subscription (
    feed_id BIGINT NOT NULL PRIMARY KEY REFERENCES feed (feed_id) ON DELETE CASCADE,
    hubs TEXT NOT NULL,
    hub TEXT NOT NULL,
    topic TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    secret TEXT NOT NULL,
    pending TEXT,
    asked_at BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    lease_from BIGINT,
    lease_until BIGINT,
    problem TEXT
);

CREATE TABLE publisher_access (
    publisher_id BIGINT NOT NULL PRIMARY KEY REFERENCES publisher (publisher_id) ON DELETE CASCADE,
    access TEXT NOT NULL
);

-- done of total feeds are stored, added of them were new; the list is kept until the last one is.
ALTER TABLE addition ADD COLUMN total BIGINT NOT NULL DEFAULT 0;
ALTER TABLE addition ADD COLUMN done BIGINT NOT NULL DEFAULT 0;
ALTER TABLE addition ADD COLUMN added BIGINT NOT NULL DEFAULT 0;

CREATE TABLE feed_list (
    addition_id BIGINT NOT NULL PRIMARY KEY REFERENCES addition (addition_id) ON DELETE CASCADE,
    body {bytes} NOT NULL
);

-- What a feed says of its own rhythm, for polls that bring nothing new.
ALTER TABLE feed ADD COLUMN rhythm TEXT NOT NULL DEFAULT '{}';
