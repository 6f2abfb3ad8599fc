-- A letter to somebody whom no mail reaches is given to them on paper, and its desk writes down when.
ALTER TABLE outbox ADD COLUMN handed_at timestamptz;
GRANT UPDATE (handed_at) ON outbox TO attesta_desk;
