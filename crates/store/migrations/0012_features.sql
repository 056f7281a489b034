-- The features of articles as the story crate packs them. What stands in article_features is JSON from before: it is packed and
-- moved here while the program runs.
CREATE TABLE packed_features (
    article_id {id} REFERENCES article (article_id) ON DELETE CASCADE,
    packed {bytes} NOT NULL
);

-- Features whose article is gone were never removed.
DELETE FROM article_features WHERE article_id NOT IN (SELECT article_id FROM article);
