import { type ChangeStatusInput, changeStatus } from './change-status.ts'
import type { World } from './world.ts'

/** Ends a suspension: the attestation is valid again, and the history says so. */
export const lift = (input: ChangeStatusInput, world: World) => changeStatus({ ...input, word: 'valido', expected: ['sospeso'] }, world)
