export type { SealHeader } from './header.ts'
export { type OpenedSeal, openJades, readEnvelope, readSealed } from './open.ts'
export { type SealJadesInput, sealJades } from './seal.ts'
export { type VerifiedSeal, type VerifyJadesInput, verifyJades } from './verify.ts'
