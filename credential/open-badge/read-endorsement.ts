import type { JsonObject } from '../json/index.ts'
import { isAllowedContext } from './allowed-contexts.ts'
import { endorsementCredential } from './profile.ts'
import { statusEntries } from './read.ts'
import { type ReadOptions, readStrictly } from './read-strictly.ts'

/** What somebody says about a badge, an achievement or an organisation. */
export interface EndorsementReading {
  readonly id: string
  readonly issuer: { readonly id: string; readonly name?: string }
  /** Id of what it is about. */
  readonly about: string
  readonly title?: string
  readonly comment?: string
  readonly validFrom: string
  readonly validUntil?: string
  readonly status: readonly JsonObject[]
}

/**
 * Reads an EndorsementCredential (Open Badges 3.0 §B.2), strictly, as `readStrictly` does.
 *
 * @throws AttestaError as `readStrictly`
 */
export async function readEndorsement(document: JsonObject, options: ReadOptions = {}): Promise<EndorsementReading> {
  const { credential, unsigned } = await readStrictly({ document, shape: endorsementCredential, isAllowed: isAllowedContext, ...options })
  const { id, issuer, name, validFrom, validUntil, credentialSubject } = credential
  const { endorsementComment } = credentialSubject
  return {
    id,
    issuer: { id: issuer.id, ...(issuer.name === undefined ? {} : { name: issuer.name }) },
    about: credentialSubject.id,
    ...(name === undefined ? {} : { title: name }),
    ...(endorsementComment === undefined ? {} : { comment: endorsementComment }),
    validFrom,
    ...(validUntil === undefined ? {} : { validUntil }),
    status: statusEntries(unsigned),
  }
}
