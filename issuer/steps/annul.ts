import { type ChangeStatusInput, changeStatus } from './change-status.ts'
import type { World } from './world.ts'

/** Annuls an attestation by a reasoned act (L. 241/1990 art. 21-nonies). Final: the register keeps the history, nothing brings it back. */
export const annul = (input: ChangeStatusInput, world: World) =>
  changeStatus({ ...input, word: 'annullato', expected: ['valido', 'sospeso'] }, world)
