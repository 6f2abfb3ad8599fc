import type { Database } from '../db/database.ts'

interface Paper {
  readonly id: string
  readonly class: string
  readonly commissionId: string | null
}

const ENDED: ReadonlySet<string> = new Set(['nomina', 'convocazione'])

/** Of a case's papers about a commission whose appointment was revoked: by which act and when, the paper that says so, and what took its place. */
export async function revokedAmong(papers: readonly Paper[], db: Pick<Database, 'rows'>) {
  const commissionIds = papers.flatMap(({ commissionId }) => commissionId ?? [])
  const rows = await db.rows<{ commission_id: string; act_number: string; revoked_at: Date; replaced_by: string | null }>(
    `SELECT v.commission_id, v.act_number, v.revoked_at, c.act_number AS replaced_by
     FROM commission_revocation v LEFT JOIN commission c ON c.id = v.replaced_by WHERE v.commission_id = ANY ($1)`,
    [commissionIds],
  )
  return ({ class: documentClass, commissionId }: Pick<Paper, 'class' | 'commissionId'>) => {
    const ended = rows.find(({ commission_id }) => commission_id === commissionId)
    if (ended === undefined || !ENDED.has(documentClass)) return {}
    const act = papers.find((paper) => paper.class === 'revoca' && paper.commissionId === commissionId)
    return {
      revoked: {
        actNumber: ended.act_number,
        at: ended.revoked_at.toISOString(),
        ...(act && { documentId: act.id }),
        ...(ended.replaced_by !== null && { replacedBy: ended.replaced_by }),
      },
    }
  }
}
