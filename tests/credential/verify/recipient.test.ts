import { beforeAll, describe, expect, test } from 'vitest'
import { digestOf } from '../../../credential/attestation/index.ts'
import { composeEdc } from '../../../credential/edc/index.ts'
import { sealJades } from '../../../credential/jades/index.ts'
import { compareRecipient } from '../../../credential/verify/compare-recipient.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { composePdf } from '../../../issuer/pdf/compose-pdf.ts'
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
    expect((await compareRecipient({ recipient, holder, identities: [] })).code).toBe(code)
  })

  test('what is not shown is never taken for good', async () => {
    for (const recipient of ["Niccolò D'Agostò", '1991-03-09', taxCode, 'niccolo@example.it'])
      expect((await compareRecipient({ recipient, holder: {}, identities: [] })).outcome).toBe('not-checked')
    // An identity of another kind answers nothing about an address.
    const identities = [{ hashed: false, identityHash: taxCode, identityType: 'nationalIdentityNumber' }]
    expect((await compareRecipient({ recipient: 'niccolo@example.it', holder: {}, identities })).outcome).toBe('not-checked')
    expect((await compareRecipient({ recipient: taxCode, holder: {}, identities })).outcome).toBe('passed')
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
    const badge = {
      name: 'b.json',
      mediaType: 'application/vc+ld+json',
      description: 'badge',
      content: utf8(JSON.stringify(demo.openBadge)),
    }
    forms.set(
      'pdf',
      await composePdf({
        attestation,
        statusPage: 'http://localhost:4000/a/x',
        verifierUrl: 'http://localhost:4001',
        attachments: [badge],
        at: moments.copied,
      }),
    )
  })

  test.each(['edc', 'open-badge', 'sd-jwt-vc', 'pdf'])('%s', async (form) => {
    const bytes = forms.get(form) ?? new Uint8Array()
    const judged = async (expected?: string) => {
      const world = { ...demo.world, trust: { ...demo.trust, sealRoots: roots } }
      const result = await verifyDocument({ bytes, ...(expected === undefined ? {} : { expect: { recipient: expected } }) }, world)
      return [result.verdict, check(result, 'holder')?.code]
    }
    expect(await judged()).toEqual(['valid', 'holder.not-asked'])
    expect(await judged("Niccolò D'Agostò")).toEqual(['valid', 'holder.recipient-matches'])
    expect(await judged('Anna Prova')).toEqual(['invalid', 'holder.other-recipient'])
    expect(await judged('Niccolò')).toEqual(['unverifiable', 'holder.similar-name'])
  })
})
