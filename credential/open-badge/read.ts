import { isObject, type JsonObject } from '../json/index.ts'
import { isAllowedContext, isFirstDataModel } from './allowed-contexts.ts'
import { type AchievementCredential, achievementCredential } from './credential.ts'
import { type Endorsing, endorsementsIn } from './endorsements-in.ts'
import { type BadgeAct, readAct } from './read-act.ts'
import { type ReadOptions, readStrictly } from './read-strictly.ts'

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
  readonly dataModel: '1.1' | '2.0'
  readonly identifiers: NonNullable<AchievementCredential['credentialSubject']['identifier']>
  /** What others say about it, its achievement or its issuer: documents of their own, of which nothing is believed yet. */
  readonly endorsements: readonly Endorsing[]
  /** Where the issuer hands out a newer copy. */
  readonly refresh?: string
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
 * Reads an Open Badge 3.0, in the form of VCDM 2.0 or 1.1, strictly (`readStrictly`). Only then is a meaning taken from it; that the
 * proof holds is another question, and that of `verifyProofs`.
 *
 * @throws AttestaError as `readStrictly`, and `schema.open-badge-attestation` with the place
 */
export async function readOpenBadge(document: JsonObject, options: ReadOptions = {}): Promise<OpenBadgeReading> {
  return reading(await readStrictly({ document, shape: achievementCredential, isAllowed: isAllowedContext, ...options }))
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
      refresh: credential.refreshService?.[0]?.id,
    }),
    dataModel: isFirstDataModel(unsigned['@context']) ? '1.1' : '2.0',
    identifiers: identifier,
    endorsements: endorsementsIn(unsigned),
    status: statusEntries(unsigned),
    ...(act === undefined ? {} : { act }),
  }
}

export function statusEntries({ credentialStatus = [] }: JsonObject): readonly JsonObject[] {
  return (Array.isArray(credentialStatus) ? credentialStatus : [credentialStatus]).filter(isObject)
}

function given<Name extends string>(members: Readonly<Record<Name, string | undefined>>): Partial<Record<Name, string>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<Record<Name, string>>
}
