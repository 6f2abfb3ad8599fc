export {
  CLR_2_0,
  CREDENTIALS_V1,
  CREDENTIALS_V2,
  DATA_INTEGRITY_V1,
  DATA_INTEGRITY_V2,
  DID_V1,
  ED25519_SIGNATURE_2020_V1,
  MULTIKEY_V1,
  OPEN_BADGES,
  OPEN_BADGES_3_0_3,
  OPEN_BADGES_EXTENSIONS,
  RECOGNIZED_ENTITIES_V1,
  STATUS_LIST_V1,
} from './addresses.ts'
export { allowsInlineTerms, openContexts, withInlineTerms } from './open.ts'
export { type Contexts, pinnedContexts } from './pinned.ts'
