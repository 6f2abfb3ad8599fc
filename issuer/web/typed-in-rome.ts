const CLOCK = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome', dateStyle: 'short', timeStyle: 'medium' })

/**
 * The instant that somebody means who types `2027-03-28T17:30` into a form of an office: by the clocks of Rome, wherever the form is open.
 * An hour that they skip in spring is the one after; of the hour that they show twice in autumn it is the second. Invalid for no such text.
 */
export function typedInRome(local: string): Date {
  const asUtc = Date.parse(`${local}Z`)
  if (Number.isNaN(asUtc)) return new Date(Number.NaN)
  return new Date(asUtc - ahead(asUtc - ahead(asUtc)))
}

/** By how many milliseconds the clocks of Rome are ahead of UTC at that instant. */
function ahead(instant: number): number {
  return Date.parse(`${CLOCK.format(instant).replace(' ', 'T')}Z`) - instant
}
