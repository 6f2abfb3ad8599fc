import { AttestaError } from '../../credential/errors.ts'

/**
 * Letters of any writing, with their marks, and what stands between the parts of a name. So no line break, no sign that turns the direction
 * of reading (U+202E), nothing that cannot be seen (U+3164 is a letter, U+FE0F a mark), no tower of marks over one letter, no formula, no
 * tag, and no name of punctuation alone.
 */
const NAME = /^(?!.*\p{Default_Ignorable_Code_Point})(?!.*\p{M}{3})\p{L}[\p{L}\p{M}'’‘ʼ` .·‐-]*$/u
const LONGEST = 100

/** @throws AttestaError `person.given-name`, `person.family-name` */
export function requireName({ givenName, familyName }: { readonly givenName: string; readonly familyName: string }): void {
  if (!isName(givenName)) throw new AttestaError('person.given-name')
  if (!isName(familyName)) throw new AttestaError('person.family-name')
}

/** Whether this may be the name of somebody. */
export function isName(text: string): boolean {
  return text.length <= LONGEST && NAME.test(text) && text === text.trim()
}
