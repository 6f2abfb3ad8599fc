import { describe, expect, test } from 'vitest'
import { type AccreditationAnswer, checkAccreditation } from '../../../credential/edc/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { readVector } from '../../../scripts/vectors/family.ts'

type Register = 'expired' | 'limitEQFlevel-eternal' | 'limitField-eternal'

/** The published credential: level 6, field 0031, of a body registered as ACCRED0051ID06; it names no accreditation of its own. */
const published = readVector<JsonObject>('edc/accreditation/credential.jsonld')
const register = (name: Register) => readVector<JsonObject>(`edc/accreditation/${name}.json`)

function answer(name: Register, { document = published, change = {} }: { document?: JsonObject; change?: JsonObject } = {}) {
  const accreditation = { ...register(name), ...change }
  const { id = '' } = accreditation
  return checkAccreditation({ document: { ...document, evidence: { type: 'Evidence', accreditation: { id } } }, accreditation })
}

const withLevel = (level: number): JsonObject => JSON.parse(JSON.stringify(published).replaceAll('/snb/eqf/6', `/snb/eqf/${level}`))
const withField = (field: string): JsonObject => JSON.parse(JSON.stringify(published).replaceAll('/isced-f/0031', `/isced-f/${field}`))
const withBody = (notation: string): JsonObject => JSON.parse(JSON.stringify(published).replaceAll('ACCRED0051ID06', notation))
const inCountry = (code: string) => ({ limitJurisdiction: { id: `http://publications.europa.eu/resource/authority/atu/${code}` } })

/** With a second achievement beside the first, which nothing specifies. */
function withUnspecified(): JsonObject {
  const document = JSON.parse(JSON.stringify(published)) as { credentialSubject: { hasClaim: JsonObject | JsonObject[] } }
  const claims = [document.credentialSubject.hasClaim].flat()
  const { specifiedBy: _, ...bare } = claims[0] ?? {}
  document.credentialSubject.hasClaim = [...claims, bare]
  return document as unknown as JsonObject
}

describe('an accreditation covers a credential, or it does not', () => {
  test.each<[string, AccreditationAnswer, AccreditationAnswer]>([
    ['its level', answer('limitEQFlevel-eternal'), { status: 'ok' }],
    ['a part of its field', answer('limitField-eternal'), { status: 'ok' }],
    ['the place of the body', answer('limitEQFlevel-eternal', { change: inCountry('ESP') }), { status: 'ok' }],
    ['it ended before', answer('expired'), { status: 'error', why: 'dates' }],
    ['another level', answer('limitEQFlevel-eternal', { document: withLevel(7) }), { status: 'error', why: 'level' }],
    ['another field', answer('limitField-eternal', { document: withField('0611') }), { status: 'error', why: 'field' }],
    ['another body', answer('limitEQFlevel-eternal', { document: withBody('X') }), { status: 'error', why: 'body' }],
    [
      'beside it something unspecified',
      answer('limitEQFlevel-eternal', { document: withUnspecified() }),
      { status: 'error', why: 'level' },
    ],
    ['another country', answer('limitEQFlevel-eternal', { change: inCountry('GRC') }), { status: 'error', why: 'jurisdiction' }],
    [
      'another qualification',
      answer('limitEQFlevel-eternal', { change: { limitQualification: { id: 'urn:other' } } }),
      { status: 'error', why: 'qualification' },
    ],
  ])('%s', (_, given, expected) => {
    expect(given).toEqual(expected)
  })

  test('nothing is ok that was not asked of the register', () => {
    const document = { ...published, evidence: { type: 'Evidence', accreditation: register('limitEQFlevel-eternal') } }
    expect(checkAccreditation({ document })).toEqual({ status: 'skipped', why: 'register-not-asked' })
    expect(checkAccreditation({ document: published })).toEqual({ status: 'skipped', why: 'not-accredited' })
    const other = { ...register('limitEQFlevel-eternal'), id: 'urn:other' }
    expect(checkAccreditation({ document, accreditation: other })).toEqual({ status: 'error', why: 'other-accreditation' })
  })
})
