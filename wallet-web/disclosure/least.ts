import type { Field, FieldName } from './fields.ts'

/** What an employer needs to know that a competence is real, and whose it is (domain.md §5.4). The rest starts switched off. */
const LEAST: readonly FieldName[] = ['name', 'competences']

/** Whether a field is switched on before the person touches anything. */
export function isLeast({ name }: Pick<Field, 'name'>): boolean {
  return LEAST.includes(name)
}

/** Fields that no verification of a competence needs: a request for them is said to ask too much (ux.md, wallet). */
const MORE_THAN_NEEDED: readonly FieldName[] = ['birthdate', 'tax_id_code']

export function isMoreThanNeeded({ name }: Pick<Field, 'name'>): boolean {
  return MORE_THAN_NEEDED.includes(name)
}
