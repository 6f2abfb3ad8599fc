import { AttestaError } from '../credential/errors.ts'
import type { App } from '../http/app.ts'

/** PostgreSQL keeps no text with U+0000 in it (manual, §8.3): such a request is refused at the door, not by the database halfway. */
export function refuseNul(app: App): void {
  app.addHook('preValidation', async ({ body }) => {
    if (holdsNul(body)) throw new AttestaError('request.malformed')
  })
}

function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false
  return Object.entries(value).some(([name, member]) => name.includes('\0') || holdsNul(member))
}
