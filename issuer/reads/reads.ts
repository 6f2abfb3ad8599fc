import type { Language } from '../../http/page/language.ts'
import type { KeyWrapping } from '../../keys/index.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import type { Prisma } from '../db/prisma.ts'
import { refusalOf } from '../db/refusal-of.ts'
import type { ReadingInput } from '../steps/enter-reading-room.ts'
import { readFile } from '../steps/lock-case.ts'
import { readAttestation } from './attestation.ts'
import { readCase } from './case.ts'
import { type Form, readDocument, readDocumentFile } from './case-document.ts'
import { readCaseFile, readNextActs } from './case-file.ts'
import { type CasesAsked, readCases } from './cases.ts'
import { type CommissionPaperKind, readCommissionPaper, readSittingPaper, type SITTING_PAPERS } from './commission-paper.ts'
import { type RequestsAsked, readCommissionRequest, readCommissionRequests } from './commission-requests.ts'
import { type EvidenceFileInput, readEvidenceFile } from './evidence-file.ts'
import { readHandOver } from './hand-over.ts'
import { readTextFile } from './minutes-texts.ts'
import { readOfferState } from './offer.ts'
import { readOpenCasesOf } from './open-cases-of.ts'
import { readDossier, readDossierEvidence } from './reading-room.ts'
import { readSittingFile } from './signed-sitting.ts'
import { readSitting } from './sitting.ts'
import { readSittingHour } from './sitting-hour.ts'
import { readSittings, type SittingsAsked } from './sittings.ts'
import { readToday } from './today.ts'
import { readToldCompetences } from './told-competences.ts'

export type Reads = ReturnType<typeof openReads>

/** Everything the console shows. Each read takes the actor and sees only what belongs to the actor's organisation (security.md §2 row 46). */
export function openReads({ prisma, db, now, wrapping }: { prisma: Prisma; db: Database; now: () => Date; wrapping: KeyWrapping }) {
  return {
    today: (actor: Actor) => sure(readToday({ actor, prisma, db, now: now() })),
    cases: (input: { actor: Actor; asked?: CasesAsked }) => readCases({ ...input, db, now: now() }),
    openCasesOf: (input: { taxCode: string; actor: Actor }) => readOpenCasesOf(input, db),
    case: (input: { caseId: string; actor: Actor; language: Language }) => sure(readCase({ ...input, prisma, db, now: now() })),
    caseFile: async ({ caseId, actor, language }: { caseId: string; actor: Actor; language: Language }) => {
      const file = await readFile({ caseId, organisationId: actor.role === 'officer' ? actor.organisation.id : '' }, db)
      return { ...(await readCaseFile(file, { db })), next: await readNextActs(file, { actor, language, db, at: now() }) }
    },
    toldCompetences: async ({ caseId, actor }: { caseId: string; actor: Actor }) =>
      readToldCompetences(await readFile({ caseId, organisationId: actor.role === 'officer' ? actor.organisation.id : '' }, db), {
        db,
        at: now(),
      }),
    handOver: async ({ caseId, actor }: { caseId: string; actor: Actor }) =>
      readHandOver(
        { file: await readFile({ caseId, organisationId: actor.role === 'officer' ? actor.organisation.id : '' }, db), at: now() },
        db,
      ),
    evidenceFile: (input: EvidenceFileInput) => readEvidenceFile(input, { db, wrapping }),
    document: (input: { caseId: string; documentId: string; actor: Actor }) => sure(readDocument({ ...input, prisma, db })),
    documentFile: (input: { caseId: string; documentId: string; form: Form; actor: Actor }) =>
      sure(readDocumentFile({ ...input, prisma, db })),
    commissionRequests: (input: { actor: Actor; asked?: RequestsAsked }) => sure(readCommissionRequests({ ...input, prisma, now: now() })),
    commissionRequest: (input: { requestId: string; actor: Actor }) => sure(readCommissionRequest({ ...input, prisma, db, now: now() })),
    sittingHour: (input: { requestId: string; at: Date; actor: Actor }) => readSittingHour({ ...input, now: now() }, db),
    commissionPaper: (input: { commissionId: string; paper: CommissionPaperKind; actor: Actor }) => readCommissionPaper(input, db),
    sittingPaper: (input: { sittingId: string; paper: (typeof SITTING_PAPERS)[number]; actor: Actor }) => readSittingPaper(input, db),
    sittings: (input: { actor: Actor; asked?: SittingsAsked }) => sure(readSittings({ ...input, prisma, db })),
    sitting: (input: { sittingId: string; actor: Actor; language: Language }) => sure(readSitting({ ...input, prisma, db, now: now() })),
    sittingFile: (input: { sittingId: string; decisionId?: string; actor: Actor }) => sure(readSittingFile({ ...input, prisma, db })),
    dossier: (input: ReadingInput) => readDossier(input, { db, now }),
    dossierEvidence: (input: ReadingInput & { evidenceId: string }) => readDossierEvidence(input, { db, now, wrapping }),
    minutesText: (input: { sittingId: string; textId: string; actor: Actor }) => sure(readTextFile({ ...input, prisma, db })),
    attestation: (input: { attestationId: string; actor: Actor }) => sure(readAttestation({ ...input, prisma, db, now: now() })),
    offer: (input: { attestationId: string; actor: Actor }) => sure(readOfferState({ ...input, prisma, now: now() })),
  }
}

/** Prisma wraps the driver's errors; what they mean for whoever asked is the same. */
async function sure<Result>(read: Promise<Result>): Promise<Result> {
  try {
    return await read
  } catch (error) {
    throw refusalOf(error)
  }
}
