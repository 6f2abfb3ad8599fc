import type { PublicJwk } from '../../../../credential/crypto/port.ts'
import type { Suite } from '../../../../credential/data-integrity/index.ts'
import { verifyProofs } from '../../../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../../../credential/json/index.ts'
import { insideIssuer, type Respell, underFullIri, underNest } from '../../open-badge/respell.ts'
import { type Attack, badDates, type Cell, refused, unbound, withoutCertificates, withoutDisclosures } from './attacks.ts'

/** A kind of credential with a Data Integrity proof, as its issuer makes it. */
export interface JsonLdKind {
  readonly key: PublicJwk
  readonly issue: (members?: JsonObject, options?: { readonly proofPurpose?: string }) => Promise<JsonObject>
  /** One that has ended, and one whose state is published somewhere. */
  readonly ended: () => Promise<JsonObject>
  readonly withState: () => Promise<JsonObject>
  /** Terms swapped by its holder, where the signature is seen to hold. */
  readonly swapped: () => Promise<JsonObject>
  /** How its dates are called. */
  readonly names: { readonly from: string; readonly until: string }
  /** A suite of the other kind of key. */
  readonly otherSuite: Suite
}

/** All that is tried with a credential whose proof is over its RDF: what the holder rewrites keeps the signature, which is seen each time. */
export function jsonLdCells(kind: JsonLdKind): Readonly<Record<Attack, Cell>> {
  const { key, issue, ended, withState, swapped, names, otherSuite } = kind
  const respelt = (respell: Respell, name: string, make: () => Promise<JsonObject>) =>
    refused('schema: failed schema.member-name', async () => {
      const document = respell(await make(), name)
      await verifyProofs({ document, resolveKey: async () => key })
      return JSON.stringify(document)
    })
  const text = async (members?: JsonObject) => JSON.stringify(await issue(members))
  const withProof = async (members: JsonObject) => {
    const document = await issue()
    return JSON.stringify({ ...document, proof: { ...(document.proof as JsonObject), ...members } })
  }
  return {
    'end-by-iri': respelt(underFullIri, names.until, ended),
    'end-in-nest': respelt(underNest, names.until, ended),
    'end-elsewhere': respelt(insideIssuer, names.until, ended),
    'state-by-iri': respelt(underFullIri, 'credentialStatus', withState),
    'state-in-nest': respelt(underNest, 'credentialStatus', withState),
    'terms-swapped': refused('schema: failed schema.context', async () => JSON.stringify(await swapped())),
    ...unbound(text),
    'other-use': refused('proof: failed proof.purpose', async () => JSON.stringify(await issue({}, { proofPurpose: 'authentication' }))),
    'unknown-condition': refused('proof: failed proof.malformed', () => withProof({ crit: ['x'] })),
    'other-algorithm': refused('proof: failed proof.key-type', () => withProof({ cryptosuite: otherSuite })),
    ...withoutDisclosures,
    'end-of-another-type': refused('schema: failed schema.open-badge', () => text({ [names.until]: 1_779_235_200 })),
    ...badDates('schema: failed schema.open-badge', (date) => text({ [names.from]: date })),
    ...withoutCertificates,
  }
}
