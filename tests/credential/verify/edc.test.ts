import { beforeAll, describe, expect, test } from 'vitest'
import { digestOf } from '../../../credential/attestation/index.ts'
import { composeEdc } from '../../../credential/edc/index.ts'
import { sealJades } from '../../../credential/jades/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import type { VerificationResult } from '../../../credential/verify/check.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import type { World } from '../../../credential/verify/world.ts'
import { onlySealed } from '../../../ui/only-sealed.ts'
import { type Changes, type DemoWorld, demoWorld, INDEX, moments } from '../../fixtures/demo-world.ts'
import { type Seal, type SealPki, sealOf, sealPki } from '../../fixtures/seal-authority.ts'
import { pictures } from '../edc/pictures.ts'

const BODY = 'VATIT-00000000048'
const OTHER = 'VATIT-00000000003'
const utf8 = new TextEncoder()

let demo: DemoWorld
let pki: SealPki
let seal: Seal
let otherSeal: Seal

beforeAll(async () => {
  demo = await demoWorld()
  pki = await sealPki()
  seal = await sealOf(pki, { organisation: demo.body.name, identifier: BODY, kind: 'RSA-2048' })
  otherSeal = await sealOf(pki, { organisation: demo.otherBody.name, identifier: OTHER })
  demo.body.keys.push({ signer: seal.signer, life: { from: moments.keys } })
  demo.otherBody.keys.push({ signer: otherSeal.signer, life: { from: moments.keys } })
})

interface Sealing {
  readonly changes?: Changes
  readonly by?: Seal
  readonly identifier?: string
  readonly at?: Date
  readonly edit?: (document: JsonObject) => JsonObject
}

async function sealed({ changes, by = seal, identifier = BODY, at = moments.copied, edit = (document) => document }: Sealing = {}) {
  const attestation = changes === undefined ? demo.attestation : await demo.compose(changes)
  const issuer = { id: attestation.body.id, legalName: demo.body.name, eidasIdentifier: identifier, country: 'IT' }
  const document = composeEdc({ attestation, digest: digestOf(attestation), issuer, pictures })
  return sealJades({ payload: JSON.stringify(edit(document)), signer: by.signer, certificates: by.certificates, signedAt: at })
}

const world = (changes: Partial<World> = {}): World => ({ ...demo.world, trust: { ...demo.trust, sealRoots: [pki.root.pem] }, ...changes })
const judged = (text: string, given: World = world()) => verifyDocument({ bytes: utf8.encode(text) }, given)
const said = ({ checks }: VerificationResult) => Object.fromEntries(checks.map(({ id, outcome, code }) => [id, `${outcome} ${code}`]))
const viewer = ({ viewerChecks = [] }: VerificationResult) => Object.fromEntries(viewerChecks.map(({ id, outcome }) => [id, outcome]))

describe('a sealed credential of ours', () => {
  test('is valid by its seal and by the chain that it carries', async () => {
    const result = await judged(await sealed())
    expect(said(result)).toEqual({
      format: 'passed format.passed',
      schema: 'passed schema.passed',
      proof: 'passed proof.passed',
      'issuer-key': 'passed seal.passed',
      recognition: 'passed recognition.passed',
      decision: 'passed decision.passed',
      status: 'passed status.passed',
      validity: 'passed validity.passed',
      freshness: 'passed freshness.passed',
      holder: 'not-checked holder.not-asked',
    })
    expect(result).toMatchObject({
      verdict: 'valid',
      renderingOf: demo.digest,
      credential: {
        form: 'edc',
        kind: 'certificato',
        issuer: { recognisedName: demo.body.name },
        seal: { organizationIdentifier: BODY, owner: demo.body.name, vouchedBy: 'Radice Prova', qualified: 'unknown' },
      },
    })
    expect(result.chain.map(({ role }) => role)).toContain('decision')
  })

  test('answers what the European viewer is asked, and calls nothing good that was not looked at', async () => {
    const answers = {
      format: 'passed',
      seal: 'passed',
      owner: 'not-checked',
      accreditation: 'not-checked',
      expiry: 'passed',
      revocation: 'passed',
    }
    const plain = await judged(await sealed())
    expect(viewer(plain)).toEqual(answers)
    // Each with its own sentence: that of a commission is none about an accreditation, that of a fresh copy none about an end.
    expect(Object.fromEntries((plain.viewerChecks ?? []).map(({ id, code }) => [id, code]))).toEqual({
      format: 'schema.passed',
      seal: 'seal.passed',
      owner: 'holder.not-asked',
      accreditation: 'viewer.accreditation-not-claimed',
      expiry: 'validity.passed',
      revocation: 'status.passed',
    })
    const taxCode = demo.attestation.outcome.person.taxCode ?? ''
    const asked = await verifyDocument({ bytes: utf8.encode(await sealed()), expect: { recipient: taxCode } }, world())
    expect(viewer(asked)).toEqual({ ...answers, owner: 'passed' })
    const ended = await judged(await sealed(), world({ fetch: async () => Promise.reject(new TypeError('offline')) }))
    expect(viewer(ended)).toMatchObject({ format: 'passed', seal: 'not-checked', revocation: 'not-checked' })
    expect(ended.verdict).toBe('unverifiable')
  })

  test('is annulled when its act is', async () => {
    await demo.publishStatus([{ index: INDEX, word: 'annullato', since: '2026-05-20T00:00:00Z', reasonClass: 'errore' }])
    const result = await judged(await sealed())
    await demo.publishStatus([])
    expect(result.verdict).toBe('invalid')
    expect(viewer(result)).toMatchObject({ seal: 'passed', revocation: 'failed' })
  })

  test('cannot be verified where no authority of seals is trusted', async () => {
    const result = await judged(await sealed(), world({ trust: { ...demo.trust, sealRoots: [] } }))
    expect([result.verdict, said(result)['issuer-key']]).toEqual(['unverifiable', 'not-checked seal.unanchored'])
    expect(result.credential?.issuer.recognisedName).toBeUndefined()
    expect(viewer(result)).toMatchObject({ seal: 'not-checked' })
  })
})

describe('a forged act of ours is invalid', () => {
  test.each<[string, () => Promise<string>, string]>([
    ['sealed by another body in its own name', () => sealed({ by: otherSeal }), 'failed seal.owner'],
    [
      'sealed by another body that names itself as the owner of the seal',
      () => sealed({ by: otherSeal, identifier: OTHER }),
      'failed seal.not-published',
    ],
    [
      'sealed with a certificate that a trusted authority gave somebody else for this identifier',
      async () => sealed({ by: await sealOf(pki, { organisation: demo.body.name, identifier: BODY }) }),
      'failed seal.not-published',
    ],
    [
      'issued as of another body',
      () =>
        sealed({
          by: otherSeal,
          identifier: OTHER,
          edit: (document) => ({ ...document, issuer: { ...(document.issuer as JsonObject), id: demo.otherBody.did } }),
        }),
      'failed seal.owner',
    ],
  ])('%s', async (_, forge, expected) => {
    const result = await judged(await forge())
    expect([result.verdict, said(result)['issuer-key'], viewer(result).seal]).toEqual(['invalid', expected, 'failed'])
  })

  test('sealed with a key before its body published it', async () => {
    const early = await sealOf(pki, { organisation: demo.body.name, identifier: BODY })
    demo.body.keys.push({ signer: early.signer, life: { from: moments.now } })
    const result = await judged(await sealed({ by: early }))
    expect([result.verdict, said(result)['issuer-key']]).toEqual(['invalid', 'failed issuer-key.not-yet-valid'])
  })

  test('sealed by a seal that was stolen, whatever date it bears', async () => {
    const stolen = await sealOf(pki, { organisation: demo.body.name, identifier: BODY })
    demo.body.keys.push({ signer: stolen.signer, life: { from: moments.keys, revoked: { at: moments.now, reason: 'compromised' } } })
    const result = await judged(await sealed({ by: stolen }))
    expect([result.verdict, said(result)['issuer-key']]).toEqual(['invalid', 'failed issuer-key.compromised'])
  })

  test('a certificate that no commission decided, though the seal is the body’s own', async () => {
    const result = await judged(await sealed({ changes: { decidedTitle: { it: 'Altro', en: 'Other' } } }))
    expect(result.verdict).toBe('invalid')
    expect(said(result)).toMatchObject({ 'issuer-key': 'passed seal.passed', decision: expect.stringMatching(/^failed /) })
  })

  test('of a body that nobody recognises for this kind', async () => {
    const result = await judged(await sealed({ changes: { body: { recognizedTo: { action: 'issue', kinds: ['frequenza'] } } } }))
    expect([result.verdict, viewer(result).accreditation]).toEqual(['invalid', 'failed'])
  })

  test('whose text was changed after sealing, or whose claims are not those decided', async () => {
    const text = await sealed()
    expect(said(await judged(text.replaceAll('Diversity', 'Diversitj')))).toMatchObject({ proof: 'failed seal.signature' })
    const changed = await judged(
      await sealed({ edit: (document) => JSON.parse(JSON.stringify(document).replaceAll('Diversity', 'Diversitj')) }),
    )
    expect(changed.verdict).toBe('invalid')
  })
})

describe('a sealed credential of somebody else', () => {
  const foreign = (document: JsonObject): JsonObject => {
    const { attachment: _, credentialStatus: __, ...rest } = document
    return { ...rest, issuer: { ...(document.issuer as JsonObject), id: 'urn:epass:org:1' } }
  }

  test('is valid by its seal; nobody says that its issuer is accredited', async () => {
    const result = await judged(await sealed({ edit: foreign }))
    expect(said(result)).toMatchObject({ 'issuer-key': 'passed seal.passed', recognition: 'not-checked recognition.sealed' })
    expect(viewer(result)).toMatchObject({ seal: 'passed', accreditation: 'not-checked', revocation: 'not-checked' })
    expect(result).toMatchObject({ verdict: 'valid', recognition: 'not-checked', credential: { kind: 'other', issuer: { id: BODY } } })
    // Valid as what it is: no page shows it as a recognised certificate.
    expect(onlySealed(result)?.owner).toBe(demo.body.name)
    expect(onlySealed(await judged(await sealed()))).toBeUndefined()
  })

  test('is recognised by the identifier of its seal, within what the relying party trusts it for', async () => {
    const entry = { id: BODY, name: 'Come lo conosciamo', from: '2026-01-01T00:00:00Z' }
    const trusting = (changes: object) => world({ trust: { issuers: [{ ...entry, ...changes }], sealRoots: [pki.root.pem] } })
    const text = await sealed({ edit: foreign })
    const known = await judged(text, trusting({}))
    expect([known.recognition, known.credential?.issuer.recognisedName, onlySealed(known)]).toEqual([
      'passed',
      'Come lo conosciamo',
      undefined,
    ])
    expect((await judged(text, trusting({ until: '2026-02-01T00:00:00Z' }))).verdict).toBe('invalid')
    // The name that a document gives its issuer is nobody's: it opens no door.
    expect(said(await judged(text, trusting({ id: 'urn:epass:org:1' })))).toMatchObject({ recognition: 'not-checked recognition.sealed' })
  })

  test('is not recognised by a name alone: whoever has an authority of their own gets any identifier, and no answer of ours', async () => {
    const rogue = await sealOf(await sealPki('Propria'), { organisation: 'Chiunque', identifier: BODY })
    const asked: string[] = []
    const trust = { issuers: [{ id: BODY, name: 'Ente fidato', from: '2020-01-01T00:00:00Z' }], sealRoots: [pki.root.pem] }
    const beacon = { id: 'https://attacker.example/beacon', type: 'CredentialStatus' }
    const text = await sealed({ by: rogue, edit: (document) => ({ ...foreign(document), credentialStatus: beacon }) })
    const result = await judged(
      text,
      world({
        trust,
        fetch: async (url) => {
          asked.push(url)
          throw new TypeError('fetch failed')
        },
      }),
    )
    expect(said(result)).toMatchObject({
      'issuer-key': 'not-checked seal.unanchored',
      recognition: 'not-checked recognition.unproven',
      status: 'not-checked check.skipped',
    })
    expect([result.verdict, result.recognition, result.credential?.issuer.recognisedName, asked]).toEqual([
      'unverifiable',
      'not-checked',
      undefined,
      [],
    ])
  })

  test('is held to what the relying party says of the seals of this identifier', async () => {
    const text = await sealed({ edit: foreign })
    const entry = { id: BODY, name: 'Ente', from: '2020-01-01T00:00:00Z' }
    const trusting = (changes: object) => world({ trust: { issuers: [{ ...entry, ...changes }], sealRoots: [pki.root.pem] } })
    const answer = async (changes: object) => {
      const result = await judged(text, trusting(changes))
      return [result.verdict, result.recognition, said(result)['issuer-key']]
    }
    expect(await answer({ publicKeys: [seal.signer.publicJwk] })).toEqual(['valid', 'passed', 'passed seal.passed'])
    expect(await answer({ publicKeys: [otherSeal.signer.publicJwk] })).toEqual(['invalid', 'not-checked', 'failed seal.not-published'])
    expect(await answer({ compromisedAt: '2026-05-20T00:00:00Z' })).toEqual(['invalid', 'not-checked', 'failed issuer-key.compromised'])
  })

  test.each<[string, JsonObject, string]>([
    ['the end of its envelope', { expirationDate: '2026-05-20T00:00:00Z', validUntil: '2030-01-01T00:00:00Z' }, 'failed validity.ended'],
    ['its own end', { expirationDate: '2030-01-01T00:00:00Z', validUntil: '2026-05-20T00:00:00Z' }, 'failed validity.ended'],
    ['neither end', { expirationDate: '2030-01-01T00:00:00Z', validUntil: '2031-01-01T00:00:00Z' }, 'passed validity.passed'],
    ['the beginning of its envelope', { issuanceDate: '2029-01-01T00:00:00Z' }, 'failed validity.not-yet'],
  ])('is held to both intervals that it has: %s', async (_, dates, expected) => {
    expect(said(await judged(await sealed({ edit: (document) => ({ ...foreign(document), ...dates }) }))).validity).toBe(expected)
  })

  test('may not borrow the DID of a body', async () => {
    const borrow = (document: JsonObject) => ({ ...foreign(document), issuer: { ...(document.issuer as JsonObject), id: demo.body.did } })
    const result = await judged(await sealed({ by: otherSeal, identifier: OTHER, edit: borrow }))
    expect([result.verdict, said(result)['issuer-key']]).toEqual(['invalid', 'failed seal.not-published'])
  })
})
