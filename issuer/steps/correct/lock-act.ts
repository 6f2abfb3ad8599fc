import type { Attestation } from '../../../credential/attestation/attestation.ts'
import type { Actor } from '../../auth/actor.ts'
import type { Transaction } from '../../db/database.ts'
import type { Task } from '../../procedure/procedure.ts'
import type { StatusWord } from '../change-status.ts'
import { requireThat } from '../require-that.ts'

/** An act of a body under its lock, as it stands. */
export interface LockedAct {
  readonly id: string
  readonly organisationId: string
  readonly kind: CorrectableKind
  readonly number: string
  readonly record: Attestation
  readonly caseId: string
  readonly personId: string
  readonly profile: string
  readonly listId: string
  readonly idx: number
  readonly decisionId: string | null
  /** Sequence of its last change of state. */
  readonly seq: number
}

export type CorrectableKind = 'trasparenza' | 'validazione' | 'certificato'

/** Whoever may release an act of this kind may correct it. */
const TASK_OF: Readonly<Record<CorrectableKind, Task>> = { trasparenza: 'tutoring', validazione: 'assessment', certificato: 'release' }

/**
 * An act that may be corrected: of the actor's body, of a kind of the procedure, and valid. What is suspended waits for its answer first;
 * what is over stays over.
 *
 * @throws AttestaError `attestation.unknown`, `correction.not-allowed`, `correction.kind`, `correction.state`, `case.no-task`
 */
export async function lockAct({ attestationId, actor }: { attestationId: string; actor: Actor }, tx: Transaction): Promise<LockedAct> {
  const found = await tx.row<Omit<LockedAct, 'kind'> & { kind: string; word: StatusWord | null }>(
    `SELECT a.id, a.organisation_id AS "organisationId", a.kind, a.number, a.record, a.case_id AS "caseId", a.person_id AS "personId",
       a.profile, a.list_id AS "listId", a.idx, a.decision_id AS "decisionId", c.word, coalesce(c.seq, 0) AS seq
     FROM attestation a LEFT JOIN LATERAL (SELECT word, seq FROM status_change s WHERE s.attestation_id = a.id ORDER BY seq DESC LIMIT 1) c ON true
     WHERE a.id = $1 AND a.organisation_id = $2 FOR UPDATE OF a`,
    [attestationId, actor.organisation.id],
  )
  requireThat(found !== undefined, 'attestation.unknown')
  requireThat(actor.role === 'officer', 'correction.not-allowed', { role: actor.role })
  const { word, kind, ...act } = found
  requireThat(isCorrectable(kind), 'correction.kind')
  const task = TASK_OF[kind]
  requireThat(actor.tasks.includes(task), 'case.no-task', { task })
  requireThat((word ?? 'valido') === 'valido', 'correction.state', { word: word ?? 'valido' })
  return { ...act, kind }
}

function isCorrectable(kind: string): kind is CorrectableKind {
  return Object.hasOwn(TASK_OF, kind)
}
