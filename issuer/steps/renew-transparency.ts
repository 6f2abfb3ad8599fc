import { randomUUID } from 'node:crypto'
import { crypto } from '#crypto'
import { saltPaths } from '../../credential/attestation/index.ts'
import { encode } from '../../credential/base64url.ts'
import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import { reserveIndex } from '../db/reserve-index.ts'
import { requireNothingMissing } from '../procedure/missing-for.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { composeTitle } from './compose-title.ts'
import { lockAct } from './correct/lock-act.ts'
import { replaceAct } from './correct/replace-act.ts'
import { requireAccredited } from './correct/require-accredited.ts'
import { sinceTransparency } from './dossier/since-transparency.ts'
import { fileDocument } from './file-document.ts'
import type { CaseFile } from './lock-case.ts'
import { registerNumber } from './register-number.ts'
import { releaseEarlyAct } from './release-early-act.ts'
import { fileAnnex, transparencyOutcome } from './release-transparency.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

/** Under this class the old act says why it was replaced: no mistake, the dossier went on. */
export const RENEWED = 'aggiornamento'

/**
 * The dossier went on after it was sealed: a new document of trasparenza says what it says now, in the place of the old one, with a number
 * and a place in the status lists of its own, as a rettifica has them (domain.md §2.6). Nothing was wrong, so nothing is corrected elsewhere.
 * What another body sealed before it handed the case over stays theirs, and valid: this body's own document stands beside it.
 *
 * @throws AttestaError `transparency.none`, `transparency.unchanged`, `case.incomplete`, and whatever `lockAct`, `requireAccredited` throw
 */
export async function renewTransparency(input: FileInput, world: World): Promise<{ attestationId: string; number: string }> {
  const { actor } = input
  return changeFile(
    input,
    {
      action: 'file.transparency-renewed',
      task: 'tutoring',
      during: ['trasparenza_rilasciata'],
      input: {},
      work: async ({ file, tx, at }) => {
        const since = await sinceTransparency(file.id, tx)
        requireThat(since !== undefined && file.title !== undefined, 'transparency.none')
        requireThat(since.changes.length > 0, 'transparency.unchanged', { number: since.number, on: since.on })
        await requireNothingMissing('release-transparency', file, tx)
        if (!since.own) return sealOwn({ file, actor, at }, { ...world, tx })
        const act = await lockAct({ attestationId: since.attestationId, actor }, tx)
        const recognition = await requireAccredited({ act, at }, tx)
        const outcome = await transparencyOutcome({ file, at }, tx)
        const id = randomUUID()
        const index = await reserveIndex({ organisationId: file.organisationId, attestationId: id }, tx)
        const number = await registerNumber({ titularId: recognition.titular.id, rule: file.rulePack.numbering.trasparenza, at }, tx)
        const salts = Object.fromEntries(saltPaths(outcome).map((path) => [path, encode(crypto.randomBytes(16))]))
        await replaceAct(
          {
            act,
            id,
            number,
            index,
            changed: { title: composeTitle({ title: file.title, outcome }), outcome, salts },
            recognition,
            reasonClass: RENEWED,
            reason: 'Il dossier è cambiato dopo il documento.',
            renewed: true,
            actor,
            at,
          },
          { ...world, tx },
        )
        await fileAnnex({ file, number, at }, tx)
        return { attestationId: id, number }
      },
    },
    world,
  )
}

/** The receiver's own first document, of the dossier as it is today. */
async function sealOwn(
  { file, actor, at }: { file: CaseFile; actor: Actor; at: Date },
  world: { tx: Transaction } & Pick<World, 'signerFor' | 'issuerUrl'>,
): Promise<{ attestationId: string; number: string }> {
  const { tx } = world
  const { organisationId, id: caseId } = file
  const outcome = await transparencyOutcome({ file, at }, tx)
  const { id, number } = await releaseEarlyAct({ kind: 'trasparenza', file, outcome, actor, at }, world)
  const title = `Documento di trasparenza ${number}`
  await fileDocument({ organisationId, caseId, class: 'trasparenza', title, sealedBy: actor.organisation.name, attestationId: id, at }, tx)
  await fileAnnex({ file, number, at }, tx)
  await tx.rows('UPDATE ivc_case SET version = version + 1, updated_at = $2, changed_by = $3 WHERE id = $1', [caseId, at, actor.accountId])
  return { attestationId: id, number }
}
