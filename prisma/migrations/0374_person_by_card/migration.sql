-- Where the letters of a codice fiscale are not those of the name, somebody who saw the card answered for it (domain.md §5.1): the case
-- says so, and so does the line of a file of volunteers that was mended like that.
ALTER TABLE case_reception ADD COLUMN by_card boolean NOT NULL DEFAULT false;
ALTER TABLE volunteer_import_line ADD COLUMN card_seen boolean NOT NULL DEFAULT false;
