import { beforeAll, describe, expect, test } from 'vitest'
import { digestOf } from '../../../credential/attestation/index.ts'
import { composeEdc } from '../../../credential/edc/index.ts'
import { sealJades } from '../../../credential/jades/index.ts'
import { compareRecipient } from '../../../credential/verify/compare-recipient.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { composePdf } from '../../../issuer/pdf/compose-pdf.ts'
import { headlineOf } from '../../../ui/headline.ts'
import { person } from '../../fixtures/demo-people.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { sealOf, sealPki } from '../../fixtures/seal-authority.ts'
import { pictures } from '../edc/pictures.ts'
import { check } from './verdict.ts'

const { taxCode, birthDate } = person
const holder = { name: "Niccolò D'Agostò", birthDate, taxCode }

describe('what the relying party knows of a person is compared with what the document shows', () => {
  test.each([
    ["niccolo d'agosto", 'holder.recipient-matches'],
    ['D’Agostò  NICCOLÒ', 'holder.recipient-matches'],
    ["D'Agostò, Niccolò", 'holder.recipient-matches'],
    ['1991-03-09', 'holder.recipient-matches'],
    ['9/3/1991', 'holder.recipient-matches'],
    [taxCode.toLowerCase(), 'holder.recipient-matches'],
    [`Niccolò D'Agostò; 09/03/1991\n${taxCode}`, 'holder.recipient-matches'],
    ['Niccolò', 'holder.similar-name'],
    ["Niccolò Maria D'Agostò", 'holder.similar-name'],
    ['Anna Prova', 'holder.other-recipient'],
    ["Niccolò D'Agostò, 1991-03-10", 'holder.other-recipient'],
    ['Niccolò, 1991-03-10', 'holder.other-recipient'],
    ['PRVNNA80A01A794X', 'holder.other-recipient'],
    ["Niccolò D'Agostò, niccolo@example.it", 'holder.no-recipient'],
    [' , ', 'holder.no-recipient'],
  ])('%j: %s', async (recipient, code) => {
    expect((await compareRecipient({ recipient, shown: [{ holder, identities: [] }] })).code).toBe(code)
  })

  test('what is not shown is never taken for good', async () => {
    for (const recipient of ["Niccolò D'Agostò", '1991-03-09', taxCode, 'niccolo@example.it'])
      expect((await compareRecipient({ recipient, shown: [{ holder: {}, identities: [] }] })).outcome).toBe('not-checked')
    // An identity of another kind answers nothing about an address.
    const identities = [{ hashed: false, identityHash: taxCode, identityType: 'nationalIdentityNumber' }]
    expect((await compareRecipient({ recipient: 'niccolo@example.it', shown: [{ holder: {}, identities }] })).outcome).toBe('not-checked')
    expect((await compareRecipient({ recipient: taxCode, shown: [{ holder: {}, identities }] })).outcome).toBe('passed')
  })
})

describe('of several forms of one document', () => {
  const badge = { holder: { name: "Niccolò D'Agostò" }, identities: [] }
  const sealed = { holder, identities: [] }

  test.each([
    [`Niccolò D'Agostò, 09/03/1991, ${taxCode}`, 'holder.recipient-matches'],
    ['1991-03-10', 'holder.other-recipient'],
    ['niccolo@example.it', 'holder.no-recipient'],
  ])('%j: one that shows it is enough, %s', async (recipient, code) => {
    expect((await compareRecipient({ recipient, shown: [badge, sealed] })).code).toBe(code)
  })

  test('one that says otherwise is another’s, whatever the others say', async () => {
    const shown = [badge, sealed, { holder: { ...holder, birthDate: '1991-03-10' }, identities: [] }]
    for (const some of [shown, shown.toReversed()])
      expect((await compareRecipient({ recipient: '1991-03-09', shown: some })).code).toBe('holder.other-recipient')
  })
})

describe('in every form of an act', () => {
  let demo: DemoWorld
  const forms = new Map<string, Uint8Array>()
  const utf8 = (text: string) => new TextEncoder().encode(text)
  let roots: string[] = []

  beforeAll(async () => {
    demo = await demoWorld()
    const pki = await sealPki()
    const seal = await sealOf(pki, { organisation: demo.body.name, identifier: 'VATIT-00000000048' })
    demo.body.keys.push({ signer: seal.signer, life: { from: moments.keys } })
    roots = [pki.root.pem]
    const { attestation } = demo
    const issuer = { id: attestation.body.id, legalName: demo.body.name, eidasIdentifier: 'VATIT-00000000048', country: 'IT' }
    const document = composeEdc({ attestation, digest: digestOf(attestation), issuer, pictures })
    forms.set('edc', utf8(await sealJades({ payload: JSON.stringify(document), ...seal, signedAt: moments.copied })))
    forms.set('open-badge', utf8(JSON.stringify(demo.openBadge)))
    forms.set('sd-jwt-vc', utf8(demo.sdJwt))
    const paperWith = async (...names: string[]) =>
      composePdf({
        attestation,
        statusPage: 'http://localhost:4000/a/x',
        verifierUrl: 'http://localhost:4001',
        attachments: names.map((name) => ({
          name,
          mediaType: 'application/vc+ld+json',
          description: name,
          content: forms.get(name) ?? utf8(''),
        })),
        at: moments.copied,
      })
    forms.set('pdf', await paperWith('open-badge'))
    forms.set('pdf with both', await paperWith('open-badge', 'edc'))
  })

  const judge = (form: string, recipient?: string, sealRoots = roots) =>
    verifyDocument(
      { bytes: forms.get(form) ?? new Uint8Array(), ...(recipient === undefined ? {} : { expect: { recipient } }) },
      { ...demo.world, trust: { ...demo.trust, sealRoots } },
    )

  test('a PDF answers by all that it carries: what the sheet prints is in one of them', async () => {
    const answer = async (recipient: string, sealRoots = roots) => {
      const result = await judge('pdf with both', recipient, sealRoots)
      return [result.verdict, check(result, 'holder')?.code]
    }
    for (const known of [taxCode, '09/03/1991', `Niccolò D'Agostò, ${taxCode}, ${birthDate}`])
      expect(await answer(known)).toEqual(['valid', 'holder.recipient-matches'])
    for (const known of ['PRVNNA80A01A794X', '1991-03-10', `Anna Prova, ${taxCode}`])
      expect(await answer(known)).toEqual(['invalid', 'holder.other-recipient'])
    expect(await answer('niccolo@example.it')).toEqual(['unverifiable', 'holder.no-recipient'])
    // A seal for which nobody vouches proves no date of birth.
    expect(await answer('09/03/1991', [])).toEqual(['unverifiable', 'holder.no-recipient'])
  })

  test('a PDF shows of the person what any valid form in it shows', async () => {
    expect((await judge('pdf with both')).credential).toMatchObject({ form: 'open-badge', holder })
    expect((await judge('pdf with both', undefined, [])).credential?.holder).not.toHaveProperty('birthDate')
    expect((await judge('pdf')).credential?.holder).not.toHaveProperty('birthDate')
  })

  test('a datum that the document does not show leaves the rest standing, and it is said', async () => {
    expect(headlineOf(await judge('open-badge', taxCode))).toMatchObject({ as: 'decided', check: { id: 'holder' }, restHolds: true })
    expect(headlineOf(await judge('open-badge', 'Niccolò'))).toMatchObject({ as: 'decided', restHolds: true })
    expect(headlineOf(await judge('open-badge', 'Anna Prova'))).toMatchObject({ as: 'decided', restHolds: false })
    expect(headlineOf(await judge('edc', 'niccolo@example.it', []))).toMatchObject({ as: 'decided', restHolds: false })
  })

  test.each(['edc', 'open-badge', 'sd-jwt-vc', 'pdf', 'pdf with both'])('%s', async (form) => {
    const judged = async (expected?: string) => {
      const result = await judge(form, expected)
      return [result.verdict, check(result, 'holder')?.code]
    }
    expect(await judged()).toEqual(['valid', 'holder.not-asked'])
    expect(await judged("Niccolò D'Agostò")).toEqual(['valid', 'holder.recipient-matches'])
    expect(await judged('Anna Prova')).toEqual(['invalid', 'holder.other-recipient'])
    expect(await judged('Niccolò')).toEqual(['unverifiable', 'holder.similar-name'])
  })
})
