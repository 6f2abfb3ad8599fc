import { beforeAll, describe, expect, test } from 'vitest'
import type { Attestation } from '../../../../credential/attestation/attestation.ts'
import { sameActs, type VerificationResult, verifyDocument } from '../../../../credential/verify/index.ts'
import type { World } from '../../../../credential/verify/world.ts'
import { complaints } from '../../../credential/verify/verdict.ts'
import { type Changes, type DemoWorld, demoWorld, INDEX, moments } from '../../../fixtures/demo-world.ts'
import { type Seal, sealOf, sealPki } from '../../../fixtures/seal-authority.ts'
import { EIDAS, type Forms, formsOf, paperOf } from './forms.ts'
import { records } from './records.ts'

let demo: DemoWorld
let seal: Seal
let world: World
beforeAll(async () => {
  demo = await demoWorld()
  const pki = await sealPki()
  seal = await sealOf(pki, { organisation: demo.body.name, identifier: EIDAS, kind: 'RSA-2048' })
  demo.body.keys.push({ signer: seal.signer, life: { from: moments.keys } })
  world = { ...demo.world, trust: { ...demo.trust, sealRoots: [pki.root.pem] } }
})

const FORMS = ['sd-jwt vc', 'open badge', 'open badge jwt', 'open badge png', 'open badge svg', 'edc', 'pdf', 'code'] as const
const PAIRS = FORMS.flatMap((one, index) => FORMS.slice(index + 1).map((other) => [one, other] as const))

async function judge(document: string | Uint8Array): Promise<VerificationResult> {
  return verifyDocument({ bytes: typeof document === 'string' ? new TextEncoder().encode(document) : document }, world)
}

describe('two forms of one act', () => {
  const results = new Map<string, VerificationResult>()
  beforeAll(async () => {
    const forms = await formsOf(await demo.compose(), { demo, seal })
    for (const form of FORMS) results.set(form, await judge(forms[form]))
  })
  const of = (...forms: readonly string[]) => sameActs(forms.map((form) => results.get(form) as VerificationResult))

  test.each(FORMS)('%s is valid', (form) => {
    expect(complaints(results.get(form) as VerificationResult)).toEqual([])
    expect(results.get(form)?.verdict).toBe('valid')
  })
  test.each(PAIRS)('%s and %s are the same', (one, other) => {
    expect(of(one, other)).toEqual([undefined, 0])
    expect(of(other, one)).toEqual([undefined, 0])
  })
})

describe.each(Object.entries<{ changes: Changes }>(records))('%s', (_, { changes }) => {
  test('is one act in all its forms, and each is valid', async () => {
    const forms = await formsOf(await demo.compose(changes), { demo, seal })
    const results = await Promise.all(FORMS.map((form) => judge(forms[form])))
    expect(results.map(({ verdict, checks }) => [verdict, complaints({ checks } as VerificationResult).join()])).toEqual(
      FORMS.map(() => ['valid', '']),
    )
    expect(sameActs(results)).toEqual(FORMS.map((_, index) => (index === 0 ? undefined : 0)))
  })
})

describe('another act', () => {
  const others: Readonly<Record<string, (act: Attestation) => Attestation>> = {
    'with another number': (act) => ({ ...act, number: 'BG-2026-000043' }),
    'with another title': (act) => ({ ...act, title: { it: 'Disability Manager' } }),
    'of another day': (act) => ({ ...act, issuedAt: '2026-05-14T09:00:00Z' }),
    'of another kind': (act) => ({ ...act, kind: 'validazione' }),
    'that ends': (act) => ({ ...act, validUntil: '2040-01-01T00:00:00Z' }),
    'of another person': (act) => changed(act, { person: { ...act.outcome.person, familyName: 'Altra' } }),
    'with one competence less': (act) => changed(act, { competences: act.outcome.competences.slice(1) }),
    'with another level': (act) =>
      changed(act, { competences: act.outcome.competences.map((competence) => ({ ...competence, eqfLevel: 8 })) }),
    'with other hours': (act) => changed(act, { workloadHours: 121 }),
    'by another titolare': (act) => ({ ...act, titular: { ...act.titular, legalName: 'Altra Regione' } }),
    'that replaces it, with a number and a place in the lists of its own': (act) => ({
      ...act,
      id: 'urn:uuid:77777777-7777-4777-8777-777777777777',
      number: 'BG-2026-000099',
      status: { ...act.status, index: INDEX + 1 },
    }),
    'alike to the last letter, but decided and registered once more': (act) => ({
      ...act,
      id: 'urn:uuid:88888888-8888-4888-8888-888888888888',
    }),
  }
  const changed = (act: Attestation, outcome: Partial<Attestation['outcome']>) => ({ ...act, outcome: { ...act.outcome, ...outcome } })

  test.each(Object.entries(others))('%s is another in every form', async (_, change) => {
    const act = await demo.compose()
    const [forms, other] = [await formsOf(act, { demo, seal }), await formsOf(change(act), { demo, seal })]
    const [first, ...rest] = await Promise.all([judge(forms['sd-jwt vc']), ...FORMS.map((form) => judge(other[form]))])
    if (first === undefined) throw new Error('nothing was judged')
    for (const [index, result] of rest.entries()) expect(sameActs([first, result]), FORMS[index]).toEqual([undefined, undefined])
  })
})

describe('the same act', () => {
  let forms: Forms
  let act: Attestation
  beforeAll(async () => {
    act = await demo.compose()
    forms = await formsOf(act, { demo, seal })
  })

  test('printed once more is the same: the duplicate is of the paper', async () => {
    const attachments = [
      { name: 'badge.json', mediaType: 'application/json', content: new TextEncoder().encode(forms['open badge']), description: 'badge' },
    ]
    const duplicate = await paperOf(act, { attachments, duplicate: { number: 1, at: moments.now } })
    expect(sameActs([await judge(forms.pdf), await judge(duplicate)])).toEqual([undefined, 0])
  })

  test.each([
    ['annullato', 'invalid'],
    ['sospeso', 'invalid'],
    ['sostituito', 'invalid'],
  ] as const)('once it is %s is %s in every form, and still one', async (word, verdict) => {
    await demo.publishStatus([{ index: INDEX, word, since: '2026-05-20T00:00:00Z', reasonClass: 'errore' }])
    const results = await Promise.all(FORMS.map((form) => judge(forms[form])))
    await demo.publishStatus([])
    expect(results.map((result) => [result.verdict, result.credential?.state?.word])).toEqual(FORMS.map(() => [verdict, word]))
    expect(sameActs(results)).toEqual(FORMS.map((_, index) => (index === 0 ? undefined : 0)))
  })
})
