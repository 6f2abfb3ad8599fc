import { describe, expect, test } from 'vitest'
import type { Signer } from '../../../credential/crypto/port.ts'
import { signCompact } from '../../../credential/jose/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { createDisclosure, issueSdJwt, parseSdJwt, presentSdJwt, verifySdJwt } from '../../../credential/sd-jwt/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { codeOf } from '../refused.ts'
import { audience, claims, expected, forge, holder, issue, issuer, nonce, now, present, resolveKey, salt, seconds } from './orobie.ts'

const verify = (sdJwt: string) => verifySdJwt({ sdJwt, resolveKey, now, keyBinding: expected })

/** A key binding that a holder without scruples makes over a presentation. */
async function bind(changes: { header?: JsonObject; claims?: JsonObject; signer?: Signer; payload?: JsonObject }): Promise<string> {
  const presented = await issue(changes.payload)
  const own = parseSdJwt(await present(presented)).keyBinding?.payload ?? {}
  const header = { typ: 'kb+jwt', ...changes.header }
  return presented + (await signCompact({ header, payload: { ...own, ...changes.claims }, signer: changes.signer ?? holder }))
}

describe('a key binding', () => {
  test('is accepted when all of it is right', async () => {
    const verified = await verify(await bind({}))
    expect(verified.keyBinding).toEqual({ iat: now, jwk: holder.publicJwk })
  })

  test.each<[string, () => Promise<string>, string]>([
    ['absent', () => issue(), 'sd-jwt.key-binding-missing'],
    ['of a thief', () => bind({ signer: throwawaySigner() }), 'sd-jwt.key-binding-signature'],
    ['of the issuer', () => bind({ signer: issuer }), 'sd-jwt.key-binding-signature'],
    ['of another algorithm', () => bind({ signer: throwawaySigner({ alg: 'EdDSA' }) }), 'sd-jwt.key-binding-signature'],
    ['without typ', async () => withoutTyp(), 'sd-jwt.key-binding-signature'],
    ['of typ JWT', () => bind({ header: { typ: 'JWT' } }), 'sd-jwt.key-binding-signature'],
    ['with a key of its own', () => bind({ header: { jwk: { ...holder.publicJwk } } }), 'sd-jwt.key-binding-malformed'],
    ['for another verifier', () => bind({ claims: { aud: 'x509_san_dns:altro.example' } }), 'sd-jwt.key-binding-audience'],
    ['for the verifier without its prefix', () => bind({ claims: { aud: 'verifica.example' } }), 'sd-jwt.key-binding-audience'],
    ['for a list of verifiers', () => bind({ claims: { aud: [audience] } }), 'sd-jwt.key-binding-audience'],
    ['with another nonce', () => bind({ claims: { nonce: 'n' } }), 'sd-jwt.key-binding-nonce'],
    ['with no nonce', () => bind({ claims: { nonce: null } }), 'sd-jwt.key-binding-nonce'],
    ['over something else', () => bind({ claims: { sd_hash: 'AAAA' } }), 'sd-jwt.key-binding-hash'],
    ['over nothing', () => bind({ claims: { sd_hash: null } }), 'sd-jwt.key-binding-hash'],
    ['a year old', () => bind({ claims: { iat: seconds - 31_536_000 } }), 'sd-jwt.key-binding-time'],
    ['361 seconds old', () => bind({ claims: { iat: seconds - 361 } }), 'sd-jwt.key-binding-time'],
    ['of tomorrow', () => bind({ claims: { iat: seconds + 86_400 } }), 'sd-jwt.key-binding-time'],
    ['of no time', () => bind({ claims: { iat: null } }), 'sd-jwt.key-binding-time'],
    ['of a time in text', () => bind({ claims: { iat: String(seconds) } }), 'sd-jwt.key-binding-time'],
    ['expired by its own word', () => bind({ claims: { exp: seconds - 120 } }), 'sd-jwt.key-binding-time'],
    ['to a credential without cnf', () => bind({ payload: { ...claims, cnf: {} } }), 'sd-jwt.key-binding-key'],
    [
      'to a credential that names a key elsewhere',
      () => bind({ payload: { ...claims, cnf: { kid: 'did:key:z6Mk#z6Mk' } } }),
      'sd-jwt.key-binding-key',
    ],
    [
      'to a private key',
      () => bind({ payload: { ...claims, cnf: { jwk: { ...holder.publicJwk, d: 'AAAA' } } } }),
      'sd-jwt.key-binding-key',
    ],
  ])('%s is refused', async (_, sdJwt, code) => {
    const text = await sdJwt()
    expect(await codeOf(() => verify(text))).toBe(code)
  })

  test('that nobody asked for is refused, not overlooked', async () => {
    const sdJwt = await bind({ signer: throwawaySigner() })
    expect(await codeOf(() => verifySdJwt({ sdJwt, resolveKey, now }))).toBe('sd-jwt.key-binding-unexpected')
    expect(await codeOf(() => verifySdJwt({ sdJwt, resolveKey, now, keyBinding: { ...expected, required: false } }))).toBe(
      'sd-jwt.key-binding-signature',
    )
  })

  test('may be older where the verifier says so', async () => {
    const sdJwt = await bind({ claims: { iat: seconds - 86_000 } })
    expect(await codeOf(() => verifySdJwt({ sdJwt, resolveKey, now, keyBinding: { ...expected, maxAgeSeconds: 86_400 } }))).toBe('accepted')
  })

  test('breaks with one disclosure more, one less, or the others the other way round', async () => {
    const held = await issue()
    const [jwt = '', first = '', second = ''] = held.split('~')
    const kb = (await present(held)).split('~').at(-1) ?? ''
    const extra = createDisclosure({ salt: salt(), name: 'extra', value: 1 })
    const refusals = await Promise.all(
      [
        [jwt, first, kb],
        [jwt, second, first, kb],
        [jwt, kb],
      ].map((parts) => codeOf(() => verify(parts.join('~')))),
    )
    expect(refusals).toEqual(['sd-jwt.key-binding-hash', 'sd-jwt.key-binding-hash', 'sd-jwt.key-binding-hash'])
    expect(await codeOf(() => verify([jwt, first, second, extra.encoded, kb].join('~')))).toBe('sd-jwt.disclosure-unreferenced')
    const one = await presentSdJwt({
      sdJwt: held,
      disclose: ({ name }) => name === 'given_name',
      keyBinding: { signer: holder, audience, nonce, iat: now },
    })
    expect(await codeOf(() => verify(one.replace(first, `${first}~${second}`)))).toBe('sd-jwt.key-binding-hash')
  })

  test('of one credential does not open another of the same holder', async () => {
    const other = await forge({ payload: { ...claims, title: 'Altro' } })
    const kb = (await present(await issue())).split('~').at(-1)
    expect(await codeOf(() => verify(`${other}${kb}`))).toBe('sd-jwt.key-binding-hash')
  })

  test('presented anew leaves the earlier one out', async () => {
    const first = await present(await issue())
    const again = await presentSdJwt({ sdJwt: first, disclose: () => false, keyBinding: { signer: holder, audience, nonce, iat: now } })
    expect(again.split('~')).toHaveLength(2)
    expect((await verify(again)).payload).toEqual(claims)
  })

  test.each(['ES384', 'EdDSA'] as const)('works with a holder’s %s key', async (alg) => {
    const signer = throwawaySigner({ alg })
    const sdJwt = await issueSdJwt({
      payload: { ...claims, cnf: { jwk: { ...signer.publicJwk } } },
      disclosures: [],
      header: { typ: 'dc+sd-jwt' },
      signer: issuer,
    })
    expect(await codeOf(async () => verify(await present(sdJwt, signer)))).toBe('accepted')
  })
})

async function withoutTyp(): Promise<string> {
  const presented = await issue()
  const own = parseSdJwt(await present(presented)).keyBinding?.payload ?? {}
  return presented + (await signCompact({ header: {}, payload: own, signer: holder }))
}
