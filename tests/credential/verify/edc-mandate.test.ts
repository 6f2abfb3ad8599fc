import { beforeAll, describe, expect, test } from 'vitest'
import { digestOf } from '../../../credential/attestation/index.ts'
import { type ComposeMandateInput, composeMandate, sealAuthority } from '../../../credential/chain/index.ts'
import { composeEdc, type EdcProfile } from '../../../credential/edc/index.ts'
import { sealJades } from '../../../credential/jades/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import type { VerificationResult } from '../../../credential/verify/check.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import type { Organisation } from '../../fixtures/demo-organisations.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { type Seal, type SealPki, sealOf, sealPki } from '../../fixtures/seal-authority.ts'
import { pictures } from '../edc/pictures.ts'

const MANDATARY = 'VATIT-00000000003'
const STATEMENT = 'Sigilla per conto di Orobie Formazione e Lavoro, che ne risponde.'
const END = new Date('2027-01-01T00:00:00Z')

let demo: DemoWorld
let pki: SealPki
let seal: Seal

/** The body has no seal; another organisation has one, and publishes its key. */
beforeAll(async () => {
  demo = await demoWorld()
  pki = await sealPki()
  seal = await sealOf(pki, { organisation: demo.otherBody.name, identifier: MANDATARY })
  demo.otherBody.keys.push({ signer: seal.signer, life: { from: moments.keys } })
})

interface Given {
  readonly mandate?: Partial<ComposeMandateInput>
  readonly by?: Organisation
  readonly profile?: (mandate: string) => EdcProfile
  readonly edit?: (document: JsonObject) => JsonObject
  readonly at?: Date
}

async function judged({ mandate = {}, by = demo.body, profile, edit = (document) => document, at = moments.copied }: Given = {}) {
  const { attestation, otherBody } = demo
  const payload = composeMandate({
    id: 'urn:uuid:99999999-9999-4999-8999-999999999999',
    body: demo.body.did,
    mandatary: { id: otherBody.did, legalName: otherBody.name },
    kinds: ['certificato'],
    statement: STATEMENT,
    act: { number: 'Delibera 7', date: '2026-01-10' },
    validFrom: new Date('2026-01-15T00:00:00Z'),
    validUntil: END,
    ...mandate,
  })
  const token = await sealAuthority({ payload, signer: by.signer, kid: by.kid })
  const issuer = { id: otherBody.did, legalName: otherBody.name, eidasIdentifier: MANDATARY, country: 'IT' }
  const composed = composeEdc({
    attestation,
    digest: digestOf(attestation),
    issuer,
    pictures,
    profile: profile?.(token) ?? { name: 'issued-by-mandate', statement: STATEMENT, mandate: token },
  })
  const text = await sealJades({ payload: JSON.stringify(edit(composed)), ...seal, signedAt: at })
  return verifyDocument(
    { bytes: new TextEncoder().encode(text) },
    { ...demo.world, trust: { ...demo.trust, sealRoots: [pki.root.pem] }, now: at > moments.now ? at : moments.now },
  )
}

const key = ({ verdict, checks }: VerificationResult) => [verdict, checks.find(({ id }) => id === 'issuer-key')?.code]

describe('an act that another organisation seals by mandate of its body', () => {
  test('is valid, is the body’s, and says who sealed it and by whose word', async () => {
    const result = await judged()
    expect(result).toMatchObject({
      verdict: 'valid',
      recognition: 'passed',
      renderingOf: demo.digest,
      credential: {
        issuer: { id: demo.body.did, recognisedName: demo.body.name },
        seal: { organizationIdentifier: MANDATARY, owner: demo.otherBody.name, mandate: { says: STATEMENT, isConfirmed: true } },
      },
    })
    expect(result.viewerChecks?.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id)).toEqual(['owner'])
  })

  test.each<[string, Given | (() => Given), string]>([
    ['whose body did not sign the mandate', () => ({ by: demo.otherBody, mandate: { body: demo.otherBody.did } }), 'mandate.others'],
    ['whose mandate somebody else signed in the body’s name', () => ({ by: demo.otherBody }), 'mandate.seal'],
    ['whose mandate is for a third', () => ({ mandate: { mandatary: { id: demo.chamber.did, legalName: 'X' } } }), 'mandate.others'],
    ['whose mandate is for other acts', { mandate: { kinds: ['frequenza'] } }, 'mandate.out-of-scope'],
    ['whose mandate had ended', { mandate: { validUntil: moments.copied } }, 'mandate.not-in-force'],
    ['whose mandate had not begun', { mandate: { validFrom: moments.now } }, 'mandate.not-in-force'],
    ['that says another thing than the mandate', { mandate: { statement: 'Altro' } }, 'mandate.out-of-scope'],
    [
      'that staples no mandate',
      { profile: () => ({ name: 'issued-by-mandate', statement: STATEMENT, mandate: 'e30.e30.AA' }) },
      'mandate.malformed',
    ],
    ['that says nothing of a mandate', { profile: () => ({ name: 'generic' }) }, 'seal.owner'],
  ])('is invalid %s', async (_, given, code) => {
    expect(key(await judged(typeof given === 'function' ? given() : given))).toEqual(['invalid', code])
  })

  test('is invalid when it shows other words than the body signed', async () => {
    const edit = (document: JsonObject) => JSON.parse(JSON.stringify(document).replace(STATEMENT, 'Sigilla in nome proprio.'))
    expect((await judged({ edit })).verdict).toBe('invalid')
  })

  test('of somebody else tells the mandate as its issuer’s own word', async () => {
    const edit = ({ attachment: _, credentialStatus: __, ...rest }: JsonObject): JsonObject => ({
      ...rest,
      issuer: { ...(rest.issuer as JsonObject), id: 'urn:epass:org:1' },
    })
    const { verdict, recognition, credential } = await judged({ edit })
    expect([verdict, recognition, credential?.seal?.mandate]).toEqual(['valid', 'not-checked', { says: STATEMENT, isConfirmed: false }])
  })
})
