import type { ExpertEntry, ExpertView } from '../../api/experts.ts'

/** An entry as a draft keeps it: all text. */
export interface EntryFields extends Record<string, string> {
  name: string
  sectors: string
  sections: string
  roles: string
  employerId: string
}

export function fieldsOf(expert?: ExpertView): EntryFields {
  return {
    name: expert?.name ?? '',
    sectors: JSON.stringify(expert?.sectors ?? []),
    sections: JSON.stringify(expert?.sections ?? []),
    roles: JSON.stringify(expert?.roles ?? []),
    employerId: expert?.employer?.id ?? '',
  }
}

/** What is sent; undefined while something that is needed is missing. */
export function entryIn({ name, sectors, sections, roles, employerId }: EntryFields): ExpertEntry | undefined {
  const entry = { name: name.trim(), sectors: JSON.parse(sectors), sections: JSON.parse(sections), roles: JSON.parse(roles) }
  if (entry.name.length < 3 || entry.sectors.length === 0 || entry.roles.length === 0) return undefined
  return { ...entry, ...(employerId !== '' && { employerId }) }
}
