import { signDocument, verifyProofs } from '../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { type Family, readVector, runFamily } from './family.ts'
import { testContexts } from './test-contexts.ts'
import { throwawaySigner } from './throwaway-signer.ts'

interface Entry {
  readonly path: string
  readonly group: string
  readonly expect?: string
  readonly kind?: string
}

const INLINE = 'defines terms in an inline context: refused by choice, because a holder can swap terms there and keep the signature'

/** The good credentials of the VCDM 2.0 suite: what is signed over their RDF verifies again. Their form is judged by who accepts them. */
export async function vcdmInputs(): Promise<Family> {
  const files = readVector<Entry[]>('w3c/manifest.json').filter(
    ({ group, expect, kind }) => group === 'vcdm2' && expect === 'valid' && kind === 'credential',
  )
  return runFamily({
    name: 'VCDM 2.0 inputs (sign, verify)',
    cases: files.map(({ path }) => ({ path: `w3c/${path}`, run: () => signAndVerify(readVector(`w3c/${path}`)) })),
    explained: Object.fromEntries(
      files.filter(({ path }) => hasInlineContext(readVector(`w3c/${path}`))).map(({ path }) => [`w3c/${path}`, INLINE]),
    ),
  })
}

async function signAndVerify({ proof: _, ...input }: JsonObject): Promise<void> {
  const signer = throwawaySigner()
  const document = await signDocument({
    document: { issuer: 'did:example:issuer', ...input },
    suite: 'ecdsa-rdfc-2019',
    signer,
    verificationMethod: 'did:example:issuer#key',
    created: '2026-11-22T12:00:00Z',
    contexts: testContexts,
  })
  await verifyProofs({ document, resolveKey: async () => signer.publicJwk, contexts: testContexts })
}

function hasInlineContext({ '@context': context }: JsonObject): boolean {
  return Array.isArray(context) && context.some((item) => typeof item === 'object')
}
