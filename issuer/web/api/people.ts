import { read, write } from './client.ts'

export const GRANT_TASKS = ['reception', 'tutoring', 'assessment', 'release', 'administration'] as const

export interface PersonAtWork {
  readonly accountId: string
  readonly name: string
  readonly email?: string
  readonly role: 'officer' | 'chamber' | 'member' | 'region'
  readonly tasks: readonly string[]
  readonly from: string
  readonly until?: string
  readonly state: 'attiva' | 'in-scadenza' | 'scaduta' | 'futura'
  readonly me: boolean
}

export interface Grant {
  readonly id: string
  readonly name: string
  readonly role: PersonAtWork['role']
  readonly tasks: readonly string[]
  readonly from: string
  readonly until: string
  readonly reason: string
  readonly proposer: string
  readonly proposedAt: string
  readonly own: boolean
  readonly decision?: 'confirmed' | 'refused'
  readonly decider?: string
  readonly decidedAt?: string
  readonly decisionReason?: string
}

export interface People {
  readonly organisation: { readonly id: string; readonly name: string }
  readonly roles: readonly PersonAtWork['role'][]
  readonly mayGrant: boolean
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly people: readonly PersonAtWork[]
  readonly grants: readonly Grant[]
}

export function readPeople(organisationId: string, page: number): Promise<People> {
  return read(`/api/organisations/${organisationId}/people?page=${page}`)
}

export interface NewGrant {
  readonly email: string
  readonly role: string
  readonly tasks: readonly string[]
  readonly from: string
  readonly until: string
  readonly reason: string
}

export function proposeGrant(organisationId: string, grant: NewGrant, key: string): Promise<unknown> {
  return write({ path: `/api/organisations/${organisationId}/grants`, body: grant, key })
}

export function confirmGrant(id: string, key: string): Promise<unknown> {
  return write({ path: `/api/grants/${id}/confirm`, key })
}

export function refuseGrant(id: string, reason: string, key: string): Promise<unknown> {
  return write({ path: `/api/grants/${id}/refuse`, body: { reason }, key })
}

export function endMembership(organisationId: string, { accountId, role }: PersonAtWork, reason: string, key: string): Promise<unknown> {
  return write({ path: `/api/organisations/${organisationId}/end-membership`, body: { accountId, role, reason }, key })
}
