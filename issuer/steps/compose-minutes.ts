import { compositionOf } from '../rule-pack/composition-of.ts'
import type { CaseRecord } from './lock-case.ts'
import type { SittingMember, SittingRecord } from './lock-sitting.ts'
import { NOT_EXAMINED } from './not-examined.ts'
import type { LeftOut } from './read-left-out.ts'
import type { Ties } from './read-ties.ts'
import { judgesOf } from './require-judges.ts'
import { sayAttendance } from './say-attendance.ts'

export interface Judgement {
  readonly competenceId: string
  readonly outcome: 'certificata' | 'non certificata'
  readonly reason: string
}

const DAY = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', dateStyle: 'long' })
const TIME = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', timeStyle: 'short' })

/** The minutes as text, line by line, in the language of the act: what the president reads before signing is what is kept. */
export function composeMinutes(input: {
  readonly sitting: SittingRecord
  readonly openedAt: Date
  readonly candidates: readonly { readonly record: CaseRecord; readonly judgements: readonly Judgement[] }[]
  readonly leftOut: readonly LeftOut[]
  readonly ties: Ties
}): string[] {
  const { sitting, openedAt, candidates, leftOut, ties } = input
  const rules = candidates[0]?.record ?? leftOut[0]?.record
  const { commission, chamber } = sitting
  return [
    `Il ${DAY.format(openedAt)} alle ${TIME.format(openedAt)}, presso ${sitting.place}, si riunisce la commissione nominata ${by(chamber.name)} con atto ${commission.actNumber} del ${DAY.format(commission.appointedAt)}.`,
    ...sayAttendance({ ...sitting, members: inWords(sitting.members, rules) }),
    ...candidates.flatMap(({ record, judgements }) => [
      `Candidato: ${record.person.givenName} ${record.person.familyName}, pratica ${record.number} di ${record.body}.`,
      ...sayApart(judgesOf({ sitting, record, ties }).tied),
      ...record.competences.map(({ id, competence }) => {
        const judgement = judgements.find((candidate) => candidate.competenceId === id)
        return judgement === undefined
          ? `Competenza «${competence.name.it}»: non ancora valutata.`
          : `Competenza «${competence.name.it}»: ${judgement.outcome}. Motivazione: ${judgement.reason}`
      }),
    ]),
    ...leftOut.map(
      ({ record: { person, number, body }, why }) =>
        `Candidato: ${person.givenName} ${person.familyName}, pratica ${number} di ${body}. ${NOT_EXAMINED[why][0]}`,
    ),
  ]
}

/** Who is there and leaves this judgement to the others. */
function sayApart(tied: readonly SittingMember[]): string[] {
  if (tied.length === 0) return []
  const names = tied.map(({ name }) => name).join(', ')
  return [
    `${names} ${tied.length === 1 ? 'ha' : 'hanno'} un conflitto di interessi con questa persona e non ${tied.length === 1 ? 'partecipa' : 'partecipano'} alla valutazione.`,
  ]
}

/** “dalla Camera di commercio …”; who appoints elsewhere has a name of another kind. */
const by = (name: string) => (name.startsWith('Camera ') || name.startsWith('Regione ') ? `dalla ${name}` : `da ${name}`)

/** Each member with the role as the rules of the case call it. */
function inWords(members: readonly SittingMember[], record: CaseRecord | undefined): SittingMember[] {
  if (record === undefined) return [...members]
  const { roles } = compositionOf(record)
  return members.map((member) => ({ ...member, role: roles.find(({ id }) => id === member.role)?.it ?? member.role }))
}
