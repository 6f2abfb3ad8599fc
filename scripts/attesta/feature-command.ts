import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { openContexts } from '../../credential/contexts/index.ts'
import { families } from '../../credential/crypto/fits.ts'
import type { Algorithm, PublicJwk } from '../../credential/crypto/port.ts'
import { AttestaError } from '../../credential/errors.ts'
import { readPublicJwk } from '../../credential/jose/index.ts'
import { isObject, type JsonObject, type JsonValue, parseStrictJson } from '../../credential/json/index.ts'
import { openCose, secureWithCose } from '../../credential/vcdm/cose.ts'
import { contentOf } from '../../credential/vcdm/envelope.ts'
import { assertCredential, assertMeaning, assertPresentation } from '../../credential/vcdm/index.ts'
import { type Kind, openJose, signatoryOf } from '../../credential/vcdm/open-jose.ts'
import { secureWithJose } from '../../credential/vcdm/secure-jose.ts'
import { secureWithSdJwt } from '../../credential/vcdm/secure-sd-jwt.ts'
import { problemOf } from '../../http/problem.ts'
import { throwawaySigner } from '../vectors/throwaway-signer.ts'

/** What is written to `--output`. */
export interface FeatureResult {
  readonly result: 'success' | 'failure' | 'indeterminate'
  readonly data: string
}

export type Verb = 'issue' | 'verify'

const FEATURE = /^(credential|presentation)_(jose|sdjwt|cose)$/
/** Standard base64 (RFC 4648 §4), with or without its padding, as the COSE files of the W3C's suite are written. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/

export interface FeatureInput {
  readonly verb: Verb
  readonly feature: string
  /** The bytes of `--input`. */
  readonly input: Uint8Array
  /** A verification method with `publicKeyJwk`, and to issue with `secretKeyJwk`. */
  readonly key: JsonValue
  /** Paths that the holder may keep back. */
  readonly disclosurePaths?: readonly string[]
}

/**
 * `attesta issue|verify --feature …`: one document, secured or opened with one given key (VC-JOSE-COSE). Form, meaning, types and the
 * signature are judged; whether the document is in its time or revoked is not, since that takes a clock and a network.
 */
export async function runFeature(input: FeatureInput): Promise<FeatureResult> {
  const [, noun, form] = FEATURE.exec(input.feature) ?? []
  if (noun === undefined || form === undefined) return { result: 'indeterminate', data: `There is no feature ${input.feature}.` }
  const kind: Kind = noun === 'credential' ? 'vc' : 'vp'
  try {
    const data = input.verb === 'issue' ? await issue(input, kind, form) : JSON.stringify(await verify(input, kind, form))
    return { result: 'success', data }
  } catch (error) {
    if (!(error instanceof AttestaError)) throw error
    return { result: 'failure', data: `${error.code}: ${problemOf(error.code, error.facts).en}` }
  }
}

async function issue({ input, key, disclosurePaths = [] }: FeatureInput, kind: Kind, form: string): Promise<string> {
  const document = parseStrictJson(input)
  if (!isObject(document)) throw new AttestaError('vc.not-object')
  await assertDocument(document, kind)
  const { secretKeyJwk } = isObject(key) ? key : {}
  if (!isObject(secretKeyJwk)) throw new AttestaError('jwk.malformed')
  const { publicJwk, kid } = methodIn(key)
  const signer = throwawaySigner({ alg: algorithmFor(publicJwk), jwk: { ...secretKeyJwk } as import('node:crypto').JsonWebKey })
  if (form === 'jose') return secureWithJose({ document, kind, signer, kid })
  if (form === 'sdjwt') return secureWithSdJwt({ document, kind, signer, kid, disclosurePaths })
  return Buffer.from(await secureWithCose({ document, kind, signer, kid })).toString('base64')
}

async function verify({ input, key }: FeatureInput, kind: Kind, form: string): Promise<JsonObject> {
  const { publicJwk, controller } = methodIn(key)
  const text = new TextDecoder().decode(input).trim()
  const resolveMethod = async () => publicJwk
  if ((form === 'sdjwt') !== text.includes('~')) throw new AttestaError('vc.envelope')
  const { document } =
    form === 'cose'
      ? await openCose({ bytes: fromBase64(text), kind, resolveMethod })
      : await openJose({ token: text, kind, resolveMethod })
  const signatory = signatoryOf(document, kind)
  if (signatory !== undefined && signatory !== controller) throw new AttestaError('issuer-key.foreign')
  await assertDocument(document, kind)
  return document
}

/** Form and meaning; of the credentials in a presentation, that each is one: their own keys are not at hand. */
async function assertDocument(document: JsonObject, kind: Kind): Promise<void> {
  if (kind === 'vc') assertCredential(document)
  else for (const credential of assertPresentation(document).credentials) contentOf(credential, 'vc')
  await assertMeaning({ document, contexts: openContexts })
}

function methodIn(key: JsonValue): { publicJwk: PublicJwk; controller: JsonValue | undefined; kid: string } {
  if (!isObject(key)) throw new AttestaError('jwk.malformed')
  const publicJwk = readPublicJwk(key.publicKeyJwk)
  const kid = publicJwk.kid ?? key.id
  if (typeof kid !== 'string') throw new AttestaError('jwk.malformed')
  return { publicJwk, controller: key.controller, kid }
}

function algorithmFor({ kty, crv }: PublicJwk): Algorithm {
  const found = Object.entries(families).find(([, family]) => family.kty === kty && family.crv === crv)
  if (found === undefined) throw new AttestaError('jwk.unsupported')
  return found[0] as Algorithm
}

function fromBase64(text: string): Uint8Array {
  if (!BASE64.test(text)) throw new AttestaError('vc.envelope')
  return new Uint8Array(Buffer.from(text, 'base64'))
}

/** Reads the files that the words name and writes the result. */
export async function featureCommand({ verb, words }: { verb: Verb; words: readonly string[] }): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      input: { type: 'string' },
      key: { type: 'string' },
      feature: { type: 'string' },
      sd: { type: 'string' },
      output: { type: 'string' },
    },
  })
  const { input = '', key = '', feature = '', sd, output = '' } = values
  const result = await runFeature({
    verb,
    feature,
    input: new Uint8Array(await readFile(input)),
    key: parseStrictJson(new Uint8Array(await readFile(key))),
    ...(sd === undefined ? {} : { disclosurePaths: pathsIn(sd) }),
  })
  await writeFile(output, `${JSON.stringify(result)}\n`)
}

export function pathsIn(text: string): readonly string[] {
  const paths: unknown = JSON.parse(text)
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string'))
    throw new Error('--sd and --pointers take a JSON array of texts.')
  return paths
}
