import { AttestaError } from '../../credential/errors.ts'
import type { Language } from '../../http/page/language.ts'
import { problemOf } from '../../http/problem.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { requireAct } from '../procedure/advance.ts'
import { missingFor } from '../procedure/missing-for.ts'
import { type Act, actsFrom, transitionOf } from '../procedure/procedure.ts'
import { readErasure } from '../retention/read-erasure.ts'
import { evidenceTerm } from '../rule-pack/evidence-term.ts'
import type { CaseFile } from '../steps/lock-case.ts'
import { mayGoBeyond } from '../steps/may-go-beyond.ts'
import { requireItsDay } from '../steps/require-its-day.ts'

const LATELY = 10

/** What a body has written down about a case before its exam, as the page shows and edits it. */
export async function readCaseFile(file: CaseFile, { db }: { db: Database }) {
  const { id } = file
  const [reception, experiences, supports, evidence, plan, validation, hours] = await Promise.all([
    db.rows(
      `SELECT met_on::text AS "metOn", channel, identified_with AS "identifiedWith", assisted, interpreter, by_card AS "byCard", need, note,
         informed_at IS NOT NULL AS informed, recorded_at AS "recordedAt", a.name AS "recordedBy"
       FROM case_reception r JOIN account a ON a.id = r.recorded_by WHERE case_id = $1`,
      [id],
    ),
    db.rows(
      `SELECT id, context, title, employer, from_day::text AS from, until_day::text AS until, hours, told, activities
       FROM case_experience WHERE case_id = $1 ORDER BY position`,
      [id],
    ),
    db.rows(
      `SELECT competence_id AS "competenceId", experience_id AS "experienceId", strength, note FROM case_support s
       JOIN case_experience e ON e.id = s.experience_id WHERE s.case_id = $1 ORDER BY e.position`,
      [id],
    ),
    db.rows<{ id: string; class: string; erasedAt: Date | null }>(
      `SELECT e.id, e.class, e.title, e.experience_id AS "experienceId", e.media_type AS "mediaType", e.size,
         e.added_at AS "addedAt", e.from_person AS "fromPerson", a.name AS "addedBy",
         e.erased_at AS "erasedAt"
       FROM case_evidence e LEFT JOIN account a ON a.id = e.added_by WHERE e.case_id = $1
         AND NOT EXISTS (SELECT 1 FROM case_erasure x WHERE x.case_id = e.case_id) ORDER BY e.added_at, e.title`,
      [id],
    ),
    db.rows(
      `SELECT p.interview_at AS "interviewAt", p.place, p.methods, p.note, k.assessment->>'mode' AS mode, a.name AS "plannedBy"
       FROM case_plan p JOIN ivc_case k ON k.id = p.case_id JOIN account a ON a.id = p.planned_by WHERE p.case_id = $1`,
      [id],
    ),
    db.rows(
      `SELECT v.competence_id AS "competenceId", v.validated, v.reason, v.judged_at AS "judgedAt", a.name AS "judgedBy" FROM case_validation v
       JOIN account a ON a.id = v.judged_by WHERE v.case_id = $1`,
      [id],
    ),
    db.rows(
      `SELECT h.id, h.service, h.day::text AS day, h.minutes, h.note, a.name AS "workedBy" FROM case_hours h
       JOIN account a ON a.id = h.worked_by WHERE h.case_id = $1 ORDER BY h.day, h.recorded_at`,
      [id],
    ),
  ])
  const { eraseOn, evidence: ends } = await readErasure(id, db)
  const [reached] = await db.rows<{ by_mail: boolean }>(
    'SELECT p.email IS NOT NULL AS by_mail FROM ivc_case k JOIN person p ON p.id = k.person_id WHERE k.id = $1',
    [id],
  )
  const [changed] = await db.rows<{ at: Date; by: string | null }>(
    'SELECT k.updated_at AS at, a.name AS by FROM ivc_case k LEFT JOIN account a ON a.id = k.changed_by WHERE k.id = $1',
    [id],
  )
  // What was done last, so that whoever was slower is told what, and not only that.
  const lately = await db.rows<{ what: string; at: Date; by: string | null }>(
    `SELECT x.action AS what, x.at, a.name AS by FROM audit x LEFT JOIN account a ON a.id::text = x.actor
     WHERE x.subject = $1 AND x.organisation_id = $2 ORDER BY x.at DESC, x.seq DESC LIMIT ${LATELY}`,
    [id, file.organisationId],
  )
  const { assessmentMethods: methods, services, judgement, exceptions } = file.rulePack
  const classes = file.rulePack.evidence.map(({ class: of, it, en }) => ({ class: of, it, en, ...evidenceTerm(file.rulePack, of) }))
  return {
    version: file.version,
    changed,
    lately,
    hasEmail: reached?.by_mail ?? false,
    rules: { classes, methods, services, exceptions, reasonMinimumLength: judgement.reasonMinimumLength },
    reception: reception[0],
    experiences,
    supports,
    evidence: evidence.map((piece) => ({ ...piece, keptUntil: piece.erasedAt === null ? (ends[piece.class] ?? eraseOn ?? null) : null })),
    plan: plan[0],
    validation,
    hours,
  }
}

/** The acts that this actor's office may do next, each with what it still lacks and, where it may not be done at all, the sentence why. */
export async function readNextActs(
  file: CaseFile,
  { actor, language, db, at }: { actor: Actor; language: Language; db: Pick<Database, 'rows'>; at: Date },
) {
  const next = []
  for (const act of actsFrom(file.state)) {
    const refusal = refusalOf(act, file, actor) ?? (await refusalNow(act, { file, db, at }))
    if (refusal === 'other-office') continue
    const missing = await missingFor(act, file, db)
    next.push({
      act,
      ...(refusal !== undefined && { refusal: problemOf(refusal.code, refusal.facts)[language], code: refusal.code }),
      missing: missing.map(({ code, facts, part }) => ({ code, part, sentence: problemOf(code, facts)[language] })),
    })
  }
  return next
}

/** What stands in the way of an act today, whoever does it. */
async function refusalNow(act: Act, { file, db, at }: { file: CaseFile; db: Pick<Database, 'rows'>; at: Date }) {
  if (act === 'release-validation' || act === 'refuse-validation') {
    return refusalFrom(() => requireItsDay({ file, at }, db))
  }
  if (act !== 'file-application' || (await mayGoBeyond({ organisationId: file.organisationId, at }, db))) return undefined
  return new AttestaError('case.identification-only')
}

async function refusalFrom(look: () => Promise<void>): Promise<AttestaError | undefined> {
  try {
    await look()
    return undefined
  } catch (error) {
    if (error instanceof AttestaError) return error
    throw error
  }
}

function refusalOf(act: Act, record: CaseFile, actor: Actor): AttestaError | 'other-office' | undefined {
  if (transitionOf(act).by !== 'body' || actor.role !== 'officer') return 'other-office'
  try {
    requireAct({ record, act, actor })
    return undefined
  } catch (error) {
    if (!(error instanceof AttestaError)) throw error
    return error.code === 'case.by-exception' ? 'other-office' : error
  }
}
