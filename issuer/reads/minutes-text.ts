const WHEN = new Intl.DateTimeFormat('it-IT', { timeZone: 'Europe/Rome', dateStyle: 'long', timeStyle: 'short' })

export interface MinutesTextInput {
  readonly minutes: {
    readonly number: string
    readonly lines: unknown
    readonly closedAt: Date
    readonly closer: { readonly name: string }
  }
  readonly chamber: string
}

/** Signed minutes as a plain text file: number, lines as they were signed, who signed and when. */
export function minutesText({ minutes, chamber }: MinutesTextInput): string {
  const { number, lines, closedAt, closer } = minutes
  const signed = `Firmato da ${closer.name} il ${WHEN.format(closedAt)}. La decisione è sigillata da ${chamber}.`
  return `${[`Verbale d'esame ${number}`, ...(lines as string[]), signed].join('\n\n')}\n`
}
