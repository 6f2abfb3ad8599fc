export const CREDENTIALS_V1 = 'https://www.w3.org/2018/credentials/v1'
export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2'
export const DATA_INTEGRITY_V1 = 'https://w3id.org/security/data-integrity/v1'
export const DATA_INTEGRITY_V2 = 'https://w3id.org/security/data-integrity/v2'
export const MULTIKEY_V1 = 'https://w3id.org/security/multikey/v1'
/** What DID documents name: a credential about one, or with keys in it, may name it too. */
export const DID_V1 = 'https://www.w3.org/ns/did/v1'
/** The terms of VCDM 2.0 for status lists, for documents of VCDM 1.1. */
export const STATUS_LIST_V1 = 'https://www.w3.org/ns/credentials/status/v1'
/** Badges of the Digital Credentials Consortium name it, whatever their proof. */
export const ED25519_SIGNATURE_2020_V1 = 'https://w3id.org/security/suites/ed25519-2020/v1'
export const RECOGNIZED_ENTITIES_V1 = 'https://attesta.example/ns/recognized-entities/v1'

/** Every change of a mapping of Open Badges 3.0 has its own address; new terms do not (edc-ob3.md §5). */
export const OPEN_BADGES_3_0_3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'
export const OPEN_BADGES_EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'
export const OPEN_BADGES_2 = 'https://w3id.org/openbadges/v2'
/** Where drafts of Open Badges 3.0 and CLR 2.0 had their vocabularies: JWTs of that time name them. */
export const DRAFT_OPEN_BADGES_3 = 'https://imsglobal.github.io/openbadges-specification/context.json'
export const DRAFT_CLR_2 = 'https://dc.imsglobal.org/draft/clr/v2p0/context'
export const CLR_2_0 = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'
export const OPEN_BADGES = [
  OPEN_BADGES_3_0_3,
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
] as const
