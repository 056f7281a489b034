-- Background out of the whole archive stands beside what the grouper found near an article; archived is 1 for it.
ALTER TABLE related ADD COLUMN archived BIGINT NOT NULL DEFAULT 0;
