import type { KnownPerson } from '../../steps/keep-person.ts'
import type { Chance } from './chance.ts'

const GIVEN = [
  'Adèla',
  'Bèrto',
  'Cosmìra',
  'Dàrio',
  'Èlide',
  'Fèrmo',
  'Ghìta',
  'Imàn',
  'Jòsef',
  'Leàndra',
  'Mirèlla',
  'Nadìr',
  'Otìlia',
  'Pèrsio',
  'Quìnta',
  'Ràul',
  'Samìra',
  'Tèofilo',
  'Urània',
  'Zelìnda',
]
const FAMILY_FIRST = [
  'Valse',
  'Monte',
  'Bran',
  'Corte',
  'Lari',
  'Ghirla',
  'Sambu',
  'Orobi',
  'Rese',
  'Filipò',
  'Carmi',
  'Tarta',
  'Vigo',
  'Alde',
  'Brembà',
]
const FAMILY_LAST = ['nàri', 'vàldo', 'dìni', 'gònzi', 'èschi', 'lòra', 'mèlli', 'nòtti', 'rògni', 'sèlva', 'tràni', 'zùffi']

/** Eleven digits with their check digit, as provisional codes have them (Luhn); no series of real ones begins with 98. */
export function inventedCode(index: number): string {
  const ten = String(9_800_000_000 + index)
  const sum = [...ten].reduce((total, digit, place) => {
    const value = place % 2 === 0 ? Number(digit) : Number(digit) * 2
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return `${ten}${(10 - (sum % 10)) % 10}`
}

export function inventedName({ pick }: Chance): { givenName: string; familyName: string } {
  return { givenName: pick(GIVEN), familyName: `${pick(FAMILY_FIRST)}${pick(FAMILY_LAST)}` }
}

export function inventedPerson(index: number, dice: Chance): KnownPerson {
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    ...inventedName(dice),
    birthDate: `${dice.between(1962, 2004)}-${two(dice.between(1, 12))}-${two(dice.between(1, 28))}`,
    taxCode: inventedCode(index),
    email: `persona-${index}@posta.example`,
  }
}
