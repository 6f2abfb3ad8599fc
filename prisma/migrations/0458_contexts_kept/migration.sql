-- Where the person of an erased case had learnt, in words of the rules and no more: the figures of past years are told apart by it.
ALTER TABLE case_erasure ADD COLUMN contexts text[] NOT NULL DEFAULT '{}';
