-- The days that a story's reports tell of: JSON, in their order.
ALTER TABLE story ADD COLUMN days TEXT NOT NULL DEFAULT '[]';
