import { describe, expect, test } from 'vitest'
import { type Judged, type JudgePairInput, judgePair, type Tie } from '../../../issuer/conflicts/judge-pair.ts'
import { sayFinding } from '../../../issuer/conflicts/say-finding.ts'

const rules: JudgePairInput['rules'] = {
  incompatibleRelations: ['tutor', 'docente', 'datore', 'parente', 'dichiarato'],
  lookbackYears: 2,
  reasonYears: 5,
  presentingBody: 'asks-reason',
}
const candidate = { taxCodeKeys: ['CANDIDATE'], bodyId: 'body-1' }
const judge = (ties: readonly Tie[], changes: { employerId?: string; taxCodeKey?: string } = {}, other: Partial<typeof rules> = {}) =>
  judgePair({
    expert: { taxCodeKey: 'EXPERT', ties, ...changes },
    candidate,
    rules: { ...rules, ...other },
    day: '2026-11-29',
  })
const tie = (relation: 'tutor' | 'docente' | 'datore' | 'parente' | 'dichiarato', until?: string, taxCodeKey = 'CANDIDATE'): Tie => ({
  relation,
  taxCodeKey,
  ...(until !== undefined && { until }),
})
const said = (judged: Judged) => (judged.verdict === 'free' ? 'free' : `${judged.verdict} ${judged.finding.why}`)

describe('may this expert judge this person', () => {
  test.each<[string, Judged, string]>([
    ['nobody known', judge([]), 'free'],
    ['the candidate', judge([], { taxCodeKey: 'CANDIDATE' }), 'blocks same-person'],
    ['a tutor until last year', judge([tie('tutor', '2025-12-31')]), 'blocks tie'],
    ['a trainer on the last day of the second year', judge([tie('docente', '2024-11-30')]), 'blocks tie'],
    ['a trainer exactly two years ago', judge([tie('docente', '2024-11-29')]), 'asks-reason tie'],
    ['an employer four years ago', judge([tie('datore', '2022-11-30')]), 'asks-reason tie'],
    ['an employer five years ago', judge([tie('datore', '2021-11-29')]), 'free'],
    ['a relative, for ever', judge([tie('parente')]), 'blocks tie'],
    ['a conflict that was declared', judge([tie('dichiarato')]), 'blocks tie'],
    ['a tie with somebody else', judge([tie('tutor', undefined, 'OTHER')]), 'free'],
    ['an employee of the presenting body', judge([], { employerId: 'body-1' }), 'asks-reason presenting-body'],
    ['an employee of another body', judge([], { employerId: 'body-2' }), 'free'],
    [
      'who worked there until last year',
      judge([{ relation: 'ente', bodyId: 'body-1', until: '2025-11-30' }]),
      'asks-reason presenting-body',
    ],
    ['who worked there long ago', judge([{ relation: 'ente', bodyId: 'body-1', until: '2020-11-30' }]), 'free'],
    ['an old tie, and a new one that is worse', judge([tie('tutor', '2023-01-01'), tie('datore')]), 'blocks tie'],
    ['a tie, and the presenting body', judge([tie('tutor')], { employerId: 'body-1' }), 'blocks tie'],
  ])('%s', (_, judged, expected) => {
    expect(said(judged)).toBe(expected)
  })

  test('years, relations and what the presenting body means are the rule pack’s', () => {
    expect(said(judge([tie('tutor', '2025-12-31')], {}, { lookbackYears: 0, reasonYears: 0 }))).toBe('free')
    expect(said(judge([], { employerId: 'body-1' }, { presentingBody: 'blocks' }))).toBe('blocks presenting-body')
    expect(said(judge([], { employerId: 'body-1' }, { presentingBody: 'free' }))).toBe('free')
  })

  test('the 29th of February counts as the 28th of a year that has none', () => {
    const on = (until: string) =>
      judgePair({
        expert: { taxCodeKey: 'EXPERT', ties: [tie('tutor', until)] },
        candidate,
        rules: { ...rules, incompatibleRelations: ['tutor'], reasonYears: 0 },
        day: '2028-02-29',
      }).verdict
    expect([on('2026-02-28'), on('2026-03-01')]).toEqual(['free', 'blocks'])
  })

  test('is said in a sentence, with the day on which the tie ended', () => {
    const names = { expert: 'Rossi', candidate: 'Bianchi', body: 'Ente Uno' }
    const finding = { why: 'tie', relation: 'tutor', until: '2024-05-03' } as const
    expect(sayFinding({ finding, ...names, language: 'it' })).toBe('Rossi ha seguito come tutor Bianchi, fino al 3 maggio 2024.')
    const ended = { why: 'presenting-body', until: '2024-05-08' } as const
    expect(sayFinding({ finding: ended, ...names, language: 'it' })).toContain("ha lavorato fino all'8 maggio 2024 per Ente Uno")
    expect(sayFinding({ finding: ended, ...names, language: 'en' })).toContain('worked until 8 May 2024 for Ente Uno')
    expect(sayFinding({ finding: { why: 'presenting-body' }, ...names, language: 'en' })).toBe(
      'Rossi works for Ente Uno, which presents the person.',
    )
  })
})
