import { compact } from '../data-integrity/index.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject } from '../json/index.ts'
import { readShape } from '../shape/index.ts'
import { isAllowedContext } from './allowed-contexts.ts'
import { assertOneDescription } from './assert-one-description.ts'
import { assertPlainNames } from './assert-plain-names.ts'
import { type AchievementCredential, achievementCredential } from './credential.ts'
import { type BadgeAct, readAct } from './read-act.ts'
import { settledText } from './settled-text.ts'

/** What an Open Badge says, of whomever it is. */
export interface OpenBadgeReading {
  readonly id: string
  readonly issuer: { readonly id: string; readonly name?: string }
  readonly title: string
  readonly description: string
  readonly achievementType?: string
  /** Names and addresses of what the achievement is aligned to. */
  readonly alignments: readonly AlignmentReading[]
  /** `credentialSubject.id`: often the DID of the holder's key. */
  readonly holder?: string
  /** Plain name among the identifiers of the recipient. */
  readonly recipientName?: string
  /** Number in the issuer's register. */
  readonly number?: string
  readonly validFrom: string
  readonly validUntil?: string
  readonly awardedDate?: string
  /** Each entry as the document writes it. */
  readonly status: readonly JsonObject[]
  /** Present when the badge renders an attestation of ours. */
  readonly act?: BadgeAct
}

export interface AlignmentReading {
  readonly name: string
  readonly url: string
  readonly framework?: string
  readonly code?: string
}

/**
 * Reads an Open Badge 3.0 in the VCDM 2.0 form, strictly: its context is one of the published ones, each member is one that the standard
 * has in that place, and the whole is spelt as its own context would spell it. Only then is a meaning taken from it; that the
 * proof holds is another question, and that of `verifyProofs`.
 *
 * @throws AttestaError `schema.context`, `schema.member-name`, `schema.open-badge` with the place, `schema.split-node`, `schema.respelt`,
 *   `schema.open-badge-attestation` with the place
 */
export async function readOpenBadge(document: JsonObject): Promise<OpenBadgeReading> {
  const { proof: _, '@context': context, ...body } = document
  if (!isAllowedContext(context)) throw new AttestaError('schema.context')
  assertPlainNames(document)
  const credential = readShape({ shape: achievementCredential, value: body, code: 'schema.open-badge' })
  assertOneDescription(body)
  const unsigned = { ...body, '@context': context ?? [] }
  await assertUsualSpelling(unsigned)
  return reading({ credential, unsigned })
}

/** The second net: whatever the first ones do not know, the document must come out of JSON-LD as it went in. */
async function assertUsualSpelling(unsigned: JsonObject): Promise<void> {
  const respelt = await compact({ document: unsigned }).catch(() => undefined)
  if (respelt === undefined || settledText(respelt) !== settledText(unsigned)) throw new AttestaError('schema.respelt')
}

function reading({ credential, unsigned }: { credential: AchievementCredential; unsigned: JsonObject }): OpenBadgeReading {
  const { id, issuer, name, validFrom, validUntil, awardedDate, credentialSubject } = credential
  const { achievement, licenseNumber, identifier = [] } = credentialSubject
  const recipient = identifier.find(({ identityType, hashed }) => identityType === 'name' && !hashed)
  const act = readAct({ credential, unsigned })
  return {
    id,
    issuer: { id: issuer.id, ...given({ name: issuer.name }) },
    title: name ?? achievement.name,
    description: achievement.description,
    alignments: (achievement.alignment ?? []).map(({ targetName, targetUrl, targetFramework, targetCode }) => ({
      name: targetName,
      url: targetUrl,
      ...given({ framework: targetFramework, code: targetCode }),
    })),
    validFrom,
    ...given({
      achievementType: achievement.achievementType,
      holder: credentialSubject.id,
      recipientName: recipient?.identityHash,
      number: licenseNumber,
      validUntil,
      awardedDate,
    }),
    status: statusEntries(unsigned),
    ...(act === undefined ? {} : { act }),
  }
}

function statusEntries({ credentialStatus = [] }: JsonObject): readonly JsonObject[] {
  return (Array.isArray(credentialStatus) ? credentialStatus : [credentialStatus]).filter(isObject)
}

function given<Name extends string>(members: Readonly<Record<Name, string | undefined>>): Partial<Record<Name, string>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<Record<Name, string>>
}
