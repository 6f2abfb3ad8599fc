import { AttestaError } from '../../credential/errors.ts'
import { checkCharacter } from '../../credential/tax-code.ts'
import type { World as Verification } from '../../credential/verify/index.ts'
import type { World } from '../steps/world.ts'
import type { Access } from './find-access.ts'
import { judgePushed, type Pushed } from './judge-pushed.ts'
import { keepBadge } from './keep-badge.ts'

export interface UpsertInput {
  readonly access: Access
  readonly pushed: Pushed
}

/**
 * A platform hands in a badge (Open Badges 3.0 §6.2.3). One of ours that comes back is not kept a second time: the act is here, and is
 * handed out as it stands today.
 *
 * @throws AttestaError as `judgePushed` and `keepBadge`
 */
export async function upsert(
  { access: { holder, clientId }, pushed }: UpsertInput,
  { world, verification }: { world: World; verification: Omit<Verification, 'now'> },
): Promise<'created' | 'replaced'> {
  const { db, now } = world
  const at = now()
  const [person] = await db.rows<{ name: string; email: string | null }>('SELECT name, email FROM badge_holder WHERE id = $1', [holder.id])
  const known = [person?.email, codeOf(holder.taxCodeKey), person?.name].filter((one) => typeof one === 'string')
  const judged = await judgePushed(pushed, { known, world: { ...verification, now: at } })
  if (judged.renderingOf !== undefined) {
    const [act] = await db.rows<{ theirs: boolean }>(
      'SELECT p.tax_code_key = $2 AS theirs FROM attestation a JOIN person p ON p.id = a.person_id WHERE a.digest = $1',
      [judged.renderingOf, holder.taxCodeKey],
    )
    if (act?.theirs === false) throw new AttestaError('badge-api.other-person')
    if (act !== undefined) return 'replaced'
  }
  return keepBadge({ holderId: holder.id, clientId, pushed, judged, at }, db.pool)
}

/** The key is the code without its check letter (`attesta_tax_code_key`). */
function codeOf(taxCodeKey: string): string {
  return taxCodeKey.length === 15 ? taxCodeKey + checkCharacter(taxCodeKey) : taxCodeKey
}
