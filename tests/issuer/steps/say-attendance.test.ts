import { describe, expect, test } from 'vitest'
import type { SittingMember } from '../../../issuer/steps/lock-sitting.ts'
import { sayAttendance } from '../../../issuer/steps/say-attendance.ts'

const member = (name: string, role: SittingMember['role'], facts: { present?: boolean; declared?: boolean } = {}): SittingMember => ({
  expertId: name,
  accountId: undefined,
  answer: undefined,
  name,
  role,
  sectors: [],
  conflictWith: [],
  present: facts.present ?? false,
  declaredFor: facts.declared ? ['case'] : [],
})
const said = (...members: SittingMember[]) => sayAttendance({ members, quorumRequired: 2, caseIds: ['case'] })

describe('the minutes, while they are written, say what is recorded and no more', () => {
  test('nobody is recorded yet: no empty list, no valid sitting, no declaration that nobody made', () => {
    expect(said(member('Ada', 'presidente'), member('Bice', 'esperto'))).toEqual([
      'Le presenze non sono ancora registrate: perché la seduta sia valida servono 2 membri.',
      'Nessun membro ha ancora dichiarato di non avere conflitti.',
    ])
  })

  test('one is missing, and one has not declared', () => {
    expect(said(member('Ada', 'presidente', { present: true, declared: true }), member('Bice', 'esperto'))).toEqual([
      'È presente: Ada (presidente). Presenti 1, necessari 2: perché la seduta sia valida manca 1 membro.',
      'Ha dichiarato di non avere conflitti con ciascun candidato: Ada.',
      'Non ha ancora dichiarato: Bice.',
    ])
  })

  test('all are there and have declared', () => {
    const facts = { present: true, declared: true }
    expect(said(member('Ada', 'presidente', facts), member('Bice', 'esperto', facts))).toEqual([
      'Sono presenti: Ada (presidente), Bice (esperto). Presenti 2, necessari 2: la seduta è valida.',
      'Ogni membro ha dichiarato di non avere conflitti con ciascun candidato.',
    ])
  })

  test('who is away and has not declared is named, although the sitting is valid', () => {
    const facts = { present: true, declared: true }
    expect(said(member('Ada', 'presidente', facts), member('Bice', 'esperto', facts), member('Ciro', 'esperto')).slice(1)).toEqual([
      'Hanno dichiarato di non avere conflitti con ciascun candidato: Ada, Bice.',
      'Non ha ancora dichiarato: Ciro.',
    ])
  })
})
