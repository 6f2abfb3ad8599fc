import codes from '../../../schemas/edc/codes.json' with { type: 'json' }

interface List {
  readonly prefix: string
  /** Absent where the list is too long to carry: then only the spelling is known. */
  readonly codes?: readonly string[]
  readonly pattern?: string
}

const LISTS: ReadonlyMap<string, (id: string) => boolean> = new Map(
  Object.entries<List>(codes).map(([scheme, { prefix, codes: known, pattern }]) => {
    const members = new Set(known)
    const spelling = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`)
    return [
      scheme,
      (id: string) => {
        const code = id.slice(prefix.length)
        return id.startsWith(prefix) && (spelling?.test(code) ?? members.has(code))
      },
    ]
  }),
)

/**
 * Is it a code of the list? The official shapes only look whether a concept says that it is of the list: `eqf/99` passes them
 * (edc-ob3.md §3). A list that is not known here refuses nothing.
 */
export function isOfList(scheme: string, id: string): boolean {
  return LISTS.get(scheme)?.(id) ?? true
}
