import type { Authority } from '../attestation/attestation.ts'
import { type ActReading, authorityShape, type DisclosedOutcome, localizedFrom, readOutcomeClaims } from '../attestation/index.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue, parseStrictJson } from '../json/index.ts'
import { readAllDisclosures } from '../sd-jwt/read-disclosure.ts'
import { readShape } from '../shape/index.ts'
import { composeContent } from './compose-content.ts'
import { AUTHORITY, OUTCOME_GENRE } from './compose-evidence.ts'
import type { BadgeContent, HashedIdentity } from './content.ts'
import type { AchievementCredential } from './credential.ts'
import { type BadgeRecord, mappingOf, recordShape } from './record.ts'
import { settledText } from './settled-text.ts'

const code = 'schema.open-badge-attestation'

/** An attestation of ours in the form of a badge, in the record's terms; the outcome is what the opened disclosures say. */
export interface BadgeAct extends ActReading {
  readonly status: { readonly index: number; readonly bitstringList: string }
}

/**
 * The attestation that a badge renders, when it says that it does. The badge is composed again from what was read: all that it shows to
 * people must follow from the claims that the decision knows.
 *
 * @throws AttestaError `schema.open-badge-attestation` with the place
 */
export function readAct({ credential, unsigned }: { credential: AchievementCredential; unsigned: JsonObject }): BadgeAct | undefined {
  const { id, evidence = [] } = credential
  const record = evidence.find(({ genre }) => mappingOf(genre) !== undefined)
  const mapping = mappingOf(record?.genre)
  if (record === undefined || mapping === undefined) return undefined

  const { title, title_i18n, ...rest } = readRecord(record.narrative)
  const opened = readOutcome(evidence.find((item) => item.id === `${id}#outcome` && item.genre === OUTCOME_GENRE)?.narrative)
  const content: BadgeContent = {
    id,
    mapping,
    ...rest,
    title: localizedFrom(title, title_i18n),
    number: need(credential.credentialSubject.licenseNumber, 'licenseNumber'),
    issuedAt: need(credential.awardedDate, 'awardedDate'),
    validFrom: credential.validFrom,
    ...(credential.validUntil === undefined ? {} : { validUntil: credential.validUntil }),
    authority: readAuthority({ id, evidence }),
    status: readStatus(credential),
    outcome: opened.outcome,
    outcomeDigests: opened.digests,
    disclosures: opened.disclosures,
    ...readRecipient(credential),
    ...readPublication({ credential, unsigned }),
  }
  const { id: _, disclosures: __, taxCode: ___, holderDid: ____, email: _____, publication: ______, mapping: _______, ...act } = content
  const fault = opened.fault ?? (settledText(composeContent(content)) === settledText(unsigned) ? undefined : 'claim-in-plain')
  return { ...act, ...(fault === undefined ? {} : { bindingFault: fault }) }
}

function readRecord(narrative: string | undefined): BadgeRecord {
  return readShape({ shape: recordShape, value: readJson(need(narrative, 'record')), code })
}

function readJson(text: string): JsonValue {
  try {
    return parseStrictJson(new TextEncoder().encode(text))
  } catch (cause) {
    throw new AttestaError(code, { at: 'record' }, { cause })
  }
}

interface Opened {
  readonly outcome: DisclosedOutcome
  readonly digests: readonly string[]
  readonly disclosures: readonly string[]
  readonly fault?: 'claim-not-committed'
}

/** `<digest>.<digest>…~<disclosure>~<disclosure>…`, the disclosures of array elements being competences in their order. */
function readOutcome(narrative: string | undefined): Opened {
  const [list = '', ...disclosures] = need(narrative, 'outcome').split('~')
  if (new Set(disclosures).size !== disclosures.length) throw new AttestaError(code, { at: 'outcome' })
  const digests = list.split('.')
  const read = readAllDisclosures(disclosures, 'sha-256')
  const named = read.flatMap(({ name, value }): [string, JsonValue][] => (name === undefined ? [] : [[name, value]]))
  if (new Set(named.map(([name]) => name)).size !== named.length) throw new AttestaError(code, { at: 'outcome' })
  const competences = read.flatMap(({ name, value }) => (name === undefined ? [value] : []))
  const claims = { ...Object.fromEntries(named), ...(competences.length === 0 ? {} : { competences }) }
  const committed = read.every(({ digest }) => digests.includes(digest)) && isSortedSet(digests)
  return {
    outcome: readOutcomeClaims({ claims, code }),
    digests,
    disclosures,
    ...(committed ? {} : { fault: 'claim-not-committed' as const }),
  }
}

function isSortedSet(digests: readonly string[]): boolean {
  return digests.every((digest, index) => index === 0 || (digests[index - 1] ?? '') < digest)
}

function readAuthority({ id, evidence }: { id: string; evidence: NonNullable<AchievementCredential['evidence']> }): Authority {
  const parts = (Object.keys(AUTHORITY) as (keyof Authority)[]).flatMap((part) => {
    const found = evidence.find((item) => item.id === `${id}#${part}` && item.genre === AUTHORITY[part].genre)
    return found?.narrative === undefined ? [] : [[part, found.narrative]]
  })
  return readShape({ shape: authorityShape, value: Object.fromEntries(parts), code })
}

function readStatus({ credentialStatus }: AchievementCredential): BadgeContent['status'] {
  const entry = credentialStatus?.find((item) => 'statusPurpose' in item && item.statusPurpose === 'revocation')
  if (entry === undefined || !('statusListIndex' in entry)) throw new AttestaError(code, { at: 'credentialStatus' })
  return { index: Number(entry.statusListIndex), bitstringList: entry.statusListCredential }
}

function readRecipient({
  credentialSubject: { id, identifier = [] },
}: AchievementCredential): Pick<BadgeContent, 'taxCode' | 'email' | 'holderDid'> {
  const hashed = (type: string): HashedIdentity | undefined => {
    const found = identifier.find(({ identityType }) => identityType === type)
    return found && { identityHash: found.identityHash, salt: found.salt ?? '' }
  }
  const taxCode = hashed('nationalIdentityNumber')
  const email = hashed('emailAddress')
  return {
    ...(taxCode === undefined ? {} : { taxCode }),
    ...(email === undefined ? {} : { email }),
    ...(id === undefined ? {} : { holderDid: id }),
  }
}

/**
 * Addresses that a badge names beside its states must be where these are: the body's own place (`ask-status.ts`). An endorsement is a
 * document of its own, and judged as one.
 *
 * @throws AttestaError `schema.open-badge-attestation` with the place
 */
function readPublication({
  credential,
  unsigned,
}: {
  credential: AchievementCredential
  unsigned: JsonObject
}): Pick<BadgeContent, 'publication'> {
  const picture = credential.credentialSubject.achievement.image?.id
  const refresh = credential.refreshService?.[0]?.id
  const home = originOf(readStatus(credential).bitstringList)
  if (picture !== undefined && originOf(picture) !== home) throw new AttestaError(code, { at: 'image' })
  if (refresh !== undefined && originOf(refresh) !== home) throw new AttestaError(code, { at: 'refreshService' })
  const endorsement = endorsementOf(unsigned)
  if (picture === undefined && refresh === undefined && endorsement === undefined) return {}
  return {
    publication: {
      ...(picture === undefined ? {} : { picture }),
      ...(refresh === undefined ? {} : { refresh }),
      ...(endorsement === undefined ? {} : { endorsement }),
    },
  }
}

function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined
}

function endorsementOf({ issuer }: JsonObject): JsonObject | undefined {
  const { endorsement } = isObject(issuer) ? issuer : {}
  const only = Array.isArray(endorsement) && endorsement.length === 1 ? endorsement[0] : endorsement
  return only !== undefined && isObject(only) ? only : undefined
}

function need(value: string | undefined, at: string): string {
  if (value === undefined) throw new AttestaError(code, { at })
  return value
}
