const AT_LEAST_MINUTES = 30

/**
 * The full hour that comes next, half an hour away at least, as a `datetime-local` field writes it; today, whatever the hour, because
 * a sitting opens on the day for which it is convened.
 */
export function soonToday(now: Date): string {
  const hour = new Date(now.getTime() + (60 + AT_LEAST_MINUTES) * 60_000)
  const day = dayOf(now)
  return dayOf(hour) === day ? `${day}T${twoDigits(hour.getHours())}:00` : `${day}T23:59`
}

const twoDigits = (number: number) => String(number).padStart(2, '0')
const dayOf = (date: Date) => `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
