-- How many letters left when one was done: none where there was nobody to write to. NULL on those of before, of which nobody knows any more.
ALTER TABLE outbox ADD COLUMN sent integer;
