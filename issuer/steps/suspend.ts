import { type ChangeStatusInput, changeStatus } from './change-status.ts'
import type { World } from './world.ts'

/** Suspends an attestation while a procedure is pending; it can be lifted (domain.md §2.6). */
export const suspend = (input: ChangeStatusInput, world: World) => changeStatus({ ...input, word: 'sospeso', expected: ['valido'] }, world)
