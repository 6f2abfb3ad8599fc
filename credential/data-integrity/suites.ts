import type { Algorithm, PublicJwk } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import type { CanonHash } from './canonize.ts'

export type Suite = 'ecdsa-rdfc-2019' | 'eddsa-rdfc-2022' | 'ecdsa-jcs-2019' | 'eddsa-jcs-2022'

interface SuiteRules {
  /** What is hashed: the RDF that a document means, or its JSON. */
  readonly form: 'rdfc' | 'jcs'
  readonly curves: readonly string[]
}

/** vc-di-ecdsa §3.2, §3.3; vc-di-eddsa §3.2, §3.3. */
const SUITES: Readonly<Record<Suite, SuiteRules>> = {
  'ecdsa-rdfc-2019': { form: 'rdfc', curves: ['P-256', 'P-384'] },
  'eddsa-rdfc-2022': { form: 'rdfc', curves: ['Ed25519'] },
  'ecdsa-jcs-2019': { form: 'jcs', curves: ['P-256', 'P-384'] },
  'eddsa-jcs-2022': { form: 'jcs', curves: ['Ed25519'] },
}

const ALGORITHMS: Readonly<Record<string, { alg: Algorithm; hash: CanonHash }>> = {
  'P-256': { alg: 'ES256', hash: 'SHA-256' },
  'P-384': { alg: 'ES384', hash: 'SHA-384' },
  Ed25519: { alg: 'EdDSA', hash: 'SHA-256' },
}

export function isSuite(name: string): name is Suite {
  return Object.hasOwn(SUITES, name)
}

export function formOf(suite: Suite): 'rdfc' | 'jcs' {
  return SUITES[suite].form
}

/**
 * The algorithm of a suite with this key; the key decides, never the proof.
 *
 * @throws AttestaError `proof.key-type`
 */
export function algorithmFor({ suite, key }: { suite: Suite; key: PublicJwk }): { alg: Algorithm; hash: CanonHash } {
  const { crv = '' } = key
  const algorithm = ALGORITHMS[crv]
  if (!SUITES[suite].curves.includes(crv) || algorithm === undefined) throw new AttestaError('proof.key-type')
  return algorithm
}
