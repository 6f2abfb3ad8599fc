-- To whom a file went: the history of an act names the person for what they fetched themselves, by wallet, page or platform.
ALTER TABLE rendering ADD COLUMN to_holder boolean NOT NULL DEFAULT false;
UPDATE rendering SET to_holder = true WHERE offer_id IS NOT NULL;
