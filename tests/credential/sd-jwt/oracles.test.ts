import { issueSDJWT, verifySDJWT } from '@meeco/sd-jwt'
import { SDJwtInstance } from '@sd-jwt/core'
import { digest, generateSalt } from '@sd-jwt/crypto-nodejs'
import { describe, expect, test } from 'vitest'
import { crypto as port } from '../../../credential/crypto/node.ts'
import type { Signer } from '../../../credential/crypto/port.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { createDisclosure, issueSdJwt, presentSdJwt, verifySdJwt } from '../../../credential/sd-jwt/index.ts'
import { audience, claims, expected, holder, issuer, nonce, now, resolveKey, salt, seconds } from './orobie.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const signText = (signer: Signer) => async (text: string) => Buffer.from(await signer.sign(bytes(text))).toString('base64url')
const verifyText = (signer: Signer) => (text: string, signature: string) =>
  port.verify({ alg: 'ES256', key: signer.publicJwk, data: bytes(text), signature: Buffer.from(signature, 'base64url') })

const theirs = new SDJwtInstance({
  hasher: digest,
  hashAlg: 'sha-256',
  saltGenerator: generateSalt,
  signAlg: 'ES256',
  signer: signText(issuer),
  verifier: verifyText(issuer),
  kbSignAlg: 'ES256',
  kbSigner: signText(holder),
  kbVerifier: verifyText(holder),
})

const plain: JsonObject = { given_name: 'Zoë', family_name: 'D’Amó', address: { city: 'Bergamo', cap: '24121' }, list: ['a', 'b', 'c'] }
const header = { typ: 'dc+sd-jwt', kid: 'did:web:ente.example#k' }

async function ours(): Promise<string> {
  const cap = createDisclosure({ salt: salt(), name: 'cap', value: '24121' })
  return issueSdJwt({
    payload: claims,
    disclosures: [
      createDisclosure({ salt: salt(), name: 'given_name', value: 'Zoë' }),
      createDisclosure({ salt: salt(), name: 'family_name', value: 'D’Amó' }),
      cap,
      createDisclosure({ salt: salt(), name: 'address', value: { city: 'Bergamo', _sd: [cap.digest] } }),
      ...['a', 'b', 'c'].map((value, index) => ({ path: `list/${index}`, disclosure: createDisclosure({ salt: salt(), value }) })),
    ],
    header,
    signer: issuer,
    decoys: [createDisclosure({ salt: salt(), value: 0 }).digest],
  })
}

describe('@sd-jwt/core', () => {
  test('reads and verifies what we issue and present', async () => {
    const sdJwt = await presentSdJwt({
      sdJwt: await ours(),
      disclose: () => true,
      keyBinding: { signer: holder, audience, nonce, iat: now },
    })
    const { payload } = await theirs.verify(sdJwt, { keyBindingNonce: nonce, currentDate: seconds })
    expect(payload).toEqual({ ...claims, ...plain })
  })

  test('issues and presents what we verify', async () => {
    const frame = { _sd: ['given_name', 'family_name', 'address'], address: { _sd: ['cap'] }, list: { _sd: [0, 1, 2] } }
    const sdJwt = await theirs.issue({ ...claims, ...plain }, frame as never, { header })
    const whole = await verifySdJwt({ sdJwt, resolveKey, now })
    expect(whole.payload).toEqual({ ...claims, ...plain })

    const kb = { payload: { iat: seconds, aud: audience, nonce } }
    const presented = await theirs.present(sdJwt, { given_name: true, address: { cap: true }, list: { 1: true } } as never, { kb })
    const { payload, keyBinding } = await verifySdJwt({ sdJwt: presented, resolveKey, now, keyBinding: expected })
    expect(payload).toEqual({ ...claims, given_name: 'Zoë', address: plain.address, list: ['b'] })
    expect(keyBinding?.iat).toEqual(now)
  })

  test('presents what we issued, and we what they issued', async () => {
    const theirPresentation = await theirs.present(await ours(), { family_name: true } as never)
    expect((await verifySdJwt({ sdJwt: theirPresentation, resolveKey, now })).payload).toEqual({
      ...claims,
      family_name: 'D’Amó',
      list: [],
    })

    const issued = await theirs.issue({ ...claims, ...plain }, { _sd: ['given_name', 'list'] } as never, { header })
    const ourPresentation = await presentSdJwt({ sdJwt: issued, disclose: ({ name }) => name === 'list' })
    const { payload } = await theirs.verify(ourPresentation, { currentDate: seconds })
    expect(payload).toEqual({ ...claims, family_name: plain.family_name, address: plain.address, list: plain.list })
  })
})

describe('@meeco/sd-jwt', () => {
  const hash = (text: string) => Buffer.from(digest(text, 'sha-256')).toString('base64url')

  test('reads and verifies what we issue', async () => {
    const verifier = async (jwt: string) => {
      const [head, body, signature = ''] = jwt.split('.')
      return verifyText(issuer)(`${head}.${body}`, signature)
    }
    const sdJwt = await presentSdJwt({ sdJwt: await ours(), disclose: ({ name, value }) => name === 'cap' || value === 'c' })
    const payload = await verifySDJWT(sdJwt, verifier, async () => hash)
    expect(payload).toMatchObject({ ...claims, address: plain.address, list: ['c'] })
  })

  test('issues what we verify', async () => {
    const frame = { _sd: ['given_name', 'address'], address: { _sd: ['cap'] }, list: { _sd: [0, 2] } }
    const sdJwt = await issueSDJWT({ alg: 'ES256', ...header }, { ...claims, ...plain } as never, frame as never, {
      hash: { alg: 'sha-256', callback: hash },
      signer: async (head, body) => {
        const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
        return signText(issuer)(`${part(head)}.${part(body)}`)
      },
    })
    expect((await verifySdJwt({ sdJwt, resolveKey, now })).payload).toEqual({ ...claims, ...plain })
  })
})
