import { AttestaError, type ErrorCode, type Facts } from '../../credential/errors.ts'
import type { Transaction } from '../db/database.ts'
import type { CaseFile } from '../steps/lock-case.ts'
import { type FallenAct, factsOf, fallenAct, fallenBeneath } from '../steps/standing-act.ts'
import { type Act, type Need, transitionOf } from './procedure.ts'

/** One thing that an act still lacks: a sentence of the catalogue, and the part of the case where it is mended. */
export interface Missing {
  readonly need: Need
  readonly code: ErrorCode
  readonly facts: Facts
  readonly part: 'accoglienza' | 'esperienze' | 'competenze' | 'evidenze' | 'documenti' | 'accertamento' | 'validazione'
}

type Db = Pick<Transaction, 'rows'>
type Look = (file: CaseFile, db: Db) => Promise<Missing[]>

/** What a case lacks for an act, in the order in which it is mended; empty when nothing stands in its way. */
export async function missingFor(act: Act, file: CaseFile, db: Db): Promise<Missing[]> {
  const missing: Missing[] = []
  for (const need of transitionOf(act).needs) missing.push(...((await LOOKS[need]?.(file, db)) ?? []))
  return missing
}

/** @throws AttestaError `case.incomplete`, which names everything that is missing by its code */
export async function requireNothingMissing(act: Act, file: CaseFile, db: Db): Promise<void> {
  const missing = await missingFor(act, file, db)
  if (missing.length > 0)
    throw new AttestaError('case.incomplete', { missing: missing.map(({ code }) => code).join(', '), count: missing.length })
}

/** Needs without a look are met by the act's own input (a reason) or by the act itself (the data of the record, the number). */
const LOOKS: Partial<Readonly<Record<Need, Look>>> = {
  'privacy-notice': async ({ id }, db) => {
    const told = await db.rows('SELECT 1 FROM case_reception WHERE case_id = $1 AND informed_at IS NOT NULL', [id])
    return told.length > 0 ? [] : [missing('privacy-notice', 'missing.privacy-notice', 'accoglienza')]
  },
  reception: async ({ id }, db) => {
    const met = await db.rows('SELECT 1 FROM case_reception WHERE case_id = $1', [id])
    return met.length > 0 ? [] : [missing('reception', 'missing.reception', 'accoglienza')]
  },
  experience: async ({ id }, db) => {
    const told = await db.rows('SELECT 1 FROM case_experience WHERE case_id = $1 LIMIT 1', [id])
    return told.length > 0 ? [] : [missing('experience', 'missing.experience', 'esperienze')]
  },
  competence: async ({ competences }) => (competences.length > 0 ? [] : [missing('competence', 'missing.competence', 'competenze')]),
  'competence-with-experience': async ({ id, competences }, db) => {
    const supported = await db.rows<{ competence_id: string }>('SELECT DISTINCT competence_id FROM case_support WHERE case_id = $1', [id])
    const ids = new Set(supported.map(({ competence_id }) => competence_id))
    return competences
      .filter((chosen) => !ids.has(chosen.id))
      .map(({ competence }) => missing('competence-with-experience', 'missing.support', 'competenze', { competence: competence.name.it }))
  },
  evidence: async ({ id }, db) => {
    const kept = await db.rows('SELECT 1 FROM case_evidence WHERE case_id = $1 AND erased_at IS NULL LIMIT 1', [id])
    return kept.length > 0 ? [] : [missing('evidence', 'missing.evidence', 'evidenze')]
  },
  'documents-of-application': async ({ id, rulePack }, db) => {
    const kept = await db.rows<{ class: string }>('SELECT DISTINCT class FROM case_evidence WHERE case_id = $1 AND erased_at IS NULL', [id])
    const classes = new Set(kept.map((evidence) => evidence.class))
    return rulePack.documents
      .filter((document) => document.neededForApplication && !classes.has(document.class))
      .map((document) =>
        missing('documents-of-application', 'missing.document', 'evidenze', { document: document.it, documentEn: document.en }),
      )
  },
  'documents-for-commission': async ({ id, rulePack }, db) => {
    const filed = await db.rows<{ class: string }>('SELECT DISTINCT class FROM case_document WHERE case_id = $1', [id])
    const classes = new Set(filed.map((document) => document.class))
    return rulePack.documents
      .filter((document) => document.neededForCommission && !classes.has(document.class))
      .map((document) =>
        missing('documents-for-commission', 'missing.document', 'documenti', { document: document.it, documentEn: document.en }),
      )
  },
  // Without a document of validation, which the exception spares; with the one of trasparenza, on which it stands.
  'documents-by-exception': async ({ id, rulePack }, db) => {
    const filed = await db.rows<{ class: string }>('SELECT DISTINCT class FROM case_document WHERE case_id = $1', [id])
    const classes = new Set(filed.map((document) => document.class))
    const wanted = rulePack.documents.filter((document) => document.neededForCommission && document.class !== 'validazione')
    return [...wanted, { class: 'trasparenza', it: 'Documento di trasparenza', en: 'Document of transparency' }]
      .filter((document) => !classes.has(document.class))
      .map((document) =>
        missing('documents-by-exception', 'missing.document', 'documenti', { document: document.it, documentEn: document.en }),
      )
  },
  'transparency-stands': async ({ id }, db) => fallen('transparency-stands', await fallenAct({ caseId: id, kind: 'trasparenza' }, db)),
  'act-stands': async ({ id }, db) => fallen('act-stands', await fallenBeneath(id, db)),
  plan: async ({ id }, db) => {
    const planned = await db.rows('SELECT 1 FROM case_plan WHERE case_id = $1', [id])
    return planned.length > 0 ? [] : [missing('plan', 'missing.plan', 'accertamento')]
  },
  'judgement-of-validation': async ({ id, competences }, db) => {
    const judged = await db.rows<{ competence_id: string }>('SELECT competence_id FROM case_validation WHERE case_id = $1', [id])
    const ids = new Set(judged.map(({ competence_id }) => competence_id))
    return competences
      .filter((chosen) => !ids.has(chosen.id))
      .map(({ competence }) => missing('judgement-of-validation', 'missing.validation', 'validazione', { competence: competence.name.it }))
  },
}

function fallen(need: Need, act: FallenAct | undefined): Missing[] {
  return act === undefined ? [] : [missing(need, 'missing.standing-act', 'documenti', factsOf(act))]
}

function missing(need: Need, code: ErrorCode, part: Missing['part'], facts: Facts = {}): Missing {
  return { need, code, facts, part }
}
