-- Whoever mends a line of a file of volunteers also says whether the card was seen (0374); the columns that a desk may write on are named one
-- by one since 0371.
GRANT UPDATE (card_seen) ON volunteer_import_line TO attesta_desk;
