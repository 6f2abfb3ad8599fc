import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readSources } from '../architecture/sources.ts'

const web = fileURLToPath(new URL('../../issuer/web/', import.meta.url))
const components = readSources().filter(({ path }) => path.startsWith('issuer/web/') && path.endsWith('.svelte'))
const served = readSources().filter(({ path }) => path.startsWith('issuer/citizen/'))

/** Where somebody types or chooses, and nothing is kept, each with its reason. */
const NOTHING_TO_KEEP: Readonly<Record<string, string>> = {
  'parts/SearchCases.svelte': 'a search: what was looked for is kept by the list that it leads to',
  'parts/Release.svelte': 'a second look: the number is typed once more, by whoever releases now',
  'parts/AttestationFiles.svelte': 'a switch on the page, nothing is sent',
  'parts/ExpertChoice.svelte': 'hands what is typed up to the form that keeps it (Appoint)',
  'parts/file/PickActivities.svelte': 'a search; what is chosen goes up to the form that keeps it (ExperienceForm)',
  'parts/plan/ProposedSitting.svelte': 'hands what is typed up to the form that keeps it (PlanResult)',
  'parts/ProvinceField.svelte': 'a field, whose form keeps it',
  'screens/region/Dashboard.svelte': 'filters, kept in the address',
  'screens/RulePackPage.svelte': 'what is compared with what, nothing is sent',
  'screens/chamber/Conflicts.svelte': 'a filter, kept in the address',
}
const inSource = (path: string) => path.slice('issuer/web/'.length)
const bindings = (text: string) =>
  [...text.matchAll(/bind:(?:value|group|checked)=\{([^\n]*?)\}(?=[\s/>])|bind:(?:value|group|checked)(?=[\s/>])/g)].map(([whole]) => whole)

/** A draft's fields, the fields of a list in the address, or one of many that are a field together: places of the plan, what is said of files. */
const isKept = (binding: string) => /\bfields\b|\bplace\.|answerTo\(|\bsay\(one/.test(binding)
const asks = (text: string) => text.includes('<form') || bindings(text).length > 0

/** Beginnings of the names of the drafts that a component keeps. */
const namesIn = (text: string) =>
  [...text.matchAll(/ draft(?:<[^(]*>)?\((?:'([^']+)'|`(?:\$\{before \? '([^']+)'[^}]*\})?([^`$]*))/g)].map(
    ([, plain, first, rest]) => plain ?? first ?? rest ?? '',
  )

describe('nothing that is typed is lost (ux.md)', () => {
  const all = components.filter(({ text }) => asks(text))

  test('every form of the console was found', () => {
    expect(all.length).toBeGreaterThan(45)
  })

  test.each(all.filter(({ path }) => !(inSource(path) in NOTHING_TO_KEEP)).map(({ path, text }) => [inSource(path), text] as const))(
    '%s keeps what is typed',
    (_path, text) => {
      expect(
        bindings(text).filter((binding) => !isKept(binding)),
        'bound to no draft',
      ).toEqual([])
      if (text.includes('<form')) expect(text, 'says when it was saved').toMatch(/<Saved\b/)
    },
  )

  test('no exception stays longer than its reason', () => {
    const gone = Object.keys(NOTHING_TO_KEEP).filter((path) => {
      const text = components.find((component) => inSource(component.path) === path)?.text
      return text === undefined || bindings(text).every(isKept)
    })
    expect(gone).toEqual([])
  })

  /** On their page, and open, whenever there is something to write: what was typed is seen again at once. */
  const ALWAYS_OPEN = [
    'answers.',
    'application.',
    'audit-file.',
    'case.new',
    'correct.',
    'correct.release.',
    'edc-profile',
    'evidence.',
    'expert.new',
    'export',
    'import.',
    'login.',
    'organisation.new',
    'plan.',
    'register.',
    'release.',
    'request.',
    'upload-refused.',
    'volunteer.new',
  ]
  const marked = components.flatMap(({ path, text }) => [
    ...[...text.matchAll(/<DraftWaits of=\{`([^`$]+)/g)].map(([, name = '']) => name),
    ...(/<DraftWaits of=\{\w+\.name\}/.test(text) ? namesIn(text) : []).map((name) => `${name} ${path}`),
  ])
  const drafts = components.flatMap(({ path, text }) => namesIn(text).map((name) => [name, inSource(path)] as const))

  test.each(drafts.filter(([name]) => !ALWAYS_OPEN.includes(name)))('a draft %s of %s is told while its form is closed', (name) => {
    expect(marked.some((one) => one.startsWith(name))).toBe(true)
  })

  test('a draft is forgotten by whoever leaves', () => {
    expect(readFileSync(`${web}parts/PersonMenu.svelte`, 'utf8')).toContain('forgetDrafts()')
  })
})

describe('the served pages of the person', () => {
  /** What is typed there is a secret, or nothing. */
  const SECRET = ['issuer/citizen/enter-page.ts', 'issuer/citizen/case-page.ts']
  /** Buttons alone: nobody types there. */
  const isButton = (form: string) => form.includes('/parere/salta')
  const forms = served.flatMap(({ path, text }) => (text.match(/<form\b[^>]*>/g) ?? []).map((form) => [path, form] as const))

  test('were found', () => expect(forms.length).toBeGreaterThanOrEqual(5))

  test.each(forms.filter(([path, form]) => !SECRET.includes(path) && !isButton(form)))('%s keeps a draft: %s', (_path, form) => {
    expect(form).toContain('draftOf({')
  })
})
