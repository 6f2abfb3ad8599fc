import { dayInRome } from '../../../credential/time.ts'
import { TERM_ROWS } from '../../procedure/terms.ts'
import { RECOGNISED } from './scope.ts'

/** What should not be so: a decision that nobody acts on, a number that does not come, a commission that never sat, a phase without end. */
export const ANOMALIES = ['not-registered', 'not-released', 'never-sat', 'late'] as const
export type AnomalyKind = (typeof ANOMALIES)[number]

/** How many days of calendar a signed decision may wait for what follows it before the Region looks; nobody has read a term for it. */
export const GRACE_DAYS = 7

/**
 * Every case of the bodies that this Region recognises in which something should not be so, once for each thing: kind, since when it is as it
 * is, the day by which it should have gone on, and how many days ago that was. `$1` is the Region, `$2` today in Rome, `$3` the terms of the
 * rule packs.
 */
export const STRANGE = `
  open AS (
    SELECT k.id, k.number, k.state, k.province, k.organisation_id, b.name AS body, k.rule_pack_id, k.rule_pack_version
    FROM ivc_case k JOIN organisation b ON b.id = k.organisation_id
    WHERE k.state IN ('domanda_presentata', 'ammessa', 'accertamento', 'commissione_richiesta', 'commissione_nominata', 'convocato',
        'esame_aperto', 'esame_svolto', 'verbale_firmato', 'da_registrare')
      AND ${RECOGNISED('k.organisation_id', '$1')}),
  waits AS (
    SELECT o.id, CASE WHEN o.state = 'da_registrare' AND NOT EXISTS (SELECT 1 FROM register_number n WHERE n.case_id = o.id)
        THEN 'not-registered' ELSE 'not-released' END AS kind,
      (max(t.at) AT TIME ZONE 'Europe/Rome')::date AS since, (max(t.at) AT TIME ZONE 'Europe/Rome')::date + ${GRACE_DAYS} AS due
    FROM open o JOIN case_transition t ON t.case_id = o.id AND t.state = o.state
    WHERE o.state IN ('verbale_firmato', 'da_registrare') GROUP BY o.id, o.state
    UNION ALL
    SELECT o.id, 'never-sat', min((s.planned_at AT TIME ZONE 'Europe/Rome')::date), min((s.planned_at AT TIME ZONE 'Europe/Rome')::date)
    FROM open o JOIN commission_candidate c ON c.case_id = o.id JOIN sitting s ON s.commission_id = c.commission_id AND s.state = 'convened'
    WHERE o.state = 'convocato' AND NOT EXISTS (SELECT 1 FROM commission_revocation v WHERE v.commission_id = c.commission_id) GROUP BY o.id
    UNION ALL
    SELECT o.id, 'late', (max(x.at) AT TIME ZONE 'Europe/Rome')::date, (max(x.at) AT TIME ZONE 'Europe/Rome')::date + t.days
    FROM open o JOIN jsonb_to_recordset($3::jsonb) AS t (pack text, version text, state text, since text, days integer)
        ON t.pack = o.rule_pack_id AND t.version = o.rule_pack_version AND t.state = o.state
      JOIN case_transition x ON x.case_id = o.id AND x.state = t.since
    WHERE o.state NOT IN ('verbale_firmato', 'da_registrare') GROUP BY o.id, t.days),
  strange AS (SELECT o.*, w.kind, w.since, w.due, $2::date - w.due AS days_late FROM waits w JOIN open o ON o.id = w.id WHERE w.due < $2::date)`

export const strangeValues = ({ regionId, at }: { regionId: string; at: Date }) => [regionId, dayInRome(at), JSON.stringify(TERM_ROWS)]
