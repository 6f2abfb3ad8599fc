import { AttestaError } from '../../../credential/errors.ts'
import type { ExportTarget } from '../target.ts'
import { bes } from './bes.ts'
import { siuf } from './siuf.ts'
import { siul } from './siul.ts'

/** A new register is a new file, and a place here. */
export const TARGETS: readonly ExportTarget[] = [bes, siul, siuf]

/** @throws AttestaError `export.unknown-target` */
export function targetOf(id: string): ExportTarget {
  const target = TARGETS.find((candidate) => candidate.id === id)
  if (target === undefined) throw new AttestaError('export.unknown-target')
  return target
}
