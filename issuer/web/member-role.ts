import { t } from './t.ts'

/** A commission role in the page's language. */
export function memberRole(role: string): string {
  return role === 'presidente' || role === 'esperto' ? t(`memberRole.${role}`) : role.replaceAll('-', ' ')
}
