import type { Authority } from '../attestation/attestation.ts'
import { type ActReading, authorityShape, type DisclosedOutcome, localizedFrom, readOutcomeClaims } from '../attestation/index.ts'
import { AttestaError } from '../errors.ts'
import { type JsonObject, type JsonValue, parseStrictJson } from '../json/index.ts'
import { readDisclosure } from '../sd-jwt/read-disclosure.ts'
import { readShape } from '../shape/index.ts'
import { composeContent } from './compose-content.ts'
import { AUTHORITY, OUTCOME_GENRE } from './compose-evidence.ts'
import type { BadgeContent } from './content.ts'
import type { AchievementCredential } from './credential.ts'
import { type BadgeRecord, RECORD_GENRE, recordShape } from './record.ts'
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
  const record = evidence.find(({ genre }) => genre === RECORD_GENRE)
  if (record === undefined) return undefined

  const { title, title_i18n, ...rest } = readRecord(record.narrative)
  const opened = readOutcome(evidence.find((item) => item.id === `${id}#outcome` && item.genre === OUTCOME_GENRE)?.narrative)
  const content: BadgeContent = {
    id,
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
  }
  const { id: _, disclosures: __, taxCode: ___, holderDid: ____, ...act } = content
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
  const read = disclosures.map((encoded) => readDisclosure(encoded, 'sha-256'))
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

function readRecipient({ credentialSubject: { id, identifier = [] } }: AchievementCredential): Pick<BadgeContent, 'taxCode' | 'holderDid'> {
  const hashed = identifier.find(({ identityType }) => identityType === 'nationalIdentityNumber')
  return {
    ...(hashed === undefined ? {} : { taxCode: { identityHash: hashed.identityHash, salt: hashed.salt ?? '' } }),
    ...(id === undefined ? {} : { holderDid: id }),
  }
}

function need(value: string | undefined, at: string): string {
  if (value === undefined) throw new AttestaError(code, { at })
  return value
}
