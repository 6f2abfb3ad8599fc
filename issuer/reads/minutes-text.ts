import { sayInRome } from '../rome-time.ts'
import type { SignedMinutes } from './signed-minutes.ts'

const when = (at: string) => sayInRome({ at: new Date(at), language: 'it' })

/** Signed minutes as a plain text file: number, lines as they were signed, who signed and who sealed, and when. */
export function minutesText({ signed, lines }: { readonly signed: SignedMinutes; readonly lines: readonly string[] }): string {
  const { number, signedBy, signedAt, sealedBy, sealedAt, digest, answers } = signed
  const role = signedBy.role === undefined ? '' : ` (${signedBy.role})`
  return `${[
    `Verbale d'esame ${number}`,
    ...lines,
    ...(answers === undefined
      ? [`Firmato da ${signedBy.name}${role} il ${when(signedAt)}.`]
      : [`Impronta SHA-256 del testo: ${digest}`, ...answers.map(sayAnswer), `Chiuso da ${signedBy.name}${role} il ${when(signedAt)}.`]),
    `La decisione è sigillata da ${sealedBy} il ${when(sealedAt)}.`,
  ].join('\n\n')}\n`
}

function sayAnswer({ name, role, answer, note, at }: NonNullable<SignedMinutes['answers']>[number]): string {
  const who = `${name} (${role})`
  if (answer === 'refused') return `Non firma ${who}, il ${when(at)}. Motivo: ${note ?? ''}`
  return `Firmato da ${who} il ${when(at)}${note === undefined ? '.' : `, con questa osservazione: ${note}`}`
}
