import { causeOf, failed, notChecked, passed, type Step } from '../chain/index.ts'
import { AttestaError } from '../errors.ts'
import { verifySignature } from '../jose/index.ts'
import type { UntrustedJws } from '../jose/parse.ts'
import { cryptographicKey, readPublished, rsaKeyOfPem } from '../open-badge-2/index.ts'
import type { Tools } from './evidence.ts'
import { fetchDocument } from './fetch-document.ts'
import type { OpenBadge2 } from './open-badge-2-of.ts'

const nothing = notChecked('check.skipped')

interface Input {
  readonly jws: UntrustedJws
  readonly badge: OpenBadge2
  readonly tools: Tools
}

/**
 * Verifies a signed badge of Open Badges 2.0. The badge names a key, the issuer's profile must name the same one, and the key's own
 * document must say that it belongs to that issuer: each alone could be written by anybody.
 */
export async function verifySignedBadge2({ jws, badge, tools }: Input): Promise<{ proof: Step; issuerKey: Step }> {
  if (!badge.isSigned) return { proof: failed('schema.open-badge-2', { at: 'verification' }), issuerKey: nothing }
  let key: ReturnType<typeof rsaKeyOfPem>
  try {
    key = await keyOf(badge, tools)
  } catch (error) {
    const code = causeOf(error)
    return { proof: nothing, issuerKey: code === 'proof.hosted-unreachable' ? notChecked('issuer-key.key-unreachable') : failed(code) }
  }
  const issuerKey = passed('issuer-key.passed')
  try {
    await verifySignature({ jws, key, typ: jws.header.typ === undefined ? undefined : 'JWT' })
    return { proof: passed('proof.passed'), issuerKey }
  } catch (error) {
    return { proof: failed(causeOf(error)), issuerKey }
  }
}

async function keyOf({ assertion, issuer, issuerId }: OpenBadge2, { world }: Tools) {
  const named = assertion?.verification.creator ?? onlyKey(issuer.publicKey)
  if (named === undefined || issuer.publicKey?.includes(named) !== true) throw new AttestaError('issuer-key.unknown')
  const { bytes } = await fetchDocument({ url: named, fetch: world.fetch })
  const { owner, publicKeyPem } = readPublished({ bytes, shape: cryptographicKey })
  if (owner !== issuerId) throw new AttestaError('issuer-key.foreign')
  return rsaKeyOfPem(publicKeyPem)
}

function onlyKey(keys: readonly unknown[] = []): string | undefined {
  const [only, ...more] = keys
  return typeof only === 'string' && more.length === 0 ? only : undefined
}
