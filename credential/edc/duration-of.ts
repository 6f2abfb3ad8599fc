/** Hours as an xsd:duration: `PT40H`, `PT1H30M`. An official sample writes `P60M` for sixty hours, which are sixty months. */
export function durationOf(hours: number): string {
  const seconds = Math.round(hours * 3600)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  const parts = [h > 0 && `${h}H`, m > 0 && `${m}M`, s > 0 && `${s}S`].filter((part) => part !== false)
  return `PT${parts.length === 0 ? '0H' : parts.join('')}`
}
