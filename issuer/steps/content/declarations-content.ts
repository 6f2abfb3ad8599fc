import type { Transaction } from '../../db/database.ts'
import type { LeftOutWhy } from '../lock-sitting.ts'
import { type CommissionPaper, commissionFacts } from './commission-facts.ts'
import { at, type Line, type Section } from './line.ts'

export interface DeclarationsPaper extends CommissionPaper {
  /** The member whose declarations these are; undefined for those of all. */
  readonly expertId?: string
}

/** Who declared, about whom and when, to have no conflict: each member for each candidate by name (domain.md §2.2 rule 4). */
export async function declarationsContent({ expertId, ...paper }: DeclarationsPaper, tx: Pick<Transaction, 'rows'>): Promise<Section[]> {
  const facts = await commissionFacts(paper, tx)
  if (facts === undefined) return []
  const declared = await tx.rows<{ expert_id: string; case_id: string; declared_at: Date }>(
    'SELECT expert_id, case_id, declared_at FROM sitting_declaration WHERE sitting_id = $1',
    [facts.sittingId],
  )
  const tied = await tx.rows<{ expert_id: string; case_id: string; declared_at: Date }>(
    'SELECT expert_id, case_id, declared_at FROM sitting_conflict WHERE sitting_id = $1',
    [facts.sittingId],
  )
  const members = facts.members.filter((member) => expertId === undefined || member.expertId === expertId)
  const about = (member: string, { caseId, name, number, leftOut }: (typeof facts.candidates)[number]): Line => {
    const isTheirs = (row: { expert_id: string; case_id: string }) => row.expert_id === member && row.case_id === caseId
    const found = declared.find(isTheirs)
    const conflict = tied.find(isTheirs)
    // Which it is stays between the member and the office that appoints.
    if (conflict !== undefined)
      return at(conflict.declared_at, {
        it: (when) => `${name}, ${number}: dichiara un conflitto, ${when}, e non valuta la persona.`,
        en: (when) => `${name}, ${number}: declares a conflict, ${when}, and does not judge the person.`,
      })
    if (found === undefined && leftOut !== null) {
      const [it, en] = UNDECLARED[leftOut]
      return [`${name}, ${number}: ${it}`, `${name}, ${number}: ${en}`]
    }
    if (found === undefined) return [`${name}, ${number}: non ha ancora dichiarato.`, `${name}, ${number}: has not declared yet.`]
    return at(found.declared_at, {
      it: (when) => `${name}, ${number}: dichiara di non avere conflitti, ${when}.`,
      en: (when) => `${name}, ${number}: declares to have no conflict, ${when}.`,
    })
  }
  return [
    {
      heading: ['Commissione', 'Commission'],
      lines: [
        [
          `${facts.name}, nominata da ${facts.chamber} con atto ${facts.actNumber}.`,
          `${facts.name}, appointed by ${facts.chamber} with act ${facts.actNumber}.`,
        ],
        [
          'Ogni dichiarazione è resa dal membro con il proprio accesso, prima di leggere il dossier della persona.',
          'Each declaration is made by the member with their own login, before reading the dossier of the person.',
        ],
      ],
    },
    ...members.map(
      ({ expertId: member, name, role }): Section => ({
        heading: [`${name}, ${role[0]}`, `${name}, ${role[1]}`],
        lines: facts.candidates.map((candidate) => about(member, candidate)),
      }),
    ),
  ]
}

/** Nobody declares any more about whoever is not examined here. */
const UNDECLARED: Readonly<Record<LeftOutWhy, Line>> = {
  assente: ['nessuna dichiarazione, la persona non si è presentata.', 'no declaration, the person did not come.'],
  rinuncia: ['nessuna dichiarazione, la persona ha rinunciato.', 'no declaration, the person gave up.'],
  conflitto: [
    'nessuna dichiarazione, questa commissione non può valutare la persona.',
    'no declaration, this commission cannot judge the person.',
  ],
  atto: [
    "nessuna dichiarazione, il documento su cui poggia l'esame non è più valido.",
    'no declaration, the document on which the exam rests is no longer valid.',
  ],
}
