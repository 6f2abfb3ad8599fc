import people from '../../schemas/demo/people.json' with { type: 'json' }

/** Full name of a demo person, as the login page shows it. */
function nameOf(sub: string): string {
  const person = people.people.find((one) => one.sub === sub)
  if (person === undefined) throw new Error(`no demo person ${sub}`)
  return `${person.given_name} ${person.family_name}`
}

export const officer = nameOf('officer-orobie')
export const colleague = nameOf('officer2-orobie')
export const leccoOfficer = nameOf('officer-cpi-lecco')
export const thirdSectorOfficer = nameOf('officer-ets')
export const chamber = nameOf('chamber-bergamo')
export const leccoChamber = nameOf('chamber-como-lecco')
export const president = nameOf('president-1')
export const expert = nameOf('expert-1')
export const region = nameOf('region-1')
