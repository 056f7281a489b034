-- The host that a job asks, so that one host does not hold every place; looking again at a page is a stage of its own.
ALTER TABLE job ADD COLUMN host TEXT NOT NULL DEFAULT '';
UPDATE job SET kind = 'recheck' WHERE kind = 'page' AND state = 'waiting'
    AND subject IN (SELECT article_id FROM article WHERE page_fetched_at IS NOT NULL);
DROP INDEX job_due;
CREATE INDEX job_due ON job (kind, state, run_at, host);
