import { describe, expect, test } from 'vitest'
import { didWebUrl, encodeMultikey, keyOf, resolveDid } from '../../../credential/did/index.ts'
import type { JsonObject, JsonValue } from '../../../credential/json/index.ts'
import type { World } from '../../../credential/verify/world.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { codeOf } from '../refused.ts'

const did = 'did:web:ente.example:org:orobie'
const signer = throwawaySigner()
const id = `${did}#${signer.kid}`
const method = { id, type: 'JsonWebKey', controller: did, publicKeyJwk: { ...signer.publicJwk, kid: signer.kid } }
const document = { id: did, verificationMethod: [method], assertionMethod: [id] }
const at = new Date('2027-01-15T12:00:00Z')

/** A world with one answer, that remembers what was asked. */
function worldWith(answer: () => Response, limits: World['limits'] = {}): Pick<World, 'fetch' | 'limits'> & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    limits,
    fetch: async (url) => {
      asked.push(url)
      return answer()
    },
  }
}

const json = (value: JsonValue) => () => new Response(JSON.stringify(value))
const resolve = (value: JsonValue) => resolveDid(did, worldWith(json(value)))

describe('where a did:web document is', () => {
  test.each([
    ['did:web:ente.example', 'https://ente.example/.well-known/did.json'],
    ['did:web:ente.example%3A8443', 'https://ente.example:8443/.well-known/did.json'],
    ['did:web:ente.example:org:orobie', 'https://ente.example/org/orobie/did.json'],
    ['did:web:xn--forl-6na.example', 'https://xn--forl-6na.example/.well-known/did.json'],
  ])('%s', (name, url) => expect(didWebUrl({ did: name })).toBe(url))

  test.each([
    ['an IPv4 address', 'did:web:192.168.0.1', 'did.host-refused'],
    ['an address in hexadecimal', 'did:web:127.0.0.0x1', 'did.host-refused'],
    ['a number', 'did:web:2130706433', 'did.host-refused'],
    ['an IPv6 address', 'did:web:%5B%3A%3A1%5D', 'did.malformed'],
    ['loopback', 'did:web:localhost%3A4000:org:orobie', 'did.host-refused'],
    ['loopback by number', 'did:web:127.0.0.1%3A4000', 'did.host-refused'],
    ['a name without a dot', 'did:web:metadata', 'did.host-refused'],
    ['a final dot', 'did:web:ente.example.', 'did.malformed'],
    ['user information', 'did:web:a%40ente.example', 'did.malformed'],
    ['upper case', 'did:web:Ente.example', 'did.malformed'],
    ['a path upwards', 'did:web:ente.example:..:a', 'did.malformed'],
    ['an encoded slash', 'did:web:ente.example:a%2Fb', 'did.malformed'],
    ['an empty segment', 'did:web:ente.example::a', 'did.malformed'],
    ['a port out of range', 'did:web:ente.example%3A70000', 'did.malformed'],
    ['port zero', 'did:web:ente.example%3A0', 'did.malformed'],
    ['two ports', 'did:web:ente.example%3A1%3A2', 'did.malformed'],
    ['a query', 'did:web:ente.example?a=b', 'did.malformed'],
    ['a fragment', `${did}#key`, 'did.malformed'],
    ['no host', 'did:web:', 'did.malformed'],
  ])('refuses %s, without asking anyone', async (_, name, code) => {
    const world = worldWith(json(document))
    expect(await codeOf(() => resolveDid(name, world))).toBe(code)
    expect(world.asked).toEqual([])
  })

  test('goes to loopback over http where the demo allows it', () => {
    expect(didWebUrl({ did: 'did:web:localhost%3A4000:org:orobie', allowLoopbackHttp: true })).toBe(
      'http://localhost:4000/org/orobie/did.json',
    )
    expect(didWebUrl({ did, allowLoopbackHttp: true })).toMatch(/^https:/)
  })
})

describe('a did:web document', () => {
  test('gives the key of its method', async () => {
    const world = worldWith(json(document))
    const resolved = await resolveDid(did, world)
    expect(world.asked).toEqual(['https://ente.example/org/orobie/did.json'])
    expect(keyOf(resolved, id, { at, purpose: 'assertionMethod' }).key).toEqual({ ...signer.publicJwk, kid: signer.kid })
  })

  test('may hold embedded methods, relative ids, Multikeys, and keys of no use here', async () => {
    const resolved = await resolve({
      id: did,
      controller: did,
      verificationMethod: [{ id: `${did}#x`, type: 'JsonWebKey', controller: did, publicKeyJwk: { kty: 'OKP', crv: 'X25519', x: 'AAAA' } }],
      assertionMethod: [{ id: '#m', type: 'Multikey', controller: did, publicKeyMultibase: encodeMultikey(signer.publicJwk) }, '#x'],
      keyAgreement: ['#x'],
    })
    expect(resolved.verificationMethods.map((found) => found.id)).toEqual([`${did}#m`])
    expect(keyOf(resolved, `${did}#m`, { at, purpose: 'assertionMethod' }).key).toEqual(signer.publicJwk)
  })

  test.each<[string, JsonObject, string]>([
    ['of another id', { ...document, id: 'did:web:altro.example' }, 'did.document-invalid'],
    ['of another controller', { ...document, controller: 'did:web:altro.example' }, 'did.document-invalid'],
    [
      'with a foreign method',
      { ...document, verificationMethod: [{ ...method, controller: 'did:web:altro.example' }] },
      'did.document-invalid',
    ],
    ['with a method without controller', { ...document, verificationMethod: [{ id, publicKeyJwk: {} }] }, 'did.document-invalid'],
    [
      'with a foreign method id',
      { ...document, verificationMethod: [{ ...method, id: 'did:web:altro.example#a' }] },
      'did.document-invalid',
    ],
    ['with one key id twice', { ...document, verificationMethod: [method, method] }, 'did.document-invalid'],
    ['with one key id twice, once embedded', { ...document, assertionMethod: [method] }, 'did.document-invalid'],
    ['with one key id twice, once for encryption', { ...document, keyAgreement: [method] }, 'did.document-invalid'],
    ['that points nowhere', { ...document, assertionMethod: [`${did}#altra`] }, 'did.document-invalid'],
    ['whose methods are no list', { ...document, verificationMethod: method }, 'did.document-invalid'],
    ['with two forms of a key', { ...document, verificationMethod: [{ ...method, publicKeyMultibase: 'z6Mk' }] }, 'did.document-invalid'],
    [
      'with a private key',
      { ...document, verificationMethod: [{ ...method, publicKeyJwk: { ...method.publicKeyJwk, d: 'AAAA' } }] },
      'jwk.private',
    ],
    [
      'with a window in milliseconds',
      { ...document, verificationMethod: [{ ...method, publicKeyJwk: { ...method.publicKeyJwk, nbf: 1.7e12 } }] },
      'did.document-invalid',
    ],
    [
      'with a revocation that is a flag',
      { ...document, verificationMethod: [{ ...method, publicKeyJwk: { ...method.publicKeyJwk, revoked: true } }] },
      'did.document-invalid',
    ],
  ])('%s is refused', async (_, value, code) => {
    expect(await codeOf(() => resolve(value))).toBe(code)
  })

  test.each<[string, () => Response, string]>([
    ['a redirect', () => Response.redirect('https://evil.example/did.json'), 'did.redirected'],
    ['a redirect that was followed', () => Object.defineProperty(json(document)(), 'redirected', { value: true }), 'did.redirected'],
    ['404', () => new Response('', { status: 404 }), 'did.not-found'],
    ['500', () => new Response('', { status: 500 }), 'did.unreachable'],
    ['206', () => new Response('{}', { status: 206 }), 'did.unreachable'],
    ['nothing', () => new Response(null), 'did.document-invalid'],
    ['a page', () => new Response('<html>'), 'did.document-invalid'],
    ['a repeated member', () => new Response(`{"id":"${did}","id":"${did}"}`), 'did.document-invalid'],
    ['more than 256 KiB', () => new Response(' '.repeat(256 * 1024 + 1)), 'did.document-too-large'],
    ['an endless body', endless, 'did.document-too-large'],
    ['a body that breaks off', broken, 'did.unreachable'],
  ])('an answer of %s is refused', async (_, answer, code) => {
    expect(await codeOf(() => resolveDid(did, worldWith(answer)))).toBe(code)
  })

  test('a host that does not answer is unreachable, not wrong', async () => {
    const fetch = () => Promise.reject(new TypeError('fetch failed'))
    expect(await codeOf(() => resolveDid(did, { fetch }))).toBe('did.unreachable')
    const refuse = () => {
      throw new TypeError('no network here')
    }
    expect(await codeOf(() => resolveDid(did, { fetch: refuse }))).toBe('did.unreachable')
  })
})

function endless(): Response {
  return new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) }))
}

function broken(): Response {
  return new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) }))
}
