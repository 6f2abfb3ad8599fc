import { AttestaError } from '../../credential/errors.ts'
import { formatDateTime } from '../../credential/time.ts'
import { readCaseKey } from '../dossier/case-key.ts'
import { openEvidence } from '../dossier/evidence-file.ts'
import { readCasePaper } from '../reads/case-paper.ts'
import type { Form } from '../renderings/index.ts'
import { sayInRome } from '../rome-time.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { makeFile } from '../steps/hand-out.ts'
import type { World } from '../steps/world.ts'
import { explain } from './explain.ts'
import { nameInZip } from './name-in-zip.ts'
import { readTrail } from './read-trail.ts'
import type { ZipEntry } from './zip-stream.ts'

export interface AuditFileOf {
  readonly caseId: string
  readonly withEvidence: boolean
  readonly askedForName: string
  readonly askedBy: string
}

interface CaseRow {
  readonly id: string
  readonly number: string
  readonly organisation_id: string
  readonly slug: string
  readonly body: string
  readonly rule_pack_id: string
  readonly rule_pack_version: string
  readonly told: object
}

/** Forms of an act that are files; what is bound to the key of a wallet is with the person. */
const FORMS: readonly Form[] = ['open-badge', 'open-badge-jwt', 'edc', 'pdf']
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** Everything of one case, file by file, for whoever controls how public money was spent (domain.md §6, auditor FSE+/PNRR). */
export async function* composeAuditFile(
  { caseId, withEvidence, askedForName, askedBy }: AuditFileOf,
  world: World,
): AsyncGenerator<ZipEntry> {
  const { db, now } = world
  const at = now()
  const missing: string[] = []
  const [found] = await db.rows<CaseRow>(
    `SELECT k.id, k.number, k.organisation_id, o.slug, o.name AS body, k.rule_pack_id, k.rule_pack_version,
       jsonb_build_object('number', k.number, 'state', k.state, 'kind', k.kind, 'profile', k.profile, 'title', k.title,
         'learning', k.learning, 'assessment', k.assessment, 'province', k.province, 'demo', k.demo,
         'person', jsonb_build_object('givenName', p.given_name, 'familyName', p.family_name, 'birthDate', p.birth_date, 'taxCode', p.tax_code),
         'competences', (SELECT jsonb_agg(jsonb_build_object('competence', c.competence, 'validated', c.validated) ORDER BY c.position)
           FROM case_competence c WHERE c.case_id = k.id),
         'experiences', (SELECT jsonb_agg(jsonb_build_object('context', e.context, 'title', e.title, 'employer', e.employer, 'from', e.from_day,
             'until', e.until_day, 'hours', e.hours, 'activities', e.activities) ORDER BY e.position) FROM case_experience e WHERE e.case_id = k.id),
         'application', (SELECT to_jsonb(a) - 'organisation_id' - 'case_id' FROM case_application a WHERE a.case_id = k.id),
         'hours', (SELECT jsonb_agg(jsonb_build_object('service', h.service, 'day', h.day, 'minutes', h.minutes) ORDER BY h.day)
           FROM case_hours h WHERE h.case_id = k.id),
         'history', (SELECT jsonb_agg(jsonb_build_object('state', t.state, 'at', t.at, 'act', t.act, 'by', t.by, 'rulePack', t.rule_pack_id,
             'rulePackVersion', t.rule_pack_version, 'reason', (SELECT r.reason FROM case_reason r WHERE r.transition_id = t.id)) ORDER BY t.id)
           FROM case_transition t WHERE t.case_id = k.id)) AS told
     FROM ivc_case k JOIN organisation o ON o.id = k.organisation_id JOIN person p ON p.id = k.person_id WHERE k.id = $1`,
    [caseId],
  )
  if (found === undefined) throw new AttestaError('case.unknown')
  const rulePack = { id: found.rule_pack_id, version: found.rule_pack_version }
  yield { name: 'pratica.json', content: json(found.told) }
  yield { name: 'regole.json', content: json(rulePackOf(rulePack)) }
  yield* documentsOf({ caseId, missing }, world)
  yield* actsOf({ found, askedBy, missing }, world)
  yield* correctionsOf(caseId, world)
  yield* commissionOf(caseId, world)
  yield* evidenceOf({ caseId, withEvidence, missing }, world)
  const trail = await readTrail({ caseId, organisationId: found.organisation_id }, db)
  yield { name: 'registro.json', content: json(trail) }
  yield {
    name: 'LEGGIMI.txt',
    content: explain({
      caseNumber: found.number,
      body: found.body,
      madeAt: sayInRome({ at, language: 'it' }),
      askedFor: askedForName,
      rulePack: { title: rulePackOf(rulePack).title.it, version: rulePack.version },
      trail,
      withEvidence,
      missing,
    }),
  }
}

/** Each as it is kept, and as it is printed: papers of the commission too, as far as they are of this case. */
async function* documentsOf({ caseId, missing }: { caseId: string; missing: string[] }, { db }: World): AsyncGenerator<ZipEntry> {
  const rows = await db.rows<{ id: string; class: string; told: object; sealed: string | null }>(
    `SELECT id, class, sealed, jsonb_build_object('class', class, 'title', title, 'date', dated, 'sealedBy', sealed_by, 'keptUntil', kept_until,
       'content', content) AS told FROM case_document WHERE case_id = $1 ORDER BY dated, created_at, id`,
    [caseId],
  )
  for (const [index, { id, class: documentClass, told, sealed }] of rows.entries()) {
    const name = `documenti/${String(index + 1).padStart(2, '0')}-${nameInZip(documentClass)}`
    yield { name: `${name}.json`, content: json(told) }
    if (sealed !== null) yield { name: `${name}.jwt`, content: sealed }
    try {
      const paper = await readCasePaper({ caseId, documentId: id }, db)
      if (paper === undefined) missing.push(`${name}.pdf: non si stampa, c'è com'è stato registrato`)
      else yield { name: `${name}.pdf`, content: paper.content }
    } catch (error) {
      if (!(error instanceof AttestaError)) throw error
      missing.push(`${name}.pdf: ${error.code}`)
    }
  }
}

async function* actsOf(
  { found, askedBy, missing }: { found: CaseRow; askedBy: string; missing: string[] },
  world: World,
): AsyncGenerator<ZipEntry> {
  const acts = await world.db.rows<{ id: string; number: string; record: object; sealed: string; changes: object; printed: boolean }>(
    `SELECT a.id, a.number, a.record, a.sealed,
       coalesce((SELECT jsonb_agg(jsonb_build_object('word', c.word, 'since', c.since, 'reasonClass', c.reason_class, 'reason', c.reason,
         'successor', c.successor, 'actNumber', c.act_number, 'actDate', c.act_date) ORDER BY c.seq)
         FROM status_change c WHERE c.attestation_id = a.id), '[]') AS changes,
       EXISTS (SELECT 1 FROM rendering r WHERE r.attestation_id = a.id AND r.copy IS NOT NULL) AS printed
     FROM attestation a WHERE a.case_id = $1 ORDER BY a.released_at`,
    [found.id],
  )
  for (const { id, number, record, sealed, changes, printed } of acts) {
    const folder = `attestati/${nameInZip(number)}`
    yield { name: `${folder}/attestato.json`, content: json(record) }
    yield { name: `${folder}/sigillo.jwt`, content: sealed }
    yield { name: `${folder}/stato.json`, content: json(changes) }
    for (const form of FORMS) {
      // The original on paper is the person's: a control never takes it, it gets a numbered duplicate.
      if (form === 'pdf' && !printed) {
        missing.push(`${number}, pdf: l'originale non è ancora stato stampato`)
        continue
      }
      try {
        const organisation = { id: found.organisation_id, slug: found.slug }
        const { name, content } = await makeFile({ attestationId: id, form, organisation, by: askedBy }, world)
        yield { name: `${folder}/${form}/${nameInZip(name)}`, content }
      } catch (error) {
        if (!(error instanceof AttestaError)) throw error
        missing.push(`${number}, ${form}: ${error.code}`)
      }
    }
  }
}

/** What was asked of the Chamber to be put right, what it answered, and what the Region ordered. */
async function* correctionsOf(caseId: string, { db }: World): AsyncGenerator<ZipEntry> {
  const [row] = await db.rows<{ asked: object[]; ordered: object[]; decisions: { id: string; sealed: string }[] }>(
    `SELECT
       coalesce((SELECT jsonb_agg(to_jsonb(c) - ARRAY['organisation_id', 'chamber_id', 'asked_by', 'answered_by'] ORDER BY c.asked_at)
         FROM correction c WHERE c.case_id = $1), '[]') AS asked,
       coalesce((SELECT jsonb_agg(to_jsonb(o) - ARRAY['organisation_id', 'ordered_for', 'ordered_by'] ORDER BY o.ordered_at)
         FROM correction_order o JOIN attestation a ON a.id = o.attestation_id WHERE a.case_id = $1), '[]') AS ordered,
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'sealed', d.sealed) ORDER BY d.closed_at)
         FROM correction c JOIN decision d ON d.id = c.decision_id WHERE c.case_id = $1), '[]') AS decisions`,
    [caseId],
  )
  if (row === undefined || row.asked.length + row.ordered.length === 0) return
  yield { name: 'rettifiche/rettifiche.json', content: json({ asked: row.asked, ordered: row.ordered }) }
  for (const { id, sealed } of row.decisions) yield { name: `rettifiche/${id}.jwt`, content: sealed }
}

async function* commissionOf(caseId: string, { db }: World): AsyncGenerator<ZipEntry> {
  // Of a sitting the decision that closed it: what was decided later, to put something right, lies in rettifiche/ of its own case.
  const rows = await db.rows<{ act_number: string; appointment: string; revocation: string | null; decision: string | null }>(
    `SELECT c.act_number, c.sealed AS appointment, v.sealed AS revocation,
       (SELECT d.sealed FROM decision d JOIN sitting s ON s.id = d.sitting_id WHERE s.commission_id = c.id AND d.body_id = k.organisation_id
          AND d.corrects IS NULL) AS decision
     FROM commission_candidate x JOIN commission c ON c.id = x.commission_id JOIN ivc_case k ON k.id = x.case_id
       LEFT JOIN commission_revocation v ON v.commission_id = c.id
     WHERE x.case_id = $1 ORDER BY c.appointed_at`,
    [caseId],
  )
  for (const { act_number, appointment, revocation, decision } of rows) {
    const folder = `commissione/${nameInZip(act_number)}`
    yield { name: `${folder}/nomina.jwt`, content: appointment }
    if (revocation !== null) yield { name: `${folder}/revoca.jwt`, content: revocation }
    if (decision !== null) yield { name: `${folder}/decisione.jwt`, content: decision }
  }
}

async function* evidenceOf(
  { caseId, withEvidence, missing }: { caseId: string; withEvidence: boolean; missing: string[] },
  { db, wrapping }: World,
): AsyncGenerator<ZipEntry> {
  const rows = await db.rows<{ id: string; told: object; title: string; sealed: Buffer | null }>(
    `SELECT e.id, e.title, CASE WHEN $2 THEN f.sealed END AS sealed,
       jsonb_build_object('id', e.id, 'class', e.class, 'title', e.title, 'mediaType', e.media_type, 'size', e.size,
         'sha256', encode(e.sha256, 'hex'), 'addedAt', e.added_at, 'keptUntil', e.kept_until, 'erasedAt', e.erased_at) AS told
     FROM case_evidence e LEFT JOIN case_evidence_file f ON f.evidence_id = e.id WHERE e.case_id = $1 ORDER BY e.added_at, e.id`,
    [caseId, withEvidence],
  )
  yield { name: 'evidenze.json', content: json(rows.map(({ told }) => told)) }
  if (!withEvidence || rows.length === 0) return
  const key = await readCaseKey(caseId, { db, wrapping })
  for (const { id, title, sealed } of rows) {
    if (sealed === null) missing.push(`evidenza ${id}: cancellata`)
    else yield { name: `evidenze/${id}-${nameInZip(title)}`, content: openEvidence({ key, evidenceId: id, sealed }) }
  }
}

/** Name of the file, by the case's number. */
export function auditFileName(number: string, at: Date): string {
  return `fascicolo-${nameInZip(number)}-${formatDateTime(at).slice(0, 10)}.zip`
}
