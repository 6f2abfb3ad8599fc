-- What issuance over OpenID4VCI and the publishing of status lists add to the books.

-- One credential of a form per holder key and offer, however often a wallet asks (OpenID4VCI 1.0 §8.3).
CREATE UNIQUE INDEX rendering_once ON rendering (offer_id, form, holder_thumbprint) WHERE offer_id IS NOT NULL;

-- The last signed text of each list, so that all processes serve the same bytes. Never the source: `status_change` is, and
-- `version` says how many of its rows the text contains.
CREATE TABLE status_publication (
  list_id         uuid        NOT NULL REFERENCES status_list (id),
  form            text        NOT NULL CHECK (form IN ('token', 'revocation', 'suspension', 'changes')),
  organisation_id uuid        NOT NULL REFERENCES organisation (id),
  version         bigint      NOT NULL CHECK (version >= 0),
  content         text        NOT NULL,
  kid             text        NOT NULL,
  signed_at       timestamptz NOT NULL,
  PRIMARY KEY (list_id, form)
);
