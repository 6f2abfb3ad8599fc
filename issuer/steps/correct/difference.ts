import type { Corrected } from './corrected.ts'

/** One thing that stood wrong: where, how it was, how it is. Empty is «nothing stood there». */
export interface Difference {
  /** `person.givenName`, `title.it`, `experiences.0.hours`, `workloadHours` */
  readonly field: string
  readonly was: string
  readonly is: string
}

/** What a correction changes, in the order in which an act says it. */
export function differencesOf({ was, is }: { was: Corrected; is: Corrected }): Difference[] {
  const before = flat(was)
  const after = flat(is)
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((field) => ({ field, was: before.get(field) ?? '', is: after.get(field) ?? '' }))
    .filter(({ was, is }) => was !== is)
}

function flat({ person, title, experiences = [], workloadHours }: Corrected): Map<string, string> {
  const { givenName, familyName, birthDate, taxCode } = person
  const entries: [string, string | number | undefined][] = [
    ...Object.entries({ givenName, familyName, birthDate, taxCode }).map(([name, value]): [string, string] => [`person.${name}`, value]),
    ...Object.entries(title).map(([language, text]): [string, string | undefined] => [`title.${language}`, text]),
    ...experiences.flatMap(({ title: name, organisation, from, until, hours }, index) =>
      Object.entries({ title: name, organisation, from, until, hours }).map(([member, value]): [string, string | number | undefined] => [
        `experiences.${index}.${member}`,
        value,
      ]),
    ),
    ['workloadHours', workloadHours],
  ]
  return new Map(entries.flatMap(([field, value]) => (value === undefined ? [] : [[field, String(value)]])))
}
