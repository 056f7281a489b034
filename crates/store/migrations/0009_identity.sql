-- Whose words an article shows. publisher_id is the feed's publisher until the page was read from the site of the link;
-- link_site is that site as long as it was not, and NULL where feed and page are of one site.
ALTER TABLE article ADD COLUMN link_site TEXT;

-- Whether the home page that a feed names, at another site than its own, announces the feed.
CREATE TABLE feed_home (
    feed_id BIGINT NOT NULL PRIMARY KEY REFERENCES feed (feed_id) ON DELETE CASCADE,
    site TEXT NOT NULL,
    announces BIGINT NOT NULL,
    checked_at BIGINT NOT NULL
);

-- Articles that no feed of their publisher brought and whose page was never read are links by the feed that brought them.
DELETE FROM point WHERE article_id IN (SELECT a.article_id FROM article a
    WHERE a.text_source = 'feed' AND EXISTS (SELECT 1 FROM entry e WHERE e.article_id = a.article_id)
    AND NOT EXISTS (SELECT 1 FROM entry e JOIN feed f ON f.feed_id = e.feed_id
        WHERE e.article_id = a.article_id AND f.publisher_id = a.publisher_id));
DELETE FROM quote WHERE article_id IN (SELECT a.article_id FROM article a
    WHERE a.text_source = 'feed' AND EXISTS (SELECT 1 FROM entry e WHERE e.article_id = a.article_id)
    AND NOT EXISTS (SELECT 1 FROM entry e JOIN feed f ON f.feed_id = e.feed_id
        WHERE e.article_id = a.article_id AND f.publisher_id = a.publisher_id));
UPDATE article SET
    link_site = (SELECT p.site FROM publisher p WHERE p.publisher_id = article.publisher_id),
    publisher_id = (SELECT f.publisher_id FROM entry e JOIN feed f ON f.feed_id = e.feed_id
        WHERE e.article_id = article.article_id ORDER BY e.arrived_at, e.entry_id LIMIT 1)
WHERE text_source = 'feed' AND EXISTS (SELECT 1 FROM entry e WHERE e.article_id = article.article_id)
    AND NOT EXISTS (SELECT 1 FROM entry e JOIN feed f ON f.feed_id = e.feed_id
        WHERE e.article_id = article.article_id AND f.publisher_id = article.publisher_id);
INSERT INTO change_log (noun, subject) SELECT 'article', article_id FROM article WHERE link_site IS NOT NULL;

-- Which item is which. has_page is 0 for an article whose address leads to no page of its own; it has no row in
-- article_address. title_made: the headline was made from the text.
ALTER TABLE article ADD COLUMN has_page BIGINT NOT NULL DEFAULT 1;
ALTER TABLE article ADD COLUMN title_made BIGINT NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN page_hash TEXT;

-- Further names of entries that neither an id nor a page of their own tells apart.
CREATE TABLE entry_name (
    feed_id BIGINT NOT NULL REFERENCES feed (feed_id) ON DELETE CASCADE,
    name_key TEXT NOT NULL,
    entry_id BIGINT NOT NULL REFERENCES entry (entry_id) ON DELETE CASCADE,
    PRIMARY KEY (feed_id, name_key)
);
CREATE INDEX entry_name_entry ON entry_name (entry_id);

-- Pages that items of a feed were seen to share; they are no item's own.
CREATE TABLE shared_page (
    feed_id BIGINT NOT NULL REFERENCES feed (feed_id) ON DELETE CASCADE,
    page_key TEXT NOT NULL,
    PRIMARY KEY (feed_id, page_key)
);
