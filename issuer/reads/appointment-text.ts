import { sayInRome } from '../rome-time.ts'
import type { commissionView } from './commission-view.ts'

const when = (at: string) => sayInRome({ at: new Date(at), language: 'it' })

/** The appointment as a plain text file, in the language of the act; the file with the seal is for programs. */
export function appointmentText(commission: ReturnType<typeof commissionView>): string {
  const { name, chamber, actNumber, appointedAt, members, sittingPlannedAt, place, revoked } = commission
  return `${[
    `Atto di nomina ${actNumber}`,
    `Con questo atto ${chamber} nomina la commissione: ${name}.`,
    `Membri: ${members.map((member) => `${member.name} (${member.role})`).join(', ')}.`,
    ...(sittingPlannedAt === undefined ? [] : [`Seduta: ${when(sittingPlannedAt)}. Luogo: ${place}.`]),
    `Nominata e sigillata da ${chamber} il ${when(appointedAt)}.`,
    ...(revoked === undefined ? [] : [sayRevoked(revoked)]),
  ].join('\n\n')}\n`
}

/** The act that revokes an appointment, as a plain text file. */
export function revocationText(commission: ReturnType<typeof commissionView>): string {
  const { name, chamber, actNumber, appointedAt, revoked } = commission
  if (revoked === undefined) return ''
  return `${[
    `Atto di revoca ${revoked.actNumber}`,
    `Con questo atto ${chamber} revoca la nomina della commissione: ${name} (atto ${actNumber}, ${when(appointedAt)}).`,
    `Motivo: ${revoked.reason}`,
    ...(revoked.replacedBy === undefined
      ? []
      : [`Lo stesso atto nomina la commissione che ne prende il posto: atto ${revoked.replacedBy}.`]),
    `Revocata e sigillata da ${chamber} il ${when(revoked.at)}.`,
  ].join('\n\n')}\n`
}

function sayRevoked({ actNumber, at, reason, replacedBy }: NonNullable<ReturnType<typeof commissionView>['revoked']>): string {
  const replaced = replacedBy === undefined ? '' : ` La sostituisce la commissione nominata con atto ${replacedBy}.`
  return `REVOCATA con atto ${actNumber} il ${when(at)}. Motivo: ${reason}${replaced}`
}
