-- Comments: edits, the record of what moderators and writers did to them, and the orders in which pages of them are read.
ALTER TABLE reader_comment ADD COLUMN edited_at BIGINT;

-- note is the reason of a removal or of putting a comment back, or the text before an edit.
CREATE TABLE comment_record (
    record_id {id},
    comment_id BIGINT NOT NULL REFERENCES reader_comment (comment_id) ON DELETE CASCADE,
    action TEXT NOT NULL,
    user_id BIGINT NOT NULL REFERENCES account (user_id),
    note TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX comment_record_comment ON comment_record (comment_id);

-- Ids come from one maker, so that a removal can be recorded under its comment's own.
INSERT INTO comment_record (record_id, comment_id, action, user_id, note, made_at)
    SELECT comment_id, comment_id, 'removed', COALESCE(removed_by, user_id), COALESCE(removed_reason, ''), removed_at
    FROM reader_comment WHERE removed_at IS NOT NULL;

DROP INDEX reader_comment_article;
DROP INDEX reader_comment_removed;
CREATE INDEX reader_comment_oldest ON reader_comment (article_id, thread_id, path {bytewise});
CREATE INDEX reader_comment_newest ON reader_comment (article_id, thread_id DESC, path {bytewise});
CREATE INDEX reader_comment_present ON reader_comment (article_id, removed_at);
