import type { Actor, Role } from '../../auth/actor.ts'
import type { Transaction } from '../../db/database.ts'
import { requireThat } from '../require-that.ts'

/** Task of whoever proposes and confirms who works where. It is of no phase of the procedure, so no rule pack names it. */
export const ADMINISTRATION = 'administration'

export interface AdministeredOrganisation {
  readonly id: string
  readonly name: string
  readonly kind: string
}

/** Roles that people can have in an organisation of a kind. */
export function rolesIn(kind: string): readonly Role[] {
  if (kind === 'region') return ['region']
  return kind === 'chamber' || kind === 'department' ? ['chamber', 'member'] : ['officer']
}

/**
 * The organisation, for somebody who may look after its people: its own, or of the Region that recognises it or keeps it in its list.
 *
 * @throws AttestaError `organisation.unknown`, `grant.not-administrator`
 */
export async function requireAdministrator(
  { actor, organisationId }: { actor: Actor; organisationId: string },
  db: Pick<Transaction, 'rows'>,
): Promise<AdministeredOrganisation> {
  const organisation = await readLookedAfter({ actor, organisationId }, db)
  requireThat(organisation !== undefined, 'organisation.unknown')
  requireThat(actor.tasks.includes(ADMINISTRATION), 'grant.not-administrator')
  return organisation
}

/** An organisation whose people the actor may see. */
export async function readLookedAfter(
  { actor, organisationId }: { actor: Actor; organisationId: string },
  db: Pick<Transaction, 'rows'>,
): Promise<AdministeredOrganisation | undefined> {
  if (actor.role === 'member') return undefined
  const [found] = await db.rows<{ id: string; name: string; kind: string }>(
    `SELECT o.id, o.name, o.kind FROM organisation o WHERE o.id = $1 AND (o.id = $2 OR $3 AND (o.registered_by = $2
       OR EXISTS (SELECT 1 FROM recognition r WHERE r.organisation_id = o.id AND r.recogniser_id = $2)))`,
    [organisationId, actor.organisation.id, actor.role === 'region'],
  )
  return found
}
