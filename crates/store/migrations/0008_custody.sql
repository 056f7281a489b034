-- Secrets are sealed under a key that is not in the database (src/secret.rs), and found by the SHA-256 of what comes in an address.
ALTER TABLE subscription ADD COLUMN token_hash TEXT;
CREATE UNIQUE INDEX subscription_token_hash ON subscription (token_hash);
ALTER TABLE saved_search ADD COLUMN feed_token_hash TEXT;
CREATE UNIQUE INDEX saved_search_feed_token_hash ON saved_search (feed_token_hash);

-- A used link stays for a while, so that whoever opens it again is told.
ALTER TABLE one_time_link ADD COLUMN used_at BIGINT;

-- The processes that poll, fetch and group, each with its last sign of life.
CREATE TABLE worker_beat (
    holder TEXT NOT NULL PRIMARY KEY,
    beat_at BIGINT NOT NULL
);
