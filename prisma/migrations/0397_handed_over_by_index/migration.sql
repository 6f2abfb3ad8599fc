-- The dashboard asks of each step of a case whether the case went on elsewhere from there: few did, and they are found at once.
CREATE INDEX ivc_case_handed_from ON ivc_case (handed_from) WHERE handed_from IS NOT NULL;
