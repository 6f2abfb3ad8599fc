import { sayInRome } from '../rome-time.ts'
import type { commissionView } from './commission-view.ts'

const when = (at: string) => sayInRome({ at: new Date(at), language: 'it' })

/** The appointment as a plain text file, in the language of the act; the file with the seal is for programs. */
export function appointmentText(commission: ReturnType<typeof commissionView>): string {
  const { name, chamber, actNumber, appointedAt, members, sittingPlannedAt, place } = commission
  return `${[
    `Atto di nomina ${actNumber}`,
    `Con questo atto ${chamber} nomina la commissione: ${name}.`,
    `Membri: ${members.map((member) => `${member.name} (${member.role})`).join(', ')}.`,
    ...(sittingPlannedAt === undefined ? [] : [`Seduta: ${when(sittingPlannedAt)}. Luogo: ${place}.`]),
    `Nominata e sigillata da ${chamber} il ${when(appointedAt)}.`,
  ].join('\n\n')}\n`
}
