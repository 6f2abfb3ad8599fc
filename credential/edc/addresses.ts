/** VCDM 1.1, the envelope in which every official credential stands (edc-ob3.md §1). */
export const CREDENTIALS_V1 = 'https://www.w3.org/2018/credentials/v1'
/** ELM 3.2; `http`, as all official credentials write it. */
export const EDC_CONTEXT = 'http://data.europa.eu/snb/model/context/edc-ap'

/** Application profiles of ELM 3 for which a credential may be made, by the short name used here. */
export const PROFILES = {
  generic: 'http://data.europa.eu/snb/model/ap/edc-generic-full',
  accredited: 'http://data.europa.eu/snb/model/ap/edc-accredited',
  'issued-by-mandate': 'http://data.europa.eu/snb/model/ap/edc-issued-by-mandate',
} as const
