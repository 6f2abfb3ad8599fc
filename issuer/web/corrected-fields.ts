import type { Corrected, CorrectedExperience, Difference } from './api/corrections.ts'
import { t } from './later-t.ts'

/** What may be corrected, as the fields of a form: `person.givenName`, `title.it`, `experiences.0.hours`. */
export function fieldsOf({ person, title, experiences = [], workloadHours }: Corrected): Record<string, string> {
  const { givenName, familyName, birthDate, taxCode } = person
  return {
    'person.givenName': givenName,
    'person.familyName': familyName,
    'person.birthDate': birthDate,
    'person.taxCode': taxCode,
    // The language of the act first.
    'title.it': title.it,
    ...Object.fromEntries(Object.entries(title).map(([language, text]) => [`title.${language}`, text ?? ''])),
    ...Object.fromEntries(
      experiences.flatMap(({ title: name, organisation = '', from = '', until = '', hours }, index) =>
        Object.entries({ title: name, organisation, from, until, hours: hours?.toString() ?? '' }).map(([member, value]) => [
          `experiences.${index}.${member}`,
          value,
        ]),
      ),
    ),
    ...(workloadHours !== undefined && { workloadHours: workloadHours.toString() }),
  }
}

/** The form read back; what is emptied is left out. */
export function correctedOf(fields: Readonly<Record<string, string>>, was: Corrected): Corrected {
  const said = (name: string) => fields[name]?.trim() ?? ''
  const titles = Object.keys(was.title).map((language) => [language, said(`title.${language}`)] as const)
  const hours = said('workloadHours')
  return {
    person: {
      givenName: said('person.givenName'),
      familyName: said('person.familyName'),
      birthDate: said('person.birthDate'),
      taxCode: said('person.taxCode').replace(/\s/g, '').toUpperCase(),
    },
    title: Object.fromEntries(titles.filter(([language, text]) => language === 'it' || text !== '')) as unknown as Corrected['title'],
    ...(was.experiences && { experiences: was.experiences.map((_, index) => experienceOf(said, index)) }),
    ...(was.experiences && hours !== '' && { workloadHours: numberOf(hours) }),
  }
}

function experienceOf(said: (name: string) => string, index: number): CorrectedExperience {
  const of = (member: string) => said(`experiences.${index}.${member}`)
  const [organisation, from, until, hours] = [of('organisation'), of('from'), of('until'), of('hours')]
  return {
    title: of('title'),
    ...(organisation !== '' && { organisation }),
    ...(from !== '' && { from }),
    ...(until !== '' && { until }),
    ...(hours !== '' && { hours: numberOf(hours) }),
  }
}

function numberOf(text: string): number {
  return Number(text.replace(',', '.'))
}

/** What changes, field by field. */
export function changesIn(fields: Readonly<Record<string, string>>, was: Corrected): Difference[] {
  const before = fieldsOf(was)
  const after = fieldsOf(correctedOf(fields, was))
  return Object.keys(before)
    .map((field) => ({ field, was: before[field] ?? '', is: after[field] ?? '' }))
    .filter(({ was, is }) => was !== is)
}

const NAMED = [
  'person.givenName',
  'person.familyName',
  'person.birthDate',
  'person.taxCode',
  'title.it',
  'title.en',
  'workloadHours',
] as const
const OF_EXPERIENCE = ['title', 'organisation', 'from', 'until', 'hours'] as const

/** A field in words. */
export function fieldWords(field: string): string {
  const named = NAMED.find((name) => name === field)
  if (named !== undefined) return t(`correct.field.${named}`)
  const [, index = '', member = ''] = /^experiences\.(\d+)\.(\w+)$/.exec(field) ?? []
  const known = OF_EXPERIENCE.find((name) => name === member)
  if (known !== undefined) return t('correct.field.experience', { number: Number(index) + 1, what: t(`correct.field.experience.${known}`) })
  return t('correct.field.title', { language: field.slice('title.'.length) })
}
