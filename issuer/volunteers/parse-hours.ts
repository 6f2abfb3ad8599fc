import { AttestaError } from '../../credential/errors.ts'

/**
 * Reads hours as people write them: `2`, `2,5`, `2.75`, `2:30`. In minutes, exactly: what is no whole minute was written for something
 * else, and sixty hours are not reached by rounding.
 *
 * @throws AttestaError `volunteer.hours`
 */
export function parseHours(text: string): number {
  const written = text.trim()
  const clock = /^(\d{1,4}):([0-5]\d)$/.exec(written)
  if (clock !== null) return positive(Number(clock[1]) * 60 + Number(clock[2]))
  const decimal = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(written)
  if (decimal === null) throw new AttestaError('volunteer.hours')
  const hundredths = Number(decimal[1]) * 100 + Number((decimal[2] ?? '').padEnd(2, '0'))
  return positive((hundredths * 60) / 100)
}

function positive(minutes: number): number {
  if (!Number.isInteger(minutes) || minutes <= 0) throw new AttestaError('volunteer.hours')
  return minutes
}
