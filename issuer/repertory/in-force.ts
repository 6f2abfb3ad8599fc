import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'
import type { AtlanteRelease } from './atlante.ts'
import { type Contents, KINDS, type ReleaseKind } from './kinds.ts'
import type { RepertoryRelease } from './release.ts'

interface Asked {
  readonly organisationId: string
  readonly at: Date
}
type Db = Pick<Transaction, 'rows'>

/** Contents of releases, by id: what was accepted is never changed, and reading megabytes for each search would be slow. */
const read: { readonly [Kind in ReleaseKind]: Map<string, Contents[Kind]> } = { qrsp: new Map(), atlante: new Map() }
const REMEMBERED = 4

/** The repertory from which a body chooses today: the last release that its Region accepted, or the one that ships while there is none. */
export const repertoryInForce = (asked: Asked, db: Db): Promise<RepertoryRelease> => contentInForce('qrsp', asked, db)

/** The Atlante by which activities are told today, in the same way. */
export const atlanteInForce = (asked: Asked, db: Db): Promise<AtlanteRelease> => contentInForce('atlante', asked, db)

export async function contentInForce<Kind extends ReleaseKind>(kind: Kind, { organisationId, at }: Asked, db: Db): Promise<Contents[Kind]> {
  const [found] = await db.rows<{ id: string }>(
    `SELECT r.id FROM repertory_release r JOIN organisation o ON o.id = r.organisation_id JOIN organisation me ON me.region = o.region
     WHERE me.id = $1 AND r.kind = $3 AND r.decision = 'accepted' AND r.valid_from <= $2 ORDER BY r.valid_from DESC, r.decided_at DESC LIMIT 1`,
    [organisationId, dayInRome(at), kind],
  )
  const { shape, shipped } = KINDS[kind]
  if (found === undefined) return shipped
  const known = read[kind].get(found.id)
  if (known !== undefined) return known
  const [row] = await db.rows<{ content: unknown }>('SELECT content FROM repertory_release WHERE id = $1', [found.id])
  const content = shape.parse(row?.content)
  const oldest = read[kind].size >= REMEMBERED ? read[kind].keys().next().value : undefined
  if (oldest !== undefined) read[kind].delete(oldest)
  read[kind].set(found.id, content)
  return content
}
