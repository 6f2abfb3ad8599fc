/** What a list is asked for, kept in the address: a reload, a way back and a link to a colleague show the same. Nothing personal goes in. */
export interface AskedList<Name extends string> {
  /** Bind filters and order to these; '' = nothing chosen. */
  readonly fields: Record<Name, string>
  page: number
  /** For the service: what was chosen, under the names that it knows. */
  readonly query: URLSearchParams
}

/** @param names the service's name of each filter → its word in the address */
export function askedList<Name extends string>(names: Readonly<Record<Name, string>>): AskedList<Name> {
  const given = new URLSearchParams(location.search)
  const keys = Object.keys(names) as Name[]
  const fields = $state(Object.fromEntries(keys.map((key) => [key, given.get(names[key]) ?? ''])) as Record<Name, string>)
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
    history.replaceState(history.state, '', shown.size === 0 ? location.pathname : `${location.pathname}?${shown}`)
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
  }
}
