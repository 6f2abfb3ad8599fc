/** What a list is asked for, kept in the address: a reload, a way back and a link to a colleague show the same. Nothing personal goes in. */
export interface AskedList<Name extends string> {
  /** Bind filters and order to these; '' = nothing chosen. */
  readonly fields: Record<Name, string>
  page: number
  /** For the service: what was chosen, under the names that it knows; without what stands in no address. */
  readonly query: URLSearchParams
  /** Nothing was chosen: the list as it is first seen. */
  readonly plain: boolean
  /** Takes every choice back. */
  clear(): void
}

/**
 * @param names the service's name of each filter → its word in the address
 * @param unsaid filters that stand in no address, such as the name of a person: they stay in this tab's history
 */
export function askedList<Name extends string, Unsaid extends string = never>(
  names: Readonly<Record<Name, string>>,
  unsaid: readonly Unsaid[] = [],
): AskedList<Name | Unsaid> {
  const given = new URLSearchParams(location.search)
  const keys = Object.keys(names) as Name[]
  const kept = (name: Unsaid): string => (typeof history.state?.[name] === 'string' ? history.state[name] : '')
  const fields = $state({
    ...Object.fromEntries(keys.map((key) => [key, given.get(names[key]) ?? ''])),
    ...Object.fromEntries(unsaid.map((name) => [name, kept(name)])),
  } as Record<Name | Unsaid, string>)
  const first = Number(given.get('pagina'))
  let page = $state(Number.isInteger(first) && first > 0 ? first : 1)
  let before = JSON.stringify(fields)

  $effect(() => {
    const now = JSON.stringify(fields)
    if (now !== before) page = 1 // whoever asks for something else begins at its first page
    before = now
    const shown = new URLSearchParams()
    for (const key of keys) if (fields[key] !== '') shown.set(names[key], fields[key])
    if (page > 1) shown.set('pagina', String(page))
    const state = unsaid.length === 0 ? history.state : Object.fromEntries(unsaid.map((name) => [name, fields[name]]))
    history.replaceState(state, '', shown.size === 0 ? location.pathname : `${location.pathname}?${shown}`)
  })

  return {
    fields,
    get page() {
      return page
    },
    set page(next) {
      page = next
    },
    get query() {
      const query = new URLSearchParams()
      for (const key of keys) if (fields[key] !== '') query.set(key, fields[key])
      if (page > 1) query.set('page', String(page))
      return query
    },
    get plain() {
      return page === 1 && Object.values(fields).every((value) => value === '')
    },
    clear() {
      page = 1
      for (const name of [...keys, ...unsaid]) fields[name] = ''
    },
  }
}
