import type { Kind } from '../../credential/attestation/attestation.ts'
import type { EdcAccreditation, EdcProfile } from '../../credential/edc/index.ts'
import type { Database } from '../db/database.ts'
import { requireThat } from '../steps/require-that.ts'

/** How a European credential is to be made: in which profile, and with whose seal. */
export interface EdcManner {
  readonly profile: EdcProfile
  /** Absent: the body itself. */
  readonly sealer?: Sealer
}

/** Who seals by the mandate of a body. */
export interface Sealer {
  readonly slug: string
  readonly did: string
  readonly mandateId: string
}

export interface ReadMannerInput {
  readonly organisationId: string
  readonly kind: Kind
  readonly at: Date
  /** Absent: as the body has set it. */
  readonly wanted?: EdcProfile['name'] | undefined
}

interface Setting {
  readonly profile: EdcProfile['name']
  readonly accreditation: EdcAccreditation | null
}

interface Mandate {
  readonly id: string
  readonly statement: string
  readonly sealed: string
  readonly slug: string
  readonly did: string
}

/**
 * What a body has set, or what is wanted for this one act.
 *
 * @throws AttestaError `edc.no-accreditation`, `edc.no-mandate` where the profile needs what the body does not have
 */
export async function readManner({ organisationId, kind, at, wanted }: ReadMannerInput, db: Database): Promise<EdcManner> {
  const [setting] = await db.rows<Setting>('SELECT profile, accreditation FROM edc_setting WHERE organisation_id = $1', [organisationId])
  const name = wanted ?? setting?.profile ?? 'generic'
  if (name === 'generic') return { profile: { name } }
  if (name === 'accredited') {
    const accreditation = setting?.accreditation ?? undefined
    requireThat(accreditation !== undefined, 'edc.no-accreditation')
    return { profile: { name, accreditation } }
  }
  const [mandate] = await db.rows<Mandate>(
    `SELECT m.id, m.statement, m.sealed, o.slug, o.did
     FROM edc_mandate m JOIN edc_mandate_acceptance a ON a.mandate_id = m.id JOIN organisation o ON o.id = m.mandatary_id
     WHERE m.organisation_id = $1 AND $2 = ANY (m.kinds) AND m.valid_from <= $3 AND m.valid_until > $3
       AND NOT EXISTS (SELECT 1 FROM edc_mandate_withdrawal w WHERE w.mandate_id = m.id)
       AND NOT EXISTS (SELECT 1 FROM edc_mandate_refusal r WHERE r.mandate_id = m.id)
     ORDER BY m.created_at DESC, m.id LIMIT 1`,
    [organisationId, kind, at],
  )
  requireThat(mandate !== undefined, 'edc.no-mandate')
  const { id: mandateId, statement, sealed, slug, did } = mandate
  return { profile: { name, statement, mandate: sealed }, sealer: { slug, did, mandateId } }
}
