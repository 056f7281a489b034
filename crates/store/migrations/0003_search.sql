-- Searches that readers keep. feed_token is the secret part of the address of its feed: whoever has it reads the feed.
CREATE TABLE saved_search (
    saved_search_id {id},
    user_id BIGINT NOT NULL REFERENCES account (user_id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    feed_token TEXT NOT NULL UNIQUE,
    saved_at BIGINT NOT NULL,
    UNIQUE (user_id, query)
);
