import { hasAnswered, hasDeclared } from './has-declared.ts'
import type { SittingMember, SittingRecord } from './lock-sitting.ts'

const named = ({ name, role }: SittingMember) => `${name} (${role})`
const namesOf = (members: readonly SittingMember[]) => members.map(({ name }) => name).join(', ')

/**
 * Who is there and who has declared, as the minutes say it: each sentence follows from what is recorded. Before the signature that
 * may be that members are missing; after it never, because the signature asks for them (requireQuorum).
 */
export function sayAttendance(sitting: Pick<SittingRecord, 'members' | 'quorumRequired' | 'caseIds'>): string[] {
  const present = sitting.members.filter((member) => member.present)
  return [sayPresence(present, sitting.quorumRequired), ...sayDeclarations(sitting.members, sitting.caseIds)]
}

function sayPresence(present: readonly SittingMember[], required: number): string {
  if (present.length === 0) return `Le presenze non sono ancora registrate: perché la seduta sia valida servono ${members(required)}.`
  const missing = required - present.length
  const valid =
    missing > 0 ? `perché la seduta sia valida ${missing === 1 ? 'manca' : 'mancano'} ${members(missing)}` : 'la seduta è valida'
  const verb = present.length === 1 ? 'È presente' : 'Sono presenti'
  return `${verb}: ${present.map(named).join(', ')}. Presenti ${present.length}, necessari ${required}: ${valid}.`
}

const members = (count: number) => (count === 1 ? '1 membro' : `${count} membri`)

function sayDeclarations(all: readonly SittingMember[], caseIds: readonly string[]): string[] {
  const declared = all.filter((member) => hasDeclared(member, caseIds))
  const silent = all.filter((member) => !hasAnswered(member, caseIds))
  if (silent.length === 0 && all.some(({ conflictWith }) => conflictWith.length > 0))
    return ['Ogni membro ha dichiarato, per ciascun candidato, se ha conflitti.']
  if (silent.length === 0) return ['Ogni membro ha dichiarato di non avere conflitti con ciascun candidato.']
  if (declared.length === 0) return ['Nessun membro ha ancora dichiarato di non avere conflitti.']
  return [
    `${declared.length === 1 ? 'Ha' : 'Hanno'} dichiarato di non avere conflitti con ciascun candidato: ${namesOf(declared)}.`,
    `${silent.length === 1 ? 'Non ha' : 'Non hanno'} ancora dichiarato: ${namesOf(silent)}.`,
  ]
}
