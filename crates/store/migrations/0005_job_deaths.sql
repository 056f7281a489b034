-- How often a process died, or fell silent, while it worked on a job; such jobs are claimed one at a time.
ALTER TABLE job ADD COLUMN deaths BIGINT NOT NULL DEFAULT 0;
CREATE INDEX job_suspect ON job (deaths, run_at) WHERE deaths > 0;
