import { decode } from '../base64url.ts'
import { CREDENTIALS_V2 } from '../contexts/index.ts'
import { AttestaError } from '../errors.ts'
import type { JsonObject } from '../json/index.ts'
import { assertCredential, type CredentialForm } from './assert-credential.ts'
import { assertMeaning } from './assert-meaning.ts'
import { openCose } from './cose.ts'
import { listOf } from './members.ts'
import { type Kind, type Opened, openJose } from './open-jose.ts'
import type { ResolveMethod } from './resolve-method.ts'
import type { VcWorld } from './world.ts'

export type EnvelopeType = 'EnvelopedVerifiableCredential' | 'EnvelopedVerifiablePresentation'

const TYPES: Readonly<Record<Kind, EnvelopeType>> = { vc: 'EnvelopedVerifiableCredential', vp: 'EnvelopedVerifiablePresentation' }
const LEGACY: readonly string[] = ['application/jwt', 'application/vc-ld+jwt', 'application/vp-ld+jwt']

/** Is this what VCDM 2.0 §4.12 and §4.13.1 call an enveloped credential or presentation? */
export function isEnveloped({ type }: JsonObject, wanted: EnvelopeType): boolean {
  return Array.isArray(type) ? type.includes(wanted) : type === wanted
}

/** A secured token in an envelope (VCDM 2.0 §4.12). */
export function envelop({ token, mediaType, kind }: { token: string; mediaType: string; kind: Kind }): JsonObject {
  return { '@context': CREDENTIALS_V2, id: `data:${mediaType},${token}`, type: TYPES[kind] }
}

/**
 * What a `data:` URL of an envelope holds.
 *
 * @throws AttestaError `vc.envelope`
 */
export function contentOf(envelope: JsonObject, kind: Kind): { mediaType: string; content: string } {
  const { '@context': context, id, type, ...more } = envelope
  const types = listOf(type, 'type')
  if (Object.keys(more).length > 0 || types.length !== 1 || types[0] !== TYPES[kind]) throw new AttestaError('vc.envelope')
  const contexts = listOf(context, '@context')
  if (contexts[0] !== CREDENTIALS_V2 || typeof id !== 'string') throw new AttestaError('vc.envelope')
  const match = /^data:([a-z0-9.+-]+\/[a-z0-9.+-]+)((?:;[^;,]*)*),(.+)$/s.exec(id)
  if (match === null) throw new AttestaError('vc.envelope')
  const [, mediaType = '', parameters = '', content = ''] = match
  // Bytes are written in base64 (RFC 2397), and tokens as they are.
  if (parameters !== (mediaType.endsWith('+cose') ? ';base64' : '')) throw new AttestaError('vc.envelope')
  return { mediaType, content }
}

export interface OpenEnvelopeInput {
  readonly envelope: JsonObject
  readonly kind: Kind
  readonly resolveMethod: ResolveMethod
  readonly world: VcWorld
}

/**
 * Opens and verifies the envelope of a credential; its form and meaning are judged as of any other.
 *
 * @throws AttestaError as `openToken`
 */
export async function openEnvelope(input: OpenEnvelopeInput): Promise<Opened & { readonly form: CredentialForm }> {
  const opened = await openToken(input)
  const form = assertCredential(opened.document)
  if (opened.document.proof !== undefined) throw new AttestaError('vc.envelope')
  await assertMeaning({ document: opened.document, contexts: input.world.contexts })
  return { ...opened, form }
}

/** @throws AttestaError `vc.envelope`, `vc.token-expired`, and as `openJose` */
export async function openToken({ envelope, kind, resolveMethod, world }: OpenEnvelopeInput): Promise<Opened> {
  const { mediaType, content } = contentOf(envelope, kind)
  const isCose = mediaType === `application/${kind}+cose`
  const known = [
    `application/${kind}+jwt`,
    `application/${kind}+sd-jwt`,
    `application/${kind}+cose`,
    ...(world.legacyEnvelopes === true ? LEGACY : []),
  ]
  if (!known.includes(mediaType)) throw new AttestaError('vc.envelope')
  const opened = isCose
    ? await openCose({ bytes: bytesIn(content), kind, resolveMethod })
    : await openJose({ token: content, kind, resolveMethod })
  if (!LEGACY.includes(mediaType) && opened.mediaType !== mediaType) throw new AttestaError('vc.envelope')
  const skew = (world.limits?.clockSkew ?? 60) * 1000
  if (opened.expires !== undefined && opened.expires.getTime() <= world.now.getTime() - skew) throw new AttestaError('vc.token-expired')
  if (opened.notBefore !== undefined && opened.notBefore.getTime() > world.now.getTime() + skew) throw new AttestaError('vc.token-expired')
  return opened
}

/** Base64 as a `data:` URL has it. */
function bytesIn(content: string): Uint8Array {
  try {
    return decode(content.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'))
  } catch (cause) {
    throw new AttestaError('vc.envelope', {}, { cause })
  }
}
