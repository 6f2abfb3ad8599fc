import type { Algorithm, PublicJwk } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import type { CanonHash } from './canon-hash.ts'

/** The cryptosuites that documents are signed with here. */
export type Suite = WholeSuite | SelectiveSuite
/** One signature over all. */
export type WholeSuite = 'ecdsa-rdfc-2019' | 'eddsa-rdfc-2022' | 'ecdsa-jcs-2019' | 'eddsa-jcs-2022'
/** The holder may leave statements out. */
export type SelectiveSuite = 'ecdsa-sd-2023' | 'bbs-2023'

/** Those that are verified: also the forerunner of eddsa-rdfc-2022, which names itself in `type` and hashes the same. */
export type KnownSuite = Suite | typeof ED25519_SIGNATURE_2020

export const ED25519_SIGNATURE_2020 = 'Ed25519Signature2020'

interface SuiteRules {
  /** What is hashed: the RDF that a document means, or its JSON. */
  readonly form: 'rdfc' | 'jcs'
  readonly curves: readonly string[]
}

/** vc-di-ecdsa §3.2 to §3.4; vc-di-eddsa §3.2, §3.3; vc-di-bbs §3.3. */
const SUITES: Readonly<Record<KnownSuite, SuiteRules>> = {
  'ecdsa-rdfc-2019': { form: 'rdfc', curves: ['P-256', 'P-384'] },
  'eddsa-rdfc-2022': { form: 'rdfc', curves: ['Ed25519'] },
  [ED25519_SIGNATURE_2020]: { form: 'rdfc', curves: ['Ed25519'] },
  'ecdsa-jcs-2019': { form: 'jcs', curves: ['P-256', 'P-384'] },
  'eddsa-jcs-2022': { form: 'jcs', curves: ['Ed25519'] },
  'ecdsa-sd-2023': { form: 'rdfc', curves: ['P-256'] },
  'bbs-2023': { form: 'rdfc', curves: ['Bls12381G2'] },
}

const ALGORITHMS: Readonly<Record<string, { alg: Algorithm; hash: CanonHash }>> = {
  'P-256': { alg: 'ES256', hash: 'SHA-256' },
  'P-384': { alg: 'ES384', hash: 'SHA-384' },
  Ed25519: { alg: 'EdDSA', hash: 'SHA-256' },
}

export function isSuite(name: string): name is Suite {
  return name !== ED25519_SIGNATURE_2020 && Object.hasOwn(SUITES, name)
}

export function isSelective(suite: KnownSuite): suite is SelectiveSuite {
  return suite === 'ecdsa-sd-2023' || suite === 'bbs-2023'
}

export function formOf(suite: KnownSuite): 'rdfc' | 'jcs' {
  return SUITES[suite].form
}

/** @throws AttestaError `proof.key-type` unless the suite signs with keys of that curve */
export function assertCurve({ suite, key: { crv = '' } }: { suite: KnownSuite; key: PublicJwk }): void {
  if (!SUITES[suite].curves.includes(crv)) throw new AttestaError('proof.key-type')
}

/**
 * The algorithm of a suite with this key; the key decides, never the proof.
 *
 * @throws AttestaError `proof.key-type`
 */
export function algorithmFor({ suite, key }: { suite: KnownSuite; key: PublicJwk }): { alg: Algorithm; hash: CanonHash } {
  const { crv = '' } = key
  const algorithm = ALGORITHMS[crv]
  assertCurve({ suite, key })
  if (algorithm === undefined) throw new AttestaError('proof.key-type')
  return algorithm
}
