import {
  CLR_2_0,
  CREDENTIALS_V1,
  CREDENTIALS_V2,
  DATA_INTEGRITY_V1,
  DATA_INTEGRITY_V2,
  ED25519_SIGNATURE_2020_V1,
  OPEN_BADGES,
  OPEN_BADGES_EXTENSIONS,
} from '../contexts/index.ts'

/** Vocabularies that a badge may add after the two that it must have, in this order. */
const FURTHER: readonly unknown[] = [OPEN_BADGES_EXTENSIONS, DATA_INTEGRITY_V1, DATA_INTEGRITY_V2, ED25519_SIGNATURE_2020_V1]

/**
 * Is it exactly one of the arrays that an Open Badge may have: VCDM 2.0 or 1.1, one version of Open Badges 3.0, then those of its
 * extensions and of its proof? A prefix, an inline object or another order changes what the terms mean (security.md §0, findings 1 and 2).
 */
export function isAllowedContext(value: unknown): boolean {
  if (!Array.isArray(value)) return false
  const [first, second, ...rest]: readonly unknown[] = value
  if ((first !== CREDENTIALS_V2 && first !== CREDENTIALS_V1) || !OPEN_BADGES.some((address) => address === second)) return false
  const places = rest.map((address) => FURTHER.indexOf(address))
  return places.every((place, index) => place !== -1 && place > (places[index - 1] ?? -1))
}

/** The same with the vocabulary of Comprehensive Learner Records 2.0, which stands beside that of Open Badges, before or after it. */
export function isAllowedRecordContext(value: unknown): boolean {
  if (!Array.isArray(value)) return false
  const place = value.indexOf(CLR_2_0)
  return (place === 1 || place === 2) && isAllowedContext(value.toSpliced(place, 1))
}

/** Is it written after VCDM 1.1, whose dates have other names? */
export function isFirstDataModel(context: unknown): boolean {
  return Array.isArray(context) && context[0] === CREDENTIALS_V1
}
