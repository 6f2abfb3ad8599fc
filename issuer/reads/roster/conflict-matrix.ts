import type { Actor } from '../../auth/actor.ts'
import { readConflicts } from '../../conflicts/read-conflicts.ts'
import { sayFinding } from '../../conflicts/say-finding.ts'
import type { Database } from '../../db/database.ts'
import { requireThat } from '../../steps/require-that.ts'
import { readWaiting } from '../plan/waiting.ts'

export interface MatrixAsked {
  /** Only experts of this sector, and who waits for it. */
  readonly sector?: string | undefined
  /** From 1: candidates and experts each have pages of their own. */
  readonly candidatePage?: number | undefined
  readonly expertPage?: number | undefined
}

const CANDIDATES = 8
const EXPERTS = 25

/** Experts beside those who wait: each cell says whether the one may judge the other, and what stands between them. */
export async function readConflictMatrix({ actor, asked, at }: { actor: Actor; asked: MatrixAsked; at: Date }, db: Pick<Database, 'rows'>) {
  requireThat(actor.role === 'chamber', 'roster.not-allowed', { role: actor.role })
  const { sector, candidatePage = 1, expertPage = 1 } = asked
  const chamberId = actor.organisation.id
  const everybody = await readWaiting({ chamberId }, db)
  const waiting = everybody.filter((one) => sector === undefined || one.sector === sector)
  const candidates = pageOf(waiting, candidatePage, CANDIDATES)
  const conflicts = await readConflicts({ chamberId, caseIds: candidates.map(({ caseId }) => caseId), at }, db)
  const able = conflicts.experts.filter(({ sectors }) => sector === undefined || sectors.includes(sector))
  return {
    sectors: [...new Set(everybody.map((one) => one.sector))].sort(),
    candidates: candidates.map(({ requestId, name, body, sector: of }) => ({ requestId, name, body: body.name, sector: of })),
    candidatePages: pagesOf(waiting, CANDIDATES),
    expertPages: pagesOf(able, EXPERTS),
    experts: pageOf(able, expertPage, EXPERTS).map(({ id, name, sectors }) => ({
      id,
      name,
      sectors,
      cells: candidates.map(({ requestId, caseId, name: candidate, body }) => {
        const judged = conflicts.judged({ expertId: id, caseId })
        if (judged.verdict === 'free') return { requestId, verdict: judged.verdict }
        const say = (language: 'it' | 'en') => sayFinding({ finding: judged.finding, expert: name, candidate, body: body.name, language })
        return { requestId, verdict: judged.verdict, why: { it: say('it'), en: say('en') } }
      }),
    })),
  }
}

const pageOf = <T>(list: readonly T[], page: number, size: number): T[] => list.slice((page - 1) * size, page * size)
const pagesOf = (list: readonly unknown[], size: number) => Math.max(1, Math.ceil(list.length / size))
