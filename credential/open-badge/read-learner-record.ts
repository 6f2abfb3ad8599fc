import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { isAllowedRecordContext } from './allowed-contexts.ts'
import { type Endorsing, endorsementsIn } from './endorsements-in.ts'
import { type ASSOCIATIONS, learnerRecord } from './learner-record.ts'
import { type OpenBadgeReading, statusEntries } from './read.ts'
import { readStack, type Stack } from './read-stack.ts'
import { type ReadOptions, readStrictly } from './read-strictly.ts'

/** What a Comprehensive Learner Record says of itself; what the credentials inside it say is theirs to say, and to prove. */
export interface LearnerRecordReading extends Pick<OpenBadgeReading, 'id' | 'issuer' | 'identifiers' | 'validFrom' | 'status'> {
  readonly title?: string
  readonly holder?: string
  readonly validUntil?: string
  readonly refresh?: string
  /** True when the issuer says that the record is not all that it knows. */
  readonly partial?: boolean
  readonly achievements: readonly { readonly id: string; readonly name: string; readonly code?: string }[]
  readonly associations: readonly {
    readonly type: (typeof ASSOCIATIONS)[number]
    readonly source: string
    readonly target: string
  }[]
  /** Each with a proof of its own, as it stands in the record. */
  readonly contained: readonly (JsonObject | string)[]
  readonly endorsements: readonly Endorsing[]
  /** Present when it is nothing but acts of its issuer. */
  readonly stack?: Stack
}

/**
 * Reads a ClrCredential (Comprehensive Learner Record 2.0), strictly, as `readStrictly` does.
 *
 * @throws AttestaError as `readStrictly`
 */
export async function readLearnerRecord(document: JsonObject, options: ReadOptions = {}): Promise<LearnerRecordReading> {
  const { credential, unsigned } = await readStrictly({ document, shape: learnerRecord, isAllowed: isAllowedRecordContext, ...options })
  const { id, issuer, name, validFrom, validUntil, partial, credentialSubject: subject, refreshService } = credential
  const refresh = refreshService?.[0]?.id
  const stack = await readStack({ credential, unsigned })
  return {
    id,
    issuer: { id: issuer.id, ...(issuer.name === undefined ? {} : { name: issuer.name }) },
    ...(name === undefined ? {} : { title: name }),
    ...(subject.id === undefined ? {} : { holder: subject.id }),
    validFrom,
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(partial === undefined ? {} : { partial }),
    ...(refresh === undefined ? {} : { refresh }),
    identifiers: subject.identifier ?? [],
    achievements: (subject.achievement ?? []).map((known) => ({
      id: known.id,
      name: known.name,
      ...(known.humanCode === undefined ? {} : { code: known.humanCode }),
    })),
    associations: (subject.association ?? []).map(({ associationType, sourceId, targetId }) => ({
      type: associationType,
      source: sourceId,
      target: targetId,
    })),
    contained: containedIn(unsigned),
    endorsements: endorsementsIn(unsigned),
    status: statusEntries(unsigned),
    ...(stack === undefined ? {} : { stack }),
  }
}

function containedIn({ credentialSubject }: JsonObject): readonly (JsonObject | string)[] {
  const inside: JsonValue = (isObject(credentialSubject) ? credentialSubject.verifiableCredential : undefined) ?? []
  return (Array.isArray(inside) ? inside : [inside]).filter((item) => typeof item === 'string' || isObject(item))
}
