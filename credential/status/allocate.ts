import { AttestaError } from '../errors.ts'

/** Tries before a list is called full: with nine tenths taken, one in three hundred fails. */
const TRIES = 50

export interface AllocateInput {
  readonly size: number
  /** Whoever keeps the list says which positions were ever used. */
  readonly isTaken: (index: number) => boolean
  readonly randomBytes: (length: number) => Uint8Array
}

/**
 * A random position that was never used. Random, so that neighbours tell nothing about each other; never reused, because an old
 * copy may still point there (security.md §2 row 36).
 *
 * @throws AttestaError `status-list.full`
 */
export function allocate({ size, isTaken, randomBytes }: AllocateInput): number {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const index = draw({ size, randomBytes })
    if (!isTaken(index)) return index
  }
  throw new AttestaError('status-list.full', { size })
}

/** Uniform: values beyond the last whole multiple of `size` are thrown away, or the first positions would come up more often. */
function draw({ size, randomBytes }: Pick<AllocateInput, 'size' | 'randomBytes'>): number {
  const limit = Math.floor(2 ** 32 / size) * size
  for (;;) {
    const value = new DataView(Uint8Array.from(randomBytes(4)).buffer).getUint32(0)
    if (value < limit) return value % size
  }
}
