import { describe, expect, test } from 'vitest'
import { type AtlanteRelease, shippedAtlante } from '../../../issuer/repertory/atlante.ts'
import { diffReleases } from '../../../issuer/repertory/kinds.ts'
import { parseRelease } from '../../../issuer/repertory/parse-release.ts'
import { proposeCompetences } from '../../../issuer/repertory/propose-competences.ts'
import { searchActivities } from '../../../issuer/repertory/search-activities.ts'
import { shippedRelease } from '../../../issuer/repertory/shipped.ts'
import { activitiesOf } from '../../../issuer/repertory/told-activity.ts'
import { writeReleaseCsv } from '../../../issuer/repertory/write-release-csv.ts'

const copy = (): AtlanteRelease => structuredClone(shippedAtlante)
const json = (change: (release: AtlanteRelease) => unknown) => {
  const release = copy()
  return JSON.stringify(change(release) ?? release)
}
const named = (name: string) => json(({ areas }) => void Object.assign(first(areas), { name }))
const csv = writeReleaseCsv('atlante', shippedAtlante)
const lines = csv.trimEnd().split('\r\n')
const first = <Value>(list: readonly Value[]): Value => {
  const [value] = list
  if (value === undefined) throw new Error('nothing ships')
  return value
}

describe('a file of the Atlante', () => {
  test('in JSON and as a table says the same', () => {
    const { note: _, ...content } = shippedAtlante
    expect(parseRelease(csv, 'atlante')).toEqual(content)
    expect(parseRelease(csv.replaceAll('\r\n', '\n'), 'atlante')).toEqual(content)
    expect(parseRelease(JSON.stringify(shippedAtlante), 'atlante')).toEqual(shippedAtlante)
  })

  test('of the repertory is a table too', () => {
    const { note: _, ...content } = shippedRelease
    expect(parseRelease(writeReleaseCsv('qrsp', shippedRelease), 'qrsp')).toEqual(content)
  })

  test.each([
    ['that is nothing', () => 'ADA', 'release-file.columns'],
    ['that is empty', () => '', 'release-file.columns'],
    ['that is the repertory', () => JSON.stringify(shippedRelease), 'release-file.malformed'],
    ['with a field that nobody knows', () => json((release) => ({ ...release, oltre: 1 })), 'release-file.malformed'],
    ['with one area twice', () => json((release) => void release.areas.push(first(release.areas))), 'release-file.twice'],
    [
      'with one activity in two areas',
      () => json(({ areas }) => void areas.push({ ...first(areas), code: 'DEMO.99' })),
      'release-file.twice',
    ],
    [
      'with one link twice',
      () => json(({ areas }) => void first(first(areas).activities).competences?.push({ entry: 'trasversale-sicurezza', why: 'Ancora.' })),
      'release-file.twice',
    ],
    [
      'without a reason for a link',
      () => json(({ areas }) => void Object.assign(first(first(areas).activities), { competences: [{ entry: 'a', why: ' ' }] })),
      'release-file.malformed',
    ],
    ['in Windows-1252', () => new TextDecoder().decode(Buffer.from(csv, 'latin1')), 'release-file.encoding'],
    ['in UTF-16', () => new TextDecoder().decode(Buffer.from(csv, 'utf16le')), 'release-file.encoding'],
    ['with a character that no database keeps', () => named('a\u0000b'), 'release-file.malformed'],
    ['with half a character', () => named('a\ud800b'), 'release-file.malformed'],
    ['that is too large', () => ' '.repeat(10_000_001), 'release-file.too-large'],
    ['with too many lines', () => `${lines[0]}\n${'a\n'.repeat(60_001)}`, 'release-file.too-large'],
    ['with a table that lacks a column', () => csv.replace('sequenza', 'seq'), 'release-file.columns'],
    ['with a table that ends in a quote', () => `${csv}"`, 'release-file.malformed'],
    ['whose lines disagree about an area', () => csv.replace('Preparazione dei pasti', 'Altro'), 'release-file.twice'],
    ['with a line twice', () => `${csv}${lines[1]}\r\n`, 'release-file.twice'],
  ])('%s is refused whole', (_, content, code) => {
    expect(() => parseRelease(content(), 'atlante')).toThrow(expect.objectContaining({ code }))
  })

  test('is refused with the line of its table', () => {
    const wrong = [...lines.slice(0, 3), lines[3]?.replace(/(.*),sì$/, '$1,forse'), ...lines.slice(4)].join('\n')
    expect(() => parseRelease(wrong, 'atlante')).toThrow(expect.objectContaining({ facts: { place: '4 · demo' } }))
  })

  test('is told as what is new, gone and changed, links and all', () => {
    const next = copy()
    const area = first(next.areas)
    area.sequence = 'Un’altra sequenza'
    area.activities = [...area.activities.slice(1), { code: 'DEMO.23.01.01.99', name: 'Una attività nuova' }]
    const { areas, activities, links } = diffReleases('atlante', shippedAtlante, next)
    expect(areas?.changed).toMatchObject([{ id: area.code, fields: ['sequence'] }])
    expect(activities?.new).toMatchObject([{ id: 'DEMO.23.01.01.99' }])
    expect(activities?.gone).toHaveLength(1)
    expect(links?.gone).toMatchObject([{ id: 'DEMO.23.01.01.01 trasversale-sicurezza' }])
    expect(diffReleases('atlante', next, next).areas?.changed).toEqual([])
  })
})

describe('the Atlante', () => {
  const found = (words: string, sector?: string) => searchActivities({ words, sector }, shippedAtlante).map(({ label }) => label)

  test('is searched by words without accents, capitals and endings', () => {
    expect(found('PULÌRE cucine')).toContain('Pulire e disinfettare la cucina e le attrezzature')
    expect(found('pulizie').length).toBeGreaterThan(2)
    expect(found('reclami')).toEqual(['Gestire un reclamo'])
    expect(found('DEMO.23.01.02.03')).toEqual(['Gestire un reclamo'])
    expect(found('astronauta')).toEqual([])
    expect(found('clienti', 'Distribuzione commerciale')[0]).toBe('Consigliare i clienti nella scelta dei prodotti')
    expect(found('', 'Servizi alla persona')).toHaveLength(3)
  })

  test('says first what has the words itself, then what stands under them', () => {
    const labels = found('cucina')
    expect(labels[0]).toBe('Pulire e disinfettare la cucina e le attrezzature')
    expect(labels).toContain('Controllare le scorte e ordinare le merci')
  })

  test('proposes competences with the activity and the reason, and none that are excluded or gone', () => {
    const activities = activitiesOf(shippedAtlante).filter(({ label }) => label === 'Gestire un reclamo')
    const experiences = [{ id: 'e1', title: 'Barista', activities }]
    expect(proposeCompetences({ experiences, excludedSections: [] }, shippedRelease)).toMatchObject([
      {
        entry: 'trasversale-qualita',
        because: [{ experienceId: 'e1', experience: 'Barista', activity: 'Gestire un reclamo', why: expect.stringContaining('reclamo') }],
      },
    ])
    expect(proposeCompetences({ experiences, excludedSections: ['Competenze trasversali'] }, shippedRelease)).toEqual([])
    expect(proposeCompetences({ experiences, excludedSections: [] }, { ...shippedRelease, competences: [] })).toEqual([])
  })

  test('that ships is marked as a demonstration throughout', () => {
    expect(shippedAtlante.areas.every(({ demo, code }) => demo && code.startsWith('DEMO.'))).toBe(true)
    expect(activitiesOf(shippedAtlante).every(({ demo }) => demo)).toBe(true)
  })
})
