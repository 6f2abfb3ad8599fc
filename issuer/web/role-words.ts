import type { Membership } from './api/me.ts'
import { t } from './t.ts'

/** What somebody is, for the header: who appoints is a Chamber of Commerce only where the rules say so. */
export function roleWords({ role, organisation }: Membership): string {
  return t(role === 'chamber' && organisation.kind === 'department' ? 'role.department' : `role.${role}`)
}
