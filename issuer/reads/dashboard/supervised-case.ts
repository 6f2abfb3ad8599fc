import { AttestaError } from '../../../credential/errors.ts'
import { formatDateTime } from '../../../credential/time.ts'
import type { Actor } from '../../auth/actor.ts'
import type { Database } from '../../db/database.ts'
import type { CaseState } from '../../procedure/procedure.ts'
import { rulePackOf } from '../../rule-pack/rule-pack.ts'
import { requireThat } from '../../steps/require-that.ts'
import { stateWord } from '../../steps/state-word.ts'
import { type AnomalyKind, STRANGE, strangeValues } from './strange.ts'

interface Row {
  readonly number: string
  readonly state: CaseState
  readonly province: string
  readonly body_id: string
  readonly body: string
  readonly chamber: string | null
  readonly rule_pack_id: string
  readonly rule_pack_version: string
}

/**
 * One case as the Region looks after it: where it stands, when it came there and what should not be so. Whose it is stands in the audit file,
 * which is asked for with a reason.
 *
 * @throws AttestaError `dashboard.not-allowed`, `case.unknown`
 */
export async function readSupervisedCase({ caseId, actor, at }: { caseId: string; actor: Actor; at: Date }, db: Pick<Database, 'rows'>) {
  requireThat(actor.role === 'region', 'dashboard.not-allowed')
  const [found] = await db.rows<Row>(
    `SELECT k.number, k.state, k.province, b.id AS body_id, b.name AS body, k.rule_pack_id, k.rule_pack_version,
       (SELECT h.name FROM commission_request r JOIN organisation h ON h.id = r.chamber_id WHERE r.case_id = k.id) AS chamber
     FROM ivc_case k JOIN organisation b ON b.id = k.organisation_id
     WHERE k.id = $1 AND EXISTS (SELECT 1 FROM recognition r WHERE r.organisation_id = k.organisation_id AND r.recogniser_id = $2)`,
    [caseId, actor.organisation.id],
  )
  if (found === undefined) throw new AttestaError('case.unknown')
  const steps = await db.rows<{ state: CaseState; at: Date }>('SELECT state, at FROM case_transition WHERE case_id = $1 ORDER BY id', [
    caseId,
  ])
  const strange = await db.rows<{ kind: AnomalyKind; due: string; days_late: number }>(
    `WITH ${STRANGE} SELECT kind, due::text, days_late FROM strange WHERE id = $4 ORDER BY days_late DESC, kind`,
    [...strangeValues({ regionId: actor.organisation.id, at }), caseId],
  )
  const pack = rulePackOf({ id: found.rule_pack_id, version: found.rule_pack_version })
  return {
    id: caseId,
    number: found.number,
    state: found.state,
    stateWord: stateWord(found.state),
    province: found.province,
    body: { id: found.body_id, name: found.body },
    ...(found.chamber !== null && { chamber: found.chamber }),
    rulePack: { id: pack.id, version: pack.version, title: pack.title },
    steps: steps.map((step) => ({ state: step.state, stateWord: stateWord(step.state), at: formatDateTime(step.at) })),
    anomalies: strange.map(({ kind, due, days_late }) => ({ kind, due, daysLate: days_late })),
  }
}
