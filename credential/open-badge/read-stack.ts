import type { OrganisationRef } from '../attestation/attestation.ts'
import { isObject, type JsonObject } from '../json/index.ts'
import { parseDateTime } from '../time.ts'
import { composeClr } from './compose-clr.ts'
import { AUTHORITY } from './compose-evidence.ts'
import type { LearnerRecord } from './learner-record.ts'
import { readOpenBadge } from './read.ts'
import type { BadgeAct } from './read-act.ts'
import { settledText } from './settled-text.ts'

/** More than a body puts into one. */
const MOST = 32

/** A record that is nothing but acts of its own issuer. */
export interface Stack {
  readonly acts: readonly BadgeAct[]
  /** Who recognised the issuer, as the latest of the acts names them. */
  readonly titular: OrganisationRef
  /** The issuer's recognition: the record's own, or that of the latest act. */
  readonly recognition?: string
}

/**
 * The acts of which a record is made, when it is made of nothing else: all inside are acts of the record's own issuer, and composed again from
 * them it is the same record. Then its issuer's recognition for those acts covers it, as it would cover no title or achievement beside them.
 * That each act inside holds is for their own verdicts to say.
 */
export async function readStack({ credential, unsigned }: { credential: LearnerRecord; unsigned: JsonObject }): Promise<Stack | undefined> {
  const { credentialSubject: subject } = unsigned
  const value = (isObject(subject) ? subject.verifiableCredential : undefined) ?? []
  const inside = Array.isArray(value) ? value : [value]
  const badges = inside.filter(isObject)
  if (badges.length === 0 || badges.length !== inside.length || badges.length > MOST) return undefined
  // How each is spelt is asked where it is judged by itself, which costs as much as all of this.
  const readings = await Promise.all(badges.map((badge) => readOpenBadge(badge, { signed: 'bytes' }).catch(() => undefined)))
  const acts = readings.flatMap((reading) => reading?.act ?? [])
  const last = acts.at(-1)
  if (last === undefined || acts.length !== badges.length || acts.some(({ body }) => body.id !== credential.issuer.id)) return undefined

  const own = (credential.evidence ?? []).find(
    (item) => item.id === `${credential.id}#body` && item.genre === AUTHORITY.body.genre,
  )?.narrative
  const [state] = credential.credentialStatus ?? []
  const { qualification } = last.outcome
  const again = composeClr({
    id: credential.id,
    issuer: { id: last.body.id, legalName: last.body.legalName },
    title: qualification?.name.it ?? last.title.it,
    validFrom: parseDateTime(credential.validFrom),
    parts: acts.map((act, index) => ({ attestation: act, badge: badges[index] ?? {} })),
    ...(qualification === undefined ? {} : { qualification }),
    ...(state?.id === undefined ? {} : { revocations: state.id }),
    ...(credential.credentialSubject.id === undefined ? {} : { holderDid: credential.credentialSubject.id }),
    ...(own === undefined ? {} : { recognition: own }),
  })
  if (settledText(again) !== settledText(unsigned)) return undefined
  const recognition = own ?? last.authority.body
  return { acts, titular: last.titular, ...(recognition === undefined ? {} : { recognition }) }
}
