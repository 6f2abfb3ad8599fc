import type { Person } from '../../credential/attestation/attestation.ts'

type Name = Pick<Person, 'givenName' | 'familyName'>

/** Whether both are one name: however its accents are encoded, and in capitals as registries write it. */
export function isSameName(one: Name, other: Name): boolean {
  return keyOf(one.givenName) === keyOf(other.givenName) && keyOf(one.familyName) === keyOf(other.familyName)
}

function keyOf(text: string): string {
  return text.normalize('NFC').toLocaleUpperCase('it-IT')
}
