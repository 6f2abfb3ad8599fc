import { compact } from '../data-integrity/index.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject } from '../json/index.ts'
import { readShape, type Shape } from '../shape/index.ts'
import { assertOneDescription } from './assert-one-description.ts'
import { assertPlainNames } from './assert-plain-names.ts'
import { inPresentTerms } from './in-present-terms.ts'
import { settledText } from './settled-text.ts'

export interface ReadStrictlyInput<T> {
  readonly document: JsonObject
  readonly shape: Shape<T>
  readonly isAllowed: (context: unknown) => boolean
  readonly signed?: Signed
}

/** What the signature covers: what the document means as RDF (the default), or its very bytes, as in a JWT. */
export type Signed = 'meaning' | 'bytes'

/** How a credential is read. */
export interface ReadOptions {
  readonly signed?: Signed
}

/**
 * Reads a credential of Open Badges so that nothing hides in it: its context is one of the published ones, each member is one that
 * the standard has in that place, and the whole is spelt as its own context would spell it. Where
 * the bytes are signed nobody can spell them anew, and the last is not asked.
 *
 * @throws AttestaError `schema.context`, `schema.member-name`, `schema.open-badge` with the place, `schema.split-node`, `schema.respelt`
 */
export async function readStrictly<T>({
  document,
  shape,
  isAllowed,
  signed = 'meaning',
}: ReadStrictlyInput<T>): Promise<{ credential: T; unsigned: JsonObject }> {
  const { proof: _, ...unsigned } = document
  if (!isAllowed(unsigned['@context'])) throw new AttestaError('schema.context')
  assertPlainNames(document)
  const { '@context': __, ...body } = inPresentTerms(unsigned)
  const credential = readShape({ shape, value: body, code: 'schema.open-badge' })
  assertOneDescription(withoutContained(body))
  if (signed === 'meaning') await assertUsualSpelling(withoutContained(unsigned))
  return { credential, unsigned }
}

/** Credentials inside a record are judged as documents of their own, by their own contexts. */
function withoutContained(unsigned: JsonObject): JsonObject {
  const { credentialSubject } = unsigned
  if (!isObject(credentialSubject)) return unsigned
  const { verifiableCredential: _, ...subject } = credentialSubject
  return { ...unsigned, credentialSubject: subject }
}

/** The second net: whatever the first ones do not know, the document must come out of JSON-LD as it went in. */
async function assertUsualSpelling(unsigned: JsonObject): Promise<void> {
  const respelt = await compact({ document: unsigned }).catch(() => undefined)
  if (respelt === undefined || settledText(respelt) !== settledText(unsigned)) throw new AttestaError('schema.respelt')
}
