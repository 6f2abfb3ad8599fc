/** A calendar date as Italian texts write it: `2026-05-12` becomes `12/05/2026`. */
export function dayOf(date: string): string {
  return date.split('-').reverse().join('/')
}
