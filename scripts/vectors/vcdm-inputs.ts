import { strictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import { encodeMultikey } from '../../credential/did/index.ts'
import { AttestaError, type ErrorCode } from '../../credential/errors.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { isEnveloped } from '../../credential/vcdm/envelope.ts'
import {
  assertCredential,
  assertMeaning,
  assertPresentation,
  issueCredential,
  type VcWorld,
  verifyCredential,
} from '../../credential/vcdm/index.ts'
import { type Family, readVector, runFamily, vectorUrl } from './family.ts'
import { testContexts } from './test-contexts.ts'
import { throwawaySigner } from './throwaway-signer.ts'

interface Entry {
  readonly path: string
  readonly group: string
  readonly expect?: string
  readonly kind?: 'credential' | 'presentation'
}

const NOW = new Date('2026-11-22T12:00:00Z')

/** With which code an input is refused that must not pass, where that is not its form. */
const REFUSALS: Readonly<Record<string, ErrorCode>> = {
  'credential-context-combo3-fail.json': 'vc.context',
  'credential-context-combo4-fail.json': 'vc.context',
  'credential-missing-base-context-fail-or-inject.json': 'vc.context',
  'presentation-context-order-fail.json': 'vc.context',
  'presentation-missing-base-context-fail.json': 'vc.context',
  'presentation-no-context-fail-or-inject.json': 'vc.context',
  'credential-type-mapped-nonurl-fail.json': 'proof.context',
  'credential-type-unmapped-fail.json': 'proof.context',
  'credential-redef-type-fail.json': 'proof.json-ld',
  'credential-redef-type2-fail.json': 'proof.json-ld',
}

/** A credential whose proof nobody can have made: it has no key. */
const NO_KEY = 'its proof names no key, so that no proof set with it can be verified; the suite does not use it'

/**
 * The inputs of the VCDM 2.0 suite: a credential is issued as the VC-API issues it, and what was issued verifies again, or it is refused;
 * a presentation, which the suite signs itself, is judged on form and meaning with the credentials in it.
 */
export async function vcdmInputs(): Promise<Family> {
  const files = readVector<Entry[]>('w3c/manifest.json').filter(
    ({ group, expect = 'unspecified' }) => group === 'vcdm2' && expect !== 'unspecified',
  )
  return runFamily({
    name: 'VCDM 2.0 inputs',
    cases: files.map((entry) => ({ path: `w3c/${entry.path}`, run: () => runInput(entry) })),
    explained: { 'w3c/vcdm2/credential-proof-ok.json': { why: NO_KEY, end: 'proof.malformed' } },
  })
}

async function runInput({ path, kind, expect }: Entry): Promise<void> {
  const input = readInput(`w3c/${path}`)
  const failure = await (kind === 'presentation' ? judgePresentation(input) : issueAndVerify(input)).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (failure !== undefined && !(failure instanceof AttestaError)) throw failure
  strictEqual(failure?.code ?? 'valid', expect === 'valid' ? 'valid' : (REFUSALS[path.replace('vcdm2/', '')] ?? 'vc.malformed'))
}

async function issueAndVerify(credential: JsonObject): Promise<void> {
  const signer = throwawaySigner()
  const kid = encodeMultikey(signer.publicJwk)
  const did = `did:key:${kid}`
  const world: VcWorld = { now: NOW, fetch: () => Promise.reject(new TypeError('offline')), contexts: testContexts }
  const instance = { did, verificationMethod: `${did}#${kid}`, signer, mechanism: 'ecdsa-rdfc-2019' as const }
  const issued = await issueCredential({ credential, instance }, world)
  // In its own time, and without the lists that test documents invent.
  const { validFrom } = issued
  const now =
    typeof validFrom === 'string' && new Date(validFrom) > NOW
      ? new Date(validFrom)
      : typeof issued.validUntil === 'string'
        ? inside(issued)
        : NOW
  await verifyCredential({ credential: issued, checks: ['proof'] }, { ...world, now, limits: { clockSkew: 100 * 365 * 86_400 } })
}

function inside({ validFrom }: JsonObject): Date {
  return typeof validFrom === 'string' ? new Date(validFrom) : NOW
}

async function judgePresentation(document: JsonObject): Promise<void> {
  const { credentials } = assertPresentation(document)
  await assertMeaning({ document, contexts: testContexts })
  for (const credential of credentials) {
    if (isEnveloped(credential, 'EnvelopedVerifiableCredential')) continue
    assertCredential(credential)
    await assertMeaning({ document: credential, contexts: testContexts })
  }
}

/** The suite writes the dates of one input when it runs. */
function readInput(path: string): JsonObject {
  const text = readFileSync(vectorUrl(path), 'utf8')
  return JSON.parse(text.replace('PAST DATE', '2026-11-21T12:00:00Z').replace('FUTURE DATE', '2026-11-23T12:00:00Z'))
}
