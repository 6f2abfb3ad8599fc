-- A letter that is sent again has not left any more: its desk takes back how many did (0375), as it takes back when it was done (0371).
GRANT UPDATE (sent) ON outbox TO attesta_desk;
