-- Tells one holder of a lease from the next; what its holder writes checks it.
ALTER TABLE lease ADD COLUMN epoch BIGINT NOT NULL DEFAULT 0;
