import { CASE_GROUPS, CASE_ORDERS } from './api/cases.ts'

/** What a list of cases is asked for. Filter, order and page stand in the address; a name does not: it stays in the tab's history. */
export interface Asked {
  readonly words: string
  readonly group: string
  readonly order: string
  readonly late: boolean
  readonly page: number
}

export function askedNow(): Asked {
  const parameters = new URLSearchParams(location.search)
  const page = Number(parameters.get('pagina'))
  const words: unknown = history.state?.words
  return {
    words: typeof words === 'string' ? words : '',
    group: CASE_GROUPS.find((known) => known === parameters.get('stato')) ?? '',
    order: CASE_ORDERS.find((known) => known === parameters.get('ordine')) ?? 'recenti',
    late: parameters.get('ritardo') === 'si',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  }
}

/** Keeps what is asked for, so that a reload, a way back and a link to a colleague show the same. */
export function keepAsked({ words, group, order, late, page }: Asked): void {
  const parameters = new URLSearchParams({
    ...(group === '' ? {} : { stato: group }),
    ...(order === 'recenti' ? {} : { ordine: order }),
    ...(late ? { ritardo: 'si' } : {}),
    ...(page === 1 ? {} : { pagina: String(page) }),
  })
  history.replaceState({ words }, '', parameters.size === 0 ? location.pathname : `${location.pathname}?${parameters}`)
}
