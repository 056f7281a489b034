-- The whole first schema. {id}, {bytes}, {position} and {transaction} are spelled for each database by src/migration.rs.
-- Times are milliseconds UTC, truth values 0 or 1, lists JSON.

CREATE TABLE publisher (
    publisher_id {id},
    site TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    home_url TEXT NOT NULL,
    language TEXT,
    policy TEXT NOT NULL,
    added_at BIGINT NOT NULL
);

CREATE TABLE feed (
    feed_id {id},
    publisher_id BIGINT NOT NULL REFERENCES publisher (publisher_id),
    url TEXT NOT NULL,
    url_key TEXT NOT NULL UNIQUE,
    title TEXT,
    folders TEXT NOT NULL DEFAULT '[]',
    attributes TEXT NOT NULL DEFAULT '{}',
    etag TEXT,
    last_modified TEXT,
    polled_at BIGINT,
    next_poll_at BIGINT NOT NULL,
    failures BIGINT NOT NULL DEFAULT 0,
    last_error TEXT,
    warnings TEXT NOT NULL DEFAULT '[]',
    moved_to TEXT,
    moved_times BIGINT NOT NULL DEFAULT 0,
    retired_at BIGINT,
    added_at BIGINT NOT NULL
);
CREATE INDEX feed_publisher ON feed (publisher_id);

-- An article's head is what is known now; its texts are in version.
CREATE TABLE article (
    article_id {id},
    publisher_id BIGINT NOT NULL REFERENCES publisher (publisher_id),
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    standfirst TEXT,
    authors TEXT NOT NULL,
    section TEXT NOT NULL,
    section_label TEXT,
    language TEXT,
    published_at BIGINT,
    published_offset BIGINT,
    modified_at BIGINT,
    paywalled BIGINT NOT NULL DEFAULT 0,
    live BIGINT NOT NULL DEFAULT 0,
    excerpt TEXT NOT NULL,
    words BIGINT NOT NULL DEFAULT 0,
    text_source TEXT NOT NULL,
    page_problem TEXT,
    version_id BIGINT,
    text_hash TEXT,
    lead_picture_id BIGINT,
    lead_alt TEXT,
    shown_at BIGINT NOT NULL,
    arrived_at BIGINT NOT NULL,
    changed_at BIGINT,
    gone_at BIGINT,
    page_etag TEXT,
    page_last_modified TEXT,
    page_fetched_at BIGINT
);
CREATE INDEX article_shown ON article (shown_at, article_id);
CREATE INDEX article_of_publisher ON article (publisher_id, shown_at, article_id);

-- Every address under which an article was ever known; one article an address.
CREATE TABLE article_address (
    url_key TEXT NOT NULL PRIMARY KEY,
    article_id BIGINT NOT NULL REFERENCES article (article_id) ON DELETE CASCADE
);
CREATE INDEX article_address_article ON article_address (article_id);

CREATE TABLE article_redirect (
    article_id {id},
    target_id BIGINT NOT NULL
);
CREATE INDEX article_redirect_target ON article_redirect (target_id);

CREATE TABLE article_features (
    article_id {id},
    features TEXT NOT NULL
);

CREATE TABLE entry (
    entry_id {id},
    feed_id BIGINT NOT NULL REFERENCES feed (feed_id) ON DELETE CASCADE,
    guid_key TEXT NOT NULL,
    article_id BIGINT NOT NULL REFERENCES article (article_id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    body {bytes} NOT NULL,
    published_at BIGINT,
    updated_at BIGINT,
    arrived_at BIGINT NOT NULL,
    UNIQUE (feed_id, guid_key)
);
CREATE INDEX entry_article ON entry (article_id);

CREATE TABLE version (
    version_id {id},
    article_id BIGINT NOT NULL REFERENCES article (article_id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    body {bytes} NOT NULL,
    sanitizer_version BIGINT NOT NULL,
    text_hash TEXT NOT NULL,
    fetched_at BIGINT NOT NULL
);
CREATE INDEX version_article ON version (article_id, number);

-- width and height are those of the full file, known while it is stored.
CREATE TABLE picture (
    picture_id {id},
    url TEXT NOT NULL,
    url_key TEXT NOT NULL UNIQUE,
    width BIGINT,
    height BIGINT,
    stored BIGINT NOT NULL DEFAULT 0,
    problem TEXT,
    fetched_at BIGINT,
    used_at BIGINT NOT NULL
);

CREATE TABLE picture_file (
    picture_id BIGINT NOT NULL REFERENCES picture (picture_id) ON DELETE CASCADE,
    variant TEXT NOT NULL,
    media_type TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    bytes {bytes} NOT NULL,
    PRIMARY KEY (picture_id, variant)
);
CREATE INDEX picture_file_size ON picture_file (size_bytes);
CREATE INDEX picture_used ON picture (stored, used_at);

CREATE TABLE figure (
    figure_id {id},
    article_id BIGINT NOT NULL REFERENCES article (article_id) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    picture_id BIGINT NOT NULL REFERENCES picture (picture_id),
    alt TEXT,
    caption TEXT,
    credit TEXT,
    width BIGINT,
    height BIGINT,
    lead BIGINT NOT NULL
);
CREATE INDEX figure_article ON figure (article_id, place);
CREATE INDEX figure_picture ON figure (picture_id);

CREATE TABLE point (
    point_id {id},
    article_id BIGINT NOT NULL REFERENCES article (article_id) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    text TEXT NOT NULL,
    spans TEXT NOT NULL
);
CREATE INDEX point_article ON point (article_id, place);

CREATE TABLE quote (
    quote_id {id},
    article_id BIGINT NOT NULL REFERENCES article (article_id) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    text TEXT NOT NULL,
    start_byte BIGINT NOT NULL,
    end_byte BIGINT NOT NULL,
    direct BIGINT NOT NULL,
    speaker TEXT,
    sourcing TEXT NOT NULL
);
CREATE INDEX quote_article ON quote (article_id, place);

-- The people and bodies that an article names, with where each first stands.
CREATE TABLE article_name (
    name_id {id},
    article_id BIGINT NOT NULL REFERENCES article (article_id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    kind TEXT,
    start_byte BIGINT NOT NULL,
    end_byte BIGINT NOT NULL,
    mentions BIGINT NOT NULL
);
CREATE INDEX article_name_article ON article_name (article_id);

CREATE TABLE story (
    story_id {id},
    label TEXT NOT NULL,
    section TEXT NOT NULL,
    language TEXT,
    lead_article_id BIGINT,
    articles BIGINT NOT NULL DEFAULT 0,
    publishers BIGINT NOT NULL DEFAULT 0,
    independent BIGINT NOT NULL DEFAULT 0,
    first_at BIGINT NOT NULL DEFAULT 0,
    last_at BIGINT NOT NULL DEFAULT 0,
    score DOUBLE PRECISION NOT NULL DEFAULT 0,
    score_why TEXT NOT NULL DEFAULT '{}',
    differences TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX story_last ON story (last_at, story_id);
CREATE INDEX story_section ON story (section, last_at, story_id);

CREATE TABLE membership (
    article_id BIGINT NOT NULL PRIMARY KEY REFERENCES article (article_id) ON DELETE CASCADE,
    story_id BIGINT NOT NULL REFERENCES story (story_id),
    copy_of BIGINT,
    why TEXT NOT NULL
);
CREATE INDEX membership_story ON membership (story_id);
CREATE INDEX membership_copy ON membership (copy_of);

CREATE TABLE story_redirect (
    story_id {id},
    target_id BIGINT NOT NULL
);
CREATE INDEX story_redirect_target ON story_redirect (target_id);

-- What an editor decided: two articles belong together, or apart.
CREATE TABLE grouping_rule (
    first_id BIGINT NOT NULL,
    second_id BIGINT NOT NULL,
    together BIGINT NOT NULL,
    user_id BIGINT,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (first_id, second_id)
);

CREATE TABLE related (
    article_id BIGINT NOT NULL REFERENCES article (article_id) ON DELETE CASCADE,
    other_id BIGINT NOT NULL REFERENCES article (article_id) ON DELETE CASCADE,
    score DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (article_id, other_id)
);
CREATE INDEX related_other ON related (other_id);

CREATE TABLE addition (
    addition_id {id},
    address TEXT NOT NULL,
    state TEXT NOT NULL,
    message TEXT NOT NULL,
    feeds TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- again_at is set when a running job was asked for once more: it waits again instead of being deleted.
CREATE TABLE job (
    job_id {id},
    kind TEXT NOT NULL,
    subject BIGINT NOT NULL,
    state TEXT NOT NULL,
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    claim BIGINT NOT NULL DEFAULT 0,
    worker TEXT,
    lease_until BIGINT,
    again_at BIGINT,
    reason TEXT,
    UNIQUE (kind, subject)
);
CREATE INDEX job_due ON job (kind, state, run_at);
CREATE INDEX job_lease ON job (state, lease_until);

-- One row a kind and node, so that processes never wait for each other to count.
CREATE TABLE job_figures (
    kind TEXT NOT NULL,
    node BIGINT NOT NULL,
    finished BIGINT NOT NULL,
    PRIMARY KEY (kind, node)
);

CREATE TABLE change_log (
    position {position},
    noun TEXT NOT NULL,
    subject BIGINT NOT NULL,
    transaction_id {transaction}
);
CREATE INDEX change_log_order ON change_log (transaction_id, position);

CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    lease_until BIGINT NOT NULL
);

CREATE TABLE node_lease (
    node BIGINT NOT NULL PRIMARY KEY,
    holder BIGINT NOT NULL,
    lease_until BIGINT NOT NULL
);

CREATE TABLE account (
    user_id {id},
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at BIGINT
);

CREATE TABLE account_session (
    session_id {id},
    token_hash TEXT NOT NULL UNIQUE,
    user_id BIGINT NOT NULL REFERENCES account (user_id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX account_session_user ON account_session (user_id);

CREATE TABLE one_time_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    role TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- path is the way from the thread's first comment: 14 hexadecimal digits a level.
CREATE TABLE reader_comment (
    comment_id {id},
    article_id BIGINT NOT NULL REFERENCES article (article_id),
    parent_id BIGINT,
    thread_id BIGINT NOT NULL,
    path TEXT NOT NULL,
    depth BIGINT NOT NULL,
    user_id BIGINT NOT NULL REFERENCES account (user_id),
    text TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    removed_at BIGINT,
    removed_by BIGINT,
    removed_reason TEXT
);
CREATE INDEX reader_comment_article ON reader_comment (article_id, thread_id);
CREATE INDEX reader_comment_user ON reader_comment (user_id);
CREATE INDEX reader_comment_removed ON reader_comment (removed_at);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
