import type { Transaction } from '../../db/database.ts'
import { type CommissionFacts, type CommissionPaper, commissionFacts } from './commission-facts.ts'
import { at, type Line, type Section, same } from './line.ts'

/** The act of appointment: by whom, who sits, whom they hear, when and where. */
export async function appointmentContent(paper: CommissionPaper, tx: Pick<Transaction, 'rows'>): Promise<Section[]> {
  const facts = await commissionFacts(paper, tx)
  if (facts === undefined) return []
  const { chamber, name, quorum, members, plannedAt, place, rules } = facts
  return [
    {
      heading: ['Commissione', 'Commission'],
      lines: [
        [`Con questo atto ${chamber} nomina la commissione: ${name}.`, `By this act ${chamber} appoints the commission: ${name}.`],
        ...members.map((member): Line => [`${member.name}, ${member.role[0]}`, `${member.name}, ${member.role[1]}`]),
        [
          `La seduta è valida se sono presenti almeno ${quorum} membri.`,
          `The sitting is valid when at least ${quorum} members are present.`,
        ],
        [`Regole: ${rules[0]}`, `Rules: ${rules[1]}`],
      ],
    },
    whom(facts),
    {
      heading: ['Seduta', 'Sitting'],
      lines: [at(plannedAt, { it: (when) => `Quando: ${when}`, en: (when) => `When: ${when}` }), [`Dove: ${place}`, `Where: ${place}`]],
    },
  ]
}

/** Those that the reader may know by name; of the others, how many there are. */
export function whom({ candidates, heard }: Pick<CommissionFacts, 'candidates' | 'heard'>): Section {
  const others = heard - candidates.length
  const told: Line[] =
    others === 0
      ? []
      : [
          [
            `La stessa commissione sente altre persone (${others}), che qui non sono nominate.`,
            `The same commission hears other people (${others}), who are not named here.`,
          ],
        ]
  return {
    heading: ['Persone da esaminare', 'People to be examined'],
    lines: [...candidates.map(({ name, number, body }): Line => same(`${name}, ${number}, ${body}`)), ...told],
  }
}
