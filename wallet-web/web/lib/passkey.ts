import { encode } from '../../../credential/base64url.ts'
import { AttestaError } from '../../../credential/errors.ts'
import { bytesOf, randomBytes } from '../../storage/bytes.ts'
import type { PrfOutput, PrfSlot } from '../../storage/index.ts'

/**
 * Whether it is worth offering fingerprint or face here. Only the ceremony's result is proof: a browser that says yes may still
 * give no secret (web.md §3.3).
 */
export async function mayHavePrf(): Promise<boolean> {
  if (!('PublicKeyCredential' in window)) return false
  const local = await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false)
  const { getClientCapabilities } = PublicKeyCredential as { getClientCapabilities?: () => Promise<Record<string, boolean>> }
  if (getClientCapabilities === undefined) return local
  const capabilities = await getClientCapabilities.call(PublicKeyCredential).catch((): Record<string, boolean> => ({}))
  return local && capabilities['extension:prf'] !== false
}

/**
 * Makes a passkey and asks it for a secret of this wallet (WebAuthn Level 3 §10.1.4). Nothing is sent to any server: the passkey
 * is a key to a lock on this device.
 *
 * @throws AttestaError `wallet.passkey-none` when it gives no secret, `wallet.passkey-refused`
 */
export async function createPasskey({ name }: { name: string }): Promise<PrfOutput> {
  const salt = randomBytes(32)
  const created = await ceremony(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { name, id: location.hostname },
        user: { id: randomBytes(16), name, displayName: name },
        challenge: randomBytes(32),
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        // An empty `prf: {}` makes some platforms fail at registration: always a salt.
        extensions: { prf: { eval: { first: salt } } },
      },
    }),
  )
  const credentialId = encode(new Uint8Array(created.rawId))
  const secret = secretOf(created) ?? (await readSecret({ slots: [{ credentialId, prfSalt: encode(salt) }] })).secret
  return { credentialId, prfSalt: encode(salt), secret }
}

/** Asks one of the wallet's passkeys for its secret. */
export async function readSecret({ slots }: { slots: readonly Pick<PrfSlot, 'credentialId' | 'prfSalt'>[] }): Promise<PrfOutput> {
  const used = await ceremony(() =>
    navigator.credentials.get({
      publicKey: {
        rpId: location.hostname,
        challenge: randomBytes(32),
        userVerification: 'required',
        allowCredentials: slots.map(({ credentialId }) => ({ type: 'public-key', id: bytesOf(credentialId) })),
        extensions: {
          prf: {
            evalByCredential: Object.fromEntries(slots.map(({ credentialId, prfSalt }) => [credentialId, { first: bytesOf(prfSalt) }])),
          },
        },
      },
    }),
  )
  const credentialId = encode(new Uint8Array(used.rawId))
  const slot = slots.find((candidate) => candidate.credentialId === credentialId)
  const secret = secretOf(used)
  if (secret === undefined || slot === undefined) throw new AttestaError('wallet.passkey-none')
  return { credentialId, prfSalt: slot.prfSalt, secret }
}

async function ceremony(run: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  const credential = await run().catch((cause: unknown) => {
    const refused = cause instanceof DOMException && cause.name === 'NotAllowedError'
    throw new AttestaError(refused ? 'wallet.passkey-refused' : 'wallet.passkey-none', {}, { cause })
  })
  if (!(credential instanceof PublicKeyCredential)) throw new AttestaError('wallet.passkey-none')
  return credential
}

function secretOf(credential: PublicKeyCredential): Uint8Array<ArrayBuffer> | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first
  if (first === undefined) return undefined
  return new Uint8Array(first instanceof ArrayBuffer ? first : first.buffer.slice(first.byteOffset, first.byteOffset + first.byteLength))
}
