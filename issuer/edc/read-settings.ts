import type { Kind } from '../../credential/attestation/attestation.ts'
import type { EdcAccreditation, EdcProfile } from '../../credential/edc/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import { formatDateTime } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import { requireThat } from '../steps/require-that.ts'
import { versionOf } from '../steps/require-unchanged.ts'
import type { World } from '../steps/world.ts'
import { shownProfile } from './set-profile.ts'

export interface MandateLine {
  readonly id: string
  readonly body: string
  readonly mandatary: string
  readonly kinds: readonly Kind[]
  readonly statement: string
  readonly actNumber: string
  readonly until: string
  readonly isAccepted: boolean
  readonly isWithdrawn: boolean
  /** The mandatary said no, or gave it up after it had accepted. */
  readonly isRefused: boolean
  /** Accepted, neither withdrawn nor given up, and in force. */
  readonly isStanding: boolean
}

export interface EdcSettings {
  readonly version: number
  readonly profile: EdcProfile['name']
  readonly accreditation?: EdcAccreditation
  readonly hasSeal: boolean
  readonly given: readonly MandateLine[]
  readonly received: readonly MandateLine[]
  /** Who could be given a mandate. */
  readonly others: readonly { readonly id: string; readonly name: string }[]
}

interface Row {
  readonly id: string
  readonly organisation_id: string
  readonly body: string
  readonly mandatary: string
  readonly kinds: readonly Kind[]
  readonly statement: string
  readonly act_number: string
  readonly valid_until: Date
  readonly accepted: boolean
  readonly withdrawn: boolean
  readonly refused: boolean
}

/** How an organisation's European credentials are made, and whom it seals for. */
export async function readSettings({ actor }: { actor: Actor }, { db, now, sealFor }: World): Promise<EdcSettings> {
  requireThat(actor.role === 'officer' || actor.role === 'region', 'edc.not-allowed')
  const { id, slug } = actor.organisation
  const [setting] = await db.rows<{ profile: EdcProfile['name']; accreditation: EdcAccreditation | null }>(
    'SELECT profile, accreditation FROM edc_setting WHERE organisation_id = $1',
    [id],
  )
  const mandates = await db.rows<Row>(
    `SELECT m.id, m.organisation_id, b.name AS body, o.name AS mandatary, m.kinds, m.statement, m.act_number, m.valid_until, a.mandate_id IS NOT NULL AS accepted,
       w.mandate_id IS NOT NULL AS withdrawn, r.mandate_id IS NOT NULL AS refused
     FROM edc_mandate m JOIN organisation b ON b.id = m.organisation_id JOIN organisation o ON o.id = m.mandatary_id
       LEFT JOIN edc_mandate_acceptance a ON a.mandate_id = m.id LEFT JOIN edc_mandate_withdrawal w ON w.mandate_id = m.id
       LEFT JOIN edc_mandate_refusal r ON r.mandate_id = m.id
     WHERE m.organisation_id = $1 OR m.mandatary_id = $1 ORDER BY m.created_at DESC, m.id`,
    [id],
  )
  const at = now()
  const lineOf = ({
    id: mandate,
    body,
    mandatary,
    kinds,
    statement,
    act_number,
    valid_until,
    accepted,
    withdrawn,
    refused,
  }: Row): MandateLine => ({
    id: mandate,
    body,
    mandatary,
    kinds,
    statement,
    actNumber: act_number,
    until: formatDateTime(valid_until),
    isAccepted: accepted,
    isWithdrawn: withdrawn,
    isRefused: refused,
    isStanding: accepted && !withdrawn && !refused && at < valid_until,
  })
  return {
    version: await versionOf(shownProfile(id), db),
    profile: setting?.profile ?? 'generic',
    ...(setting?.accreditation ? { accreditation: setting.accreditation } : {}),
    hasSeal: await sealFor(slug).then(() => true, noSeal),
    given: mandates.filter(({ organisation_id }) => organisation_id === id).map(lineOf),
    received: mandates.filter(({ organisation_id }) => organisation_id !== id).map(lineOf),
    others: await db.rows(`SELECT id, name FROM organisation WHERE kind IN ('body', 'cpi', 'region') AND id <> $1 ORDER BY name`, [id]),
  }
}

function noSeal(error: unknown): false {
  if (error instanceof AttestaError && error.code === 'keystore.no-seal') return false
  throw error
}
