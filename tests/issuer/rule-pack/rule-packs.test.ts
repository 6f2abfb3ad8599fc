import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { profileOf } from '../../../issuer/demo/repertory.ts'
import { compositionOf } from '../../../issuer/rule-pack/composition-of.ts'
import { rulePackSchema } from '../../../issuer/rule-pack/json-schema.ts'
import { provincesOf } from '../../../issuer/rule-pack/provinces.ts'
import { readRulePacks } from '../../../issuer/rule-pack/read-rule-packs.ts'
import { PACKS, rulePackInForce } from '../../../issuer/rule-pack/rule-pack.ts'
import { rulePack } from '../../../issuer/rule-pack/shape.ts'
import { checkComposition } from '../../../issuer/steps/check-composition.ts'
import type { CaseRecord } from '../../../issuer/steps/lock-case.ts'
import type { RosterMember } from '../../../issuer/steps/read-roster.ts'

const FOLDER = new URL('../../../schemas/rule-packs/', import.meta.url)
const pack = (region: string) => rulePackInForce({ region, day: '2026-11-28' })
const [LOMBARDIA, SICILIA, TOSCANA, LAZIO] = ['ITC4', 'ITG1', 'ITI1', 'ITI4'].map(pack)
if (!LOMBARDIA || !SICILIA || !TOSCANA || !LAZIO) throw new Error('four packs')

test('the schema on disk is the shape, and every file beside it is a pack that ships', () => {
  expect(JSON.parse(readFileSync(new URL('rule-pack.schema.json', FOLDER), 'utf8'))).toEqual(rulePackSchema())
  const files = readdirSync(FOLDER).filter((name) => name !== 'rule-pack.schema.json')
  expect(files.sort()).toEqual(PACKS.map(({ id }) => `${id}.json`).sort())
})

describe('a folder of rules', () => {
  const within = (files: Readonly<Record<string, string>>) => {
    const folder = mkdtempSync(join(tmpdir(), 'attesta-rules-'))
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
      return readRulePacks(folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  const one = JSON.stringify(SICILIA)
  /** With another term of the dossier, or with none. */
  const kept = (keep?: string) =>
    JSON.stringify({
      ...SICILIA,
      retention: SICILIA.retention.flatMap((rule) => (rule.class !== 'dossier' ? [rule] : keep === undefined ? [] : [{ ...rule, keep }])),
    })

  test('is read whole, the schema and what is no JSON aside; of one region the later rules stand later', () => {
    const later = JSON.stringify({ ...SICILIA, version: '10', from: '2026-01-01' })
    const earlier = JSON.stringify({ ...SICILIA, version: '9', from: '2025-01-01' })
    const packs = within({ 'a.json': later, 'b.json': earlier, 'c.json': one, 'rule-pack.schema.json': '{}', 'LEGGIMI.md': 'Regole' })
    expect(packs.map(({ version }) => version)).toEqual([SICILIA.version, '9', '10'])
  })

  test.each([
    ['is no JSON', { 'x.json': '{' }, 'x.json is no rule pack'],
    ['has a member that nobody knows', { 'x.json': JSON.stringify({ ...SICILIA, extra: 1 }) }, 'Unrecognized key: "extra"'],
    ['says a number where a word belongs', { 'x.json': JSON.stringify({ ...SICILIA, from: 2024 }) }, 'at from'],
    ['asks for a year of no number', { 'x.json': kept('P5M') }, 'at retention[2].keep'],
    ['keeps evidence longer than its dossier', { 'x.json': kept('P2Y') }, 'kept longer than the dossier'],
    ['does not say how long the dossier is kept', { 'x.json': kept() }, 'says once how long dossier is kept'],
    [
      'gives out a series of another region',
      {
        'a.json': one,
        'b.json': JSON.stringify({
          ...TOSCANA,
          numbering: {
            ...TOSCANA.numbering,
            trasparenza: { ...TOSCANA.numbering.trasparenza, series: SICILIA.numbering.attestation.series },
          },
        }),
      },
      'a series of its numbers is one of',
    ],
    ['says again what another says', { 'a.json': one, 'b.json': one }, 'stands in a.json too'],
  ])('with a file that %s lets nothing start, and names it', (_, files, message) => {
    expect(() => within(files)).toThrow(message)
  })
})

test('a region without rules, and a day before them, have no pack', () => {
  expect(() => rulePackInForce({ region: 'ITF3', day: '2026-11-28' })).toThrow(expect.objectContaining({ code: 'rule-pack.unknown' }))
  expect(() => rulePackInForce({ region: 'ITG1', day: '2023-12-31' })).toThrow(expect.objectContaining({ code: 'rule-pack.unknown' }))
})

test.each([
  ['two presidents', (roles: object[]) => [{ ...roles[0], most: 2 }, ...roles.slice(1)]],
  ['no president', (roles: object[]) => [{ ...roles[0], id: 'capo' }, ...roles.slice(1)]],
  ['one role twice', (roles: object[]) => [...roles, roles[1]]],
])('a pack with %s is no pack', (_, change) => {
  const profile = { ...SICILIA.compositions.profile, roles: change([...SICILIA.compositions.profile.roles]) }
  expect(rulePack.safeParse({ ...SICILIA, compositions: { ...SICILIA.compositions, profile } }).success).toBe(false)
})

const qualification = profileOf('diversity-manager').qualification
const CASES = { profile: { qualification }, competence: { qualification: undefined } } as const
const fit = (role: string, n: number): RosterMember => ({
  expertId: `e${n}`,
  name: `Persona ${n}`,
  role,
  sectors: ['Area comune'],
  roles: [role],
  isCandidate: false,
  ofPresentingBody: false,
  tie: undefined,
  reachable: true,
})
/** The same case under another region's rules, and a commission by its roles: the code of the refusal, or `fit`. */
function judged(rules: typeof LOMBARDIA, of: keyof typeof CASES, roles: readonly string[], setting = 'informal'): string {
  const record = { rulePack: rules, ...CASES[of], learning: { setting }, sector: 'Area comune' } as unknown as CaseRecord
  try {
    checkComposition({ roster: roles.map(fit), record })
    return 'fit'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('the same case under four packs', () => {
  test.each([
    ['Lombardia', LOMBARDIA, 'chamber', ['presidente 1', 'esperto 1'], ['presidente 1', 'esperto 1']],
    ['Sicilia', SICILIA, 'department', ['presidente 1', 'esperto-settore 1', 'esperto-valutazione 1'], undefined],
    ['Toscana', TOSCANA, 'department', ['presidente 1', 'esperto-settore 2'], ['presidente 1', 'esperto-settore 1']],
    ['Lazio', LAZIO, 'department', ['presidente 1', 'componente 2'], undefined],
  ])('%s: who appoints, how many, in which roles', (_, rules, kind, profile, competence = profile) => {
    expect(rules.appointedBy.organisationKind).toBe(kind)
    for (const [of, roles] of Object.entries({ profile, competence })) {
      const needed = compositionOf({ rulePack: rules, ...CASES[of as keyof typeof CASES], learning: { setting: 'informal' } })
      expect(needed.roles.map(({ id, least }) => `${id} ${least}`)).toEqual(roles)
      const all = needed.roles.flatMap(({ id, least }) => Array.from({ length: least }, () => id))
      expect(needed.minimumMembers).toBe(all.length)
      expect(judged(rules, of as keyof typeof CASES, all)).toBe('fit')
    }
  })

  const lombard = ['presidente', 'esperto']
  const sicilian = ['presidente', 'esperto-settore', 'esperto-valutazione']
  const tuscan = ['presidente', 'esperto-settore', 'esperto-settore']
  const roman = ['presidente', 'componente', 'componente']
  test.each([
    ['Lombard', lombard, ['fit', 'appoint.role-unknown', 'appoint.role-unknown', 'appoint.role-unknown']],
    ['Sicilian', sicilian, ['appoint.role-unknown', 'fit', 'appoint.role-unknown', 'appoint.role-unknown']],
    ['Tuscan', tuscan, ['appoint.role-unknown', 'appoint.role-count', 'fit', 'appoint.role-unknown']],
    ['Roman', roman, ['appoint.role-unknown', 'appoint.role-unknown', 'appoint.role-unknown', 'fit']],
    [
      'too small a',
      ['presidente', 'esperto-settore'],
      ['appoint.role-unknown', 'appoint.too-few', 'appoint.too-few', 'appoint.role-unknown'],
    ],
  ])('%s commission for a whole profile is right for its own rules and refused by the others', (_, roles, said) => {
    expect([LOMBARDIA, SICILIA, TOSCANA, LAZIO].map((rules) => judged(rules, 'profile', roles))).toEqual(said)
  })

  test('Toscana: one sector expert suffices for competences, and the training body names a member when a course ends', () => {
    expect(judged(TOSCANA, 'competence', ['presidente', 'esperto-settore'])).toBe('fit')
    expect(judged(TOSCANA, 'competence', tuscan)).toBe('appoint.role-count')
    expect(judged(TOSCANA, 'profile', [...tuscan, 'membro-ente'])).toBe('appoint.role-unknown')
    expect(judged(TOSCANA, 'profile', tuscan, 'formal')).toBe('appoint.too-few')
    expect(judged(TOSCANA, 'profile', [...tuscan, 'membro-ente'], 'formal')).toBe('fit')
  })

  test('only Lazio opens the exam by way of exception', () => {
    const open = PACKS.filter(({ exceptions }) => exceptions.some(({ act }) => act === 'request-commission-by-exception'))
    expect(open.map(({ region }) => region)).toEqual(['ITI4'])
  })
})

test('every province of every pack has its name', () => {
  for (const pack of PACKS) {
    for (const { code, name } of provincesOf(pack)) expect([code, name]).not.toEqual([code, code])
  }
})
