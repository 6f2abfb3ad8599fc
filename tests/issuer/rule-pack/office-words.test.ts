import { describe, expect, test } from 'vitest'
import { casePage } from '../../../issuer/citizen/case-page.ts'
import type { OwnCase } from '../../../issuer/citizen/own-case.ts'
import { STATES } from '../../../issuer/procedure/procedure.ts'
import { PACKS } from '../../../issuer/rule-pack/rule-pack.ts'
import english from '../../../issuer/web/locales/en.json' with { type: 'json' }
import italian from '../../../issuer/web/locales/it.json' with { type: 'json' }
import laterEnglish from '../../../issuer/web/locales/later/en.json' with { type: 'json' }
import laterItalian from '../../../issuer/web/locales/later/it.json' with { type: 'json' }
import errors from '../../../schemas/errors/issuer.json' with { type: 'json' }

const CHAMBER = /\bCamer[ae]\b|\bChambers?\b/

/** Where a Chamber is meant: the kind of an organisation, and what is shown only to or about one. */
const ITS_OWN = ['login.lead', 'role.chamber', 'dashboard.by.chamber', 'organisation.kind.chamber']

describe('who appoints is called as the rules of the case call it', () => {
  test.each([
    { language: 'it', messages: { ...italian, ...laterItalian } },
    { language: 'en', messages: { ...english, ...laterEnglish } },
  ])('no sentence of the console says Chamber for another office ($language)', ({ messages }) => {
    const saying = Object.entries(messages).filter(([, words]) => CHAMBER.test(words))
    expect(saying.map(([key]) => key).filter((key) => !ITS_OWN.includes(key))).toEqual([])
  })

  test('no refusal of the issuer says it', () => {
    expect(Object.entries(errors).filter(([, refusal]) => CHAMBER.test(JSON.stringify(refusal)))).toEqual([])
  })

  test.each(PACKS.map((rulePack) => ({ region: rulePack.title.it, rulePack })))('$region', ({ rulePack }) => {
    const { office, organisationKind, ...full } = rulePack.appointedBy
    for (const language of ['it', 'en'] as const) {
      expect(CHAMBER.test(office[language])).toBe(organisationKind === 'chamber')
      const note = { it: italian, en: english }[language]['request.note']
      expect(note.replace('{office}', office[language])).toMatch(
        organisationKind === 'chamber' ? CHAMBER : /uffici|office|dipartimento|department/,
      )
      const frame = { language, demo: true, otherHref: '/' }
      const pages = STATES.map((state) => casePage({ own: ownCase(rulePack, state), viewer: VIEWER, frame }))
      expect(pages.some((page) => page.includes(full[language]))).toBe(true)
      if (organisationKind !== 'chamber') expect(pages.filter((page) => CHAMBER.test(page))).toEqual([])
    }
  })
})

const VIEWER = { by: 'link', csrf: 'x', caseIds: [] } as const

function ownCase(rulePack: OwnCase['rulePack'], state: OwnCase['state']): OwnCase {
  return {
    id: 'caso',
    number: 'IVC-2026-1',
    state,
    title: undefined,
    body: { id: 'ente', slug: 'ente', name: 'Ente di prova' },
    givenName: 'Nèva',
    judged: [],
    hasEmail: false,
    hasPhone: false,
    isVolunteer: false,
    rulePack,
    reached: new Map(),
    endsHere: false,
    meeting: undefined,
    acts: [],
    papers: [],
    evidence: [],
    uploads: [],
    requests: [],
    rated: [],
    erasure: { evidence: {} },
  }
}
