import type { Page, Route } from '@playwright/test'

/** What the stubbed service answers, by `METHOD /path`; `aborted` is a connection that is lost. */
export type Answers = Record<string, unknown | ((route: Route) => unknown)>

export const aborted = (route: Route) => route.abort('connectionfailed')

/** A refusal as the service writes it. */
export function refusal({ code, status, it }: { code: string; status: number; it: string }) {
  return (route: Route) =>
    route.fulfill({
      status,
      contentType: 'application/problem+json',
      json: { code, status, it, en: it, next: { it: 'Riprova.', en: 'Try again.' }, facts: {} },
    })
}

/**
 * Puts answers of ours in the place of the console's API, for states that take days or bad luck to reach (an expired session,
 * a blocked offer). The pages and their policy stay the product's own.
 */
export async function answerInstead(page: Page, answers: Answers): Promise<void> {
  await page.route(/\/api\//, async (route) => {
    const request = route.request()
    const answer = answers[`${request.method()} ${new URL(request.url()).pathname}`]
    if (answer === undefined) return route.fulfill({ status: 404, json: { code: 'request.not-found' } })
    return typeof answer === 'function' ? answer(route) : route.fulfill({ json: answer })
  })
}

const organisation = { id: 'o1', slug: 'orobie-formazione', name: 'Orobie Formazione e Lavoro', kind: 'body' }

/** Somebody who is logged in, in one role. */
export const loggedInAs = (role: 'officer' | 'chamber' | 'member' | 'region') => ({
  person: { id: 'p1', name: 'Persona di prova' },
  roles: [{ role, organisation }],
  active: { role, organisation },
  csrf: 'token',
  demo: true,
})

export const attestation = {
  renderings: [],
  statusPage: 'http://localhost:4000/a/LOM-2026-000001-0000000000000000000000',
  id: 'a1',
  caseId: 'c1',
  number: 'LOM-2026-000001',
  digest: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
  kind: 'certificato',
  titleByLanguage: { it: 'Diversity Manager' },
  person: { name: 'Beàta Ghirlanzòni' },
  issuedAt: '2026-11-24T09:00:00Z',
  state: { word: 'valido' },
  history: [{ at: '2026-11-24T09:00:00Z', what: 'rilasciato', who: 'Persona di prova' }],
}

const TIE = {
  it: 'Terza Persona ha seguito come tutor Beàta Ghirlanzòni, fino al 1 marzo 2026.',
  en: 'Terza Persona was the tutor of Beàta Ghirlanzòni, until 1 March 2026.',
}

export const commissionRequest = {
  id: 'r1',
  case: {
    id: 'c1',
    number: 'IVC-2026-0001',
    person: { name: 'Beàta Ghirlanzòni' },
    titleByLanguage: { it: 'Diversity Manager' },
    sector: 'Area comune',
    province: 'BG',
  },
  body: 'Orobie Formazione e Lavoro',
  competences: [],
  requestedAt: '2026-11-20T09:00:00Z',
  experts: [
    { id: 'e1', name: 'Prima Persona', sector: 'Area comune', ofSector: true, roles: ['presidente', 'esperto'] },
    { id: 'e2', name: 'Seconda Persona', sector: 'Area comune', ofSector: true, roles: ['esperto'] },
    { id: 'e3', name: 'Terza Persona', sector: 'Area comune', ofSector: true, roles: ['esperto'], conflict: TIE },
  ],
  rulePack: {
    titleByLanguage: { it: 'Regole', en: 'Rules' },
    noteByLanguage: { it: 'Di prova.', en: 'For tests.' },
    minimumMembers: 2,
    reasonMinimumLength: 10,
    roles: [
      { id: 'presidente', words: { it: 'presidente', en: 'president' }, least: 1 },
      { id: 'esperto', words: { it: 'esperto', en: 'expert' }, least: 1 },
    ],
  },
  conflicts: [],
  leftOut: [],
  earlier: [],
}
