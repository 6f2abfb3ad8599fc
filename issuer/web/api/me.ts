import { read, rememberCsrf, write } from './client.ts'

export type Role = 'officer' | 'chamber' | 'member' | 'region'

export interface Membership {
  readonly role: Role
  readonly organisation: { readonly id: string; readonly slug: string; readonly name: string; readonly kind: string }
}

export interface Me {
  readonly person: { readonly id: string; readonly name: string }
  readonly roles: readonly Membership[]
  readonly active?: Membership | null
  readonly csrf: string
  readonly demo: boolean
}

/** Who is logged in; null = nobody. */
export async function readMe(): Promise<Me | null> {
  const me = await read<Me | null>('/api/me')
  if (me !== null) rememberCsrf(me.csrf)
  return me
}

export function switchTo({ role, organisation }: Membership): Promise<Membership> {
  return write({ path: '/api/me/active', body: { role, organisation: organisation.id }, key: crypto.randomUUID() })
}

export function logout(): Promise<{ readonly redirect: string }> {
  return write({ path: '/auth/logout', key: crypto.randomUUID() })
}
