/** Where the state of an act is published: the folder of its lists, and one index in each of them (design.md §2). */
export interface StatusPlace {
  /** Address up to and with the last `/`. */
  readonly folder: string
  readonly index: number
}

/** The place of an act, from the address of any of its lists. */
export function statusPlace({ list, index }: { list: string; index: number }): StatusPlace {
  return { folder: list.slice(0, list.lastIndexOf('/') + 1), index }
}
