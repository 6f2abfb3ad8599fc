export { didDocument, jwks } from './did-document.ts'
export { type KeyRecord, type KeyState, stateOf } from './key-record.ts'
export { type Keystore, type OrgSigner, openKeystore } from './keystore.ts'
export { readPassphrase } from './passphrase.ts'
