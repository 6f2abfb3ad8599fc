import { expect, test, vi } from 'vitest'
import type { SittingView } from '../../issuer/web/api/sittings.ts'
import italian from '../../issuer/web/locales/it.json' with { type: 'json' }
import { phaseNeeds } from '../../issuer/web/phase-words.ts'
import { sittingAnswer } from '../../issuer/web/sitting-answer.ts'
import { undeclared } from '../../issuer/web/undeclared.ts'

vi.mock('../../issuer/web/t.ts', () => ({ t: (key: string, values: object = {}) => [key, ...Object.values(values)].join(' ') }))

type Member = SittingView['members'][number]
const member = (name: string, changes: Partial<Member> = {}): Member => ({
  id: name,
  name,
  role: 'esperto',
  present: true,
  declared: true,
  conflict: false,
  me: false,
  ...changes,
})
const sitting = (changes: Partial<SittingView>): SittingView => ({
  id: 's1',
  commission: 'Prova',
  actNumber: '1/2026',
  appointedAt: '2026-11-24T09:00:00Z',
  chamber: 'Prova',
  state: 'convened',
  plannedAt: '2026-12-01T09:00:00Z',
  place: 'Sala A',
  members: [],
  candidates: [],
  minutes: { text: [] },
  leftOut: [],
  withdrawn: [],
  papers: [],
  quorum: { required: 2, present: 2 },
  allowed: [],
  why: {},
  ...changes,
})

test('whoever looks counts among those who have yet to declare', () => {
  const members = [member('Agnese', { me: true, declared: false }), member('Tòmmaso', { declared: false }), member('Rita')]
  expect(undeclared(sitting({ members })).map(({ name }) => name)).toEqual(['Agnese', 'Tòmmaso'])
})

test('one who has yet to sign is said to be one', () => {
  const signed = { answer: 'signed', at: '2026-12-01T10:00:00Z' } as const
  const members = [member('Agnese', { answer: signed, me: true }), member('Tòmmaso')]
  expect(sittingAnswer(sitting({ state: 'signing', members }))).toBe('sitting.answer.waitSign 1 Tòmmaso')
  expect(italian['sitting.answer.waitSign']).toContain('one {Deve ancora firmare {names}.}')
})

test('the release that is the next step waits for no decision: it is there', () => {
  const release = { id: 'rilasciato', label: '', needs: 'x' }
  expect(phaseNeeds({ ...release, state: 'current' })).toEqual({ needs: 'phase.needs.rilasciatoNow' })
  expect(phaseNeeds({ ...release, state: 'next' })).toEqual({ needs: 'phase.needs.rilasciato' })
})
