import { PACKS } from './rule-pack.ts'

export interface AppointingRole {
  readonly id: string
  readonly it: string
  readonly en: string
}

/** The roles in which an office that appoints may ask somebody to sit: those of every pack under which it appoints. */
export function rolesOfAppointing(slug: string): AppointingRole[] {
  const packs = PACKS.filter(({ chambers }) => Object.values(chambers).includes(slug))
  const roles = packs.flatMap(({ compositions }) => [...compositions.profile.roles, ...compositions.competence.roles])
  const byId = new Map(roles.map(({ id, it, en }) => [id, { id, it, en }]))
  return [...byId.values()]
}
