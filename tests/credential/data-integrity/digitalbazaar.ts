import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey'
import { cryptosuite as ecdsa } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite'
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey'
import { cryptosuite as eddsa } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import * as vc from '@digitalbazaar/vc'
import { pinnedContexts } from '../../../credential/contexts/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { without } from '../open-badge/respell.ts'

/** The reference implementation, over the same contexts, knowing did:key. */
const cryptosuites = { ecdsa, eddsa }

export async function documentLoader(url: string) {
  return { contextUrl: null, documentUrl: url, document: structuredClone(pinnedContexts.get(url) ?? didKeyDocument(url)) }
}

function didKeyDocument(url: string): JsonObject {
  const [did = '', fragment] = url.split('#')
  const publicKeyMultibase = did.slice('did:key:'.length)
  const method = { id: `${did}#${publicKeyMultibase}`, type: 'Multikey', controller: did, publicKeyMultibase }
  const context = ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1']
  if (fragment !== undefined) return { '@context': 'https://w3id.org/security/multikey/v1', ...method }
  return { '@context': context, id: did, verificationMethod: [method], assertionMethod: [method.id] }
}

export interface PeerInput {
  readonly credential: JsonObject
  readonly family: 'ecdsa' | 'eddsa'
  readonly now?: Date
}

export async function verifiedByPeer({ credential, family, now }: PeerInput): Promise<boolean> {
  const suite = new DataIntegrityProof({ cryptosuite: cryptosuites[family] })
  const { verified } = await vc.verifyCredential({
    credential,
    suite,
    documentLoader,
    checkStatus: async () => ({ verified: false }),
    ...(now === undefined ? {} : { now }),
  })
  return verified
}

export interface IssueInput {
  /** The credential of an issuer that is the key. */
  readonly compose: (issuer: string) => JsonObject
  readonly curve: 'P-256' | 'P-384' | 'Ed25519'
  readonly date: string
}

export async function issuedByPeer({ compose, curve, date }: IssueInput): Promise<JsonObject> {
  const pair = curve === 'Ed25519' ? await Ed25519Multikey.generate() : await EcdsaMultikey.generate({ curve })
  const did = `did:key:${pair.publicKeyMultibase}`
  pair.id = `${did}#${pair.publicKeyMultibase}`
  pair.controller = did
  const suite = new DataIntegrityProof({ signer: pair.signer(), date, cryptosuite: curve === 'Ed25519' ? eddsa : ecdsa })
  return (await vc.issue({ credential: compose(did), suite, documentLoader })) as JsonObject
}

/**
 * A credential that an issuer signed with two terms of its own, and whose holder exchanged what the two mean (security.md §0, finding 2): the
 * peer still finds it good.
 */
export async function swappedTerms(compose: (issuer: string) => JsonObject): Promise<JsonObject> {
  const [grade, maximum] = ['https://example.org/grade', 'https://example.org/maximum']
  const withTerms = (document: JsonObject, terms: JsonObject) => ({
    ...document,
    '@context': [...(document['@context'] as readonly string[]), terms],
  })
  const date = '2026-05-13T09:05:00Z'
  const honest = await issuedByPeer({
    compose: (issuer) => ({ ...withTerms(compose(issuer), { grade, maximum }), grade: '18', maximum: '30' }),
    curve: 'P-256',
    date,
  })
  const swapped = {
    ...withTerms(compose(''), { grade: maximum, maximum: grade }),
    ...without(honest, '@context'),
    grade: '30',
    maximum: '18',
  }
  if (!(await verifiedByPeer({ credential: swapped, family: 'ecdsa', now: new Date(date) }))) throw new Error('the signature is broken')
  return swapped
}
