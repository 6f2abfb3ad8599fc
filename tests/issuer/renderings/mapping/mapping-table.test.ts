import { beforeAll, describe, expect, test } from 'vitest'
import type { PublicJwk } from '../../../../credential/crypto/port.ts'
import { type DemoWorld, demoWorld, moments } from '../../../fixtures/demo-world.ts'
import { type Seal, sealOf, sealPki } from '../../../fixtures/seal-authority.ts'
import { pdfToolsAreHere } from '../../pdf/pdf-tools.ts'
import { EIDAS, type Forms, formsOf } from './forms.ts'
import { LOST } from './lost.ts'
import { PAPER } from './paper-words.ts'
import { readBadge } from './read-badge.ts'
import { readCode, sha256 } from './read-code.ts'
import { readEdc } from './read-edc.ts'
import { readSdJwt } from './read-sd-jwt.ts'
import { type RecordCase, records } from './records.ts'
import { type Reading, ROW_NAMES, recorded } from './rows.ts'
import { filesIn, fromJades, fromJwt, fromPng, fromSvg, printedOn, squeezed } from './unwrap.ts'

interface Keys {
  readonly body: PublicJwk
  readonly seal: PublicJwk
}

/** Each form, and how somebody reads it who has none of our code. */
const READERS: Readonly<Record<string, (forms: Forms, keys: Keys) => Reading | Promise<Reading>>> = {
  'sd-jwt vc': (forms, { body }) => readSdJwt(forms['sd-jwt vc'], body),
  'open badge': (forms) => readBadge(JSON.parse(forms['open badge'])),
  'open badge jwt': async (forms, { seal }) => readBadge(await fromJwt(forms['open badge jwt'], seal, moments.now)),
  'open badge png': (forms) => readBadge(fromPng(forms['open badge png'])),
  'open badge svg': (forms) => readBadge(fromSvg(new TextDecoder().decode(forms['open badge svg']))),
  edc: (forms) => readEdc(fromJades(forms.edc)),
  'badge inside the pdf': async (forms) => readBadge(JSON.parse((await filesIn(forms.pdf))['badge.json'] ?? '')),
  'edc inside the pdf': async (forms) => readEdc(fromJades((await filesIn(forms.pdf))['edc.json'] ?? '')),
  'code of the paper': ({ code }, { body }) => readCode(code, body).rows,
}
const FORMS = Object.keys(READERS)

let demo: DemoWorld
let seal: Seal
beforeAll(async () => {
  demo = await demoWorld()
  seal = await sealOf(await sealPki(), { organisation: demo.body.name, identifier: EIDAS, kind: 'RSA-2048' })
})

describe.each(Object.entries<RecordCase>(records))('%s', (_, { changes }) => {
  const readings = new Map<string, Reading>()
  let forms: Forms
  let printed = ''
  beforeAll(async () => {
    forms = await formsOf(await demo.compose(changes), { demo, seal })
    const keys = { body: demo.body.signer.publicJwk, seal: seal.signer.publicJwk }
    for (const [form, read] of Object.entries(READERS)) readings.set(form, await read(forms, keys))
    if (pdfToolsAreHere()) printed = printedOn(forms.pdf)
  })

  describe.each(FORMS)('as %s', (form) => {
    test.each(ROW_NAMES)('says what the record says: %s', (row) => {
      const said = readings.get(form)?.[row]
      if (LOST[form]?.includes(row)) expect(said, 'declared to be lost, and is there').toBeUndefined()
      else expect(said).toEqual(recorded(row, forms.record))
    })
  })

  describe.skipIf(!pdfToolsAreHere())('printed on the paper', () => {
    test.each(Object.entries(PAPER))('it says: %s', (_, words) => {
      for (const word of words(forms.record)) expect(printed).toContain(squeezed(word))
    })
  })

  test('the code names by digest all that it does not say', () => {
    const { closed, authority } = readCode(forms.code, demo.body.signer.publicJwk)
    const disclosures = forms['sd-jwt vc'].split('~').slice(1, -1)
    expect(disclosures.map(sha256)).toEqual(expect.arrayContaining([...closed]))
    expect(closed.length).toBeGreaterThan(0)
    expect(authority).toEqual(Object.values(forms.record.authority).map(sha256))
  })
})
