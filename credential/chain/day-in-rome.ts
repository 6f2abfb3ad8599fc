const ROME = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' })

/** The calendar day of an instant where the act is made, `YYYY-MM-DD`: an exam at 00:30 is not of the day before. */
export function dayInRome(instant: Date): string {
  return ROME.format(instant)
}
