import { deflateSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Signer } from '../../../credential/crypto/port.ts'
import { composeEdc } from '../../../credential/edc/index.ts'
import { sealJades } from '../../../credential/jades/index.ts'
import { PNG_SIGNATURE, pngChunk, readPngChunks } from '../../../credential/open-badge/picture/png-chunks.ts'
import { rebuildSvg } from '../../../credential/open-badge/picture/rebuild-svg.ts'
import { type VerificationResult, verifyDocument } from '../../../credential/verify/index.ts'
import type { World } from '../../../credential/verify/world.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { type Seal, sealOf, sealPki } from '../../fixtures/seal-authority.ts'
import { pictures } from '../edc/pictures.ts'
import { base64url, code, codeHeader, jws, pdf, png, svg } from './strict-carriers.ts'

const utf8 = new TextEncoder()

let demo: DemoWorld
let seal: Seal
let world: World
let sealed = ''
beforeAll(async () => {
  demo = await demoWorld()
  const pki = await sealPki()
  seal = await sealOf(pki, { organisation: demo.body.name, identifier: 'VATIT-00000000048', kind: 'RSA-2048' })
  demo.body.keys.push({ signer: seal.signer, life: { from: moments.keys } })
  world = { ...demo.world, trust: { ...demo.trust, sealRoots: [pki.root.pem] } }
  const issuer = { id: demo.body.did, legalName: demo.body.name, eidasIdentifier: 'VATIT-00000000048', country: 'IT' }
  const document = composeEdc({ attestation: demo.attestation, digest: demo.digest, issuer, pictures })
  sealed = await sealJades({ payload: JSON.stringify(document), ...seal, signedAt: moments.copied })
})

const parts = () => demo.sdJwt.split('~')
const [HEAD, PAYLOAD] = [0, 1]
const decoded = (index: number) => Buffer.from((parts()[0] ?? '').split('.')[index] ?? '', 'base64url').toString()
const badge = () => JSON.stringify(demo.openBadge)

async function resealed(change: { payload?: Uint8Array; head?: Uint8Array }): Promise<Uint8Array> {
  const envelope = JSON.parse(sealed)
  const head = base64url(change.head ?? Buffer.from(envelope.signatures[0].protected, 'base64url'))
  const payload = Buffer.from(change.payload ?? utf8.encode(envelope.payload)).toString('utf8')
  const signature = base64url(await seal.signer.sign(utf8.encode(`${head}.${payload}`)))
  return utf8.encode(JSON.stringify({ payload, signatures: [{ protected: head, signature }] }))
}

async function badgeJwt(change: { header?: Uint8Array; payload?: Uint8Array }): Promise<Uint8Array> {
  const header = change.header ?? JSON.stringify({ alg: 'ES256', typ: 'vc+jwt', kid: demo.body.kid })
  const { proof: _, ...document } = demo.openBadge
  const payload = change.payload ?? JSON.stringify(document)
  return utf8.encode(await jws({ header, payload, signer: demo.body.signer as Signer }))
}

const NOT_UTF8 = ['no UTF-8', 'UTF-8 of a surrogate', 'an overlong zero']

interface Carrier {
  /** What it holds when nothing is wrong. */
  readonly text: () => string
  readonly carry: (content: Uint8Array) => Uint8Array | Promise<Uint8Array>
  /** What it says of any of the faults; absent: the code of the fault itself. */
  readonly code?: string
  /** Inside JSON already: what the text cannot hold because of that. */
  readonly without?: readonly string[]
}

const CARRIERS: Readonly<Record<string, Carrier>> = {
  'an Open Badge': { text: badge, carry: (content) => content },
  'an Open Badge in a PNG': { text: badge, carry: png },
  // A picture is a text of its own, in which the badge stands as letters.
  'an Open Badge in an SVG': { text: badge, carry: svg, without: NOT_UTF8 },
  'an Open Badge in a PDF': { text: badge, carry: (content) => pdf(content, demo.attestation) },
  'the header of a badge as JWT': {
    text: () => JSON.stringify({ alg: 'ES256', typ: 'vc+jwt', kid: demo.body.kid }),
    carry: (header) => badgeJwt({ header }),
  },
  'the claims of a badge as JWT': { text: () => JSON.stringify(demo.openBadge), carry: (payload) => badgeJwt({ payload }) },
  'the header of an SD-JWT VC': {
    text: () => decoded(HEAD),
    carry: async (header) => {
      const jwt = await jws({ header, payload: decoded(PAYLOAD), signer: demo.body.signer })
      return utf8.encode([jwt, ...parts().slice(1)].join('~'))
    },
  },
  'the claims of an SD-JWT VC': {
    text: () => decoded(PAYLOAD),
    carry: async (payload) => {
      const jwt = await jws({ header: decoded(HEAD), payload, signer: demo.body.signer })
      return utf8.encode([jwt, ...parts().slice(1)].join('~'))
    },
  },
  'a disclosure of an SD-JWT VC': {
    text: () => '["c2FsZS0wMDAwMDAwMDA5OQ","altro",{"a":1}]',
    carry: (disclosure) => utf8.encode(`${demo.sdJwt}${base64url(disclosure)}~`),
    code: 'sd-jwt.disclosure-malformed',
  },
  'the key binding of an SD-JWT VC': {
    text: () => '{"iat":1780315200,"aud":"x","nonce":"y","sd_hash":"z"}',
    carry: async (payload) => {
      const header = '{"alg":"ES256","typ":"kb+jwt"}'
      return utf8.encode(demo.sdJwt + (await jws({ header, payload, signer: demo.holder })))
    },
    code: 'sd-jwt.key-binding-malformed',
  },
  'the envelope of an SD-JWT VC as JSON': {
    text: () => {
      const [jwt = '', ...disclosures] = parts().slice(0, -1)
      const [header, payload, signature] = jwt.split('.')
      return JSON.stringify({ protected: header, payload, signature, header: { disclosures } })
    },
    carry: (content) => content,
  },
  'the envelope of a sealed European credential': { text: () => sealed, carry: (content) => content },
  'the header of the seal': {
    text: () => Buffer.from(JSON.parse(sealed).signatures[0].protected, 'base64url').toString(),
    carry: (head) => resealed({ head }),
  },
  'the text that was sealed': {
    text: () => JSON.parse(sealed).payload,
    carry: (payload) => resealed({ payload }),
    // A text inside a text has no bytes of its own; what is no UTF-8 there is so in the envelope.
    without: NOT_UTF8,
  },
}

interface Fault {
  readonly write: (text: string) => string | Uint8Array
  readonly code: string
}

/** A member more, or a value in a list, behind the first bracket. */
function inserted(text: string, value: string): string {
  return text.startsWith('[') ? `${text.slice(0, -1)},${value}]` : text.replace('{', `{"zz":${value},`)
}
function withBytes(text: string, bytes: readonly number[]): Uint8Array {
  const [before = '', after = ''] = inserted(text, '"@@"').split('@@')
  return Buffer.concat([Buffer.from(before), Uint8Array.from(bytes), Buffer.from(after)])
}

const FAULTS: Readonly<Record<string, Fault>> = {
  'a member twice': { write: (text) => inserted(text, '{"a":1,"a":2}'), code: 'json.repeated-name' },
  'a member twice, once escaped': { write: (text) => inserted(text, '{"a":1,"\\u0061":2}'), code: 'json.repeated-name' },
  'a member of that name which is a prototype': {
    write: (text) => inserted(text, '{"__proto__":{"polluted":true}}'),
    code: 'json.forbidden-name',
  },
  'half a surrogate pair': { write: (text) => inserted(text, '"\\ud800"'), code: 'json.lone-surrogate' },
  'forty levels': { write: (text) => inserted(text, '['.repeat(40) + ']'.repeat(40)), code: 'json.too-deep' },
  'fifty thousand levels': { write: (text) => inserted(text, '['.repeat(50_000)), code: 'json.too-deep' },
  'a number beyond a double': { write: (text) => inserted(text, '-1e999'), code: 'json.number-range' },
  'a comment': { write: (text) => inserted(text, '1/**/'), code: 'json.malformed' },
  'a comma too many': { write: (text) => inserted(text, '[1,]'), code: 'json.malformed' },
  'text behind it': { write: (text) => `${text}{}`, code: 'json.malformed' },
  'not its end': { write: (text) => text.slice(0, -1), code: 'json.malformed' },
  'no UTF-8': { write: (text) => withBytes(text, [0xff]), code: 'json.not-utf8' },
  'UTF-8 of a surrogate': { write: (text) => withBytes(text, [0xed, 0xa0, 0x80]), code: 'json.not-utf8' },
  'an overlong zero': { write: (text) => withBytes(text, [0xc0, 0x80]), code: 'json.not-utf8' },
}

async function judge(bytes: Uint8Array): Promise<VerificationResult> {
  return verifyDocument({ bytes }, world)
}
const failures = ({ checks }: VerificationResult) => checks.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code)

describe.each(Object.entries(CARRIERS))('%s', (name, { text, carry, code: own, without = [] }) => {
  test('is read as it was written', async () => {
    const result = await judge(await carry(utf8.encode(text())))
    expect(failures(result).filter((code) => code.startsWith('json.') || code.startsWith('format.') || code === own)).toEqual([])
  })

  test.each(Object.entries(FAULTS).filter(([fault]) => !without.includes(fault)))(
    'with %s is refused for that',
    async (_, { write, code }) => {
      const written = write(text())
      const result = await judge(await carry(typeof written === 'string' ? utf8.encode(written) : written))
      expect(result.verdict).toBe('invalid')
      expect(failures(result)).toEqual([own ?? code])
      expect(result.credential, `${name} was taken for something`).toBeUndefined()
      expect(Reflect.has({}, 'polluted')).toBe(false)
    },
  )
})

describe('base64url has one spelling of some bytes', () => {
  const padded = (text: string) => `${text}=`
  const standard = (text: string) => text.replace(/[-_]/, (letter) => (letter === '-' ? '+' : '/'))
  /** The same bytes, with bits set that nobody reads. */
  const unused = (text: string) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    return text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1) ?? '') | 1]
  }
  /** Each with room for unused bits at its end: 64 bytes of signature, header and claims padded with spaces. */
  const room = (text: string) => text + ' '.repeat((4 - (Buffer.byteLength(text) % 3)) % 3 || 3)

  test.each<[string, (part: string) => string]>([
    ['padding', padded],
    ['the other alphabet', standard],
    ['unused bits set', unused],
  ])('a signature with %s is refused', async (_, respell) => {
    for (;;) {
      const fresh = await demo.issue()
      const [jwt = '', ...rest] = fresh.split('~')
      const [header, payload, signature = ''] = jwt.split('.')
      const respelt = respell(signature)
      if (respelt === signature) continue
      expect(Buffer.from(respelt, 'base64')).toEqual(Buffer.from(signature, 'base64url'))
      const result = await judge(utf8.encode([`${header}.${payload}.${respelt}`, ...rest].join('~')))
      expect([result.verdict, result.credential]).toEqual(['invalid', undefined])
      expect(failures(result)).toEqual([respell === unused ? 'base64url.malformed' : expect.stringMatching(/^(base64url|format)\./)])
      return
    }
  })

  test.each([
    ['the header', HEAD],
    ['the claims', PAYLOAD],
  ])('%s with unused bits set is refused though the signature holds over it', async (_, part) => {
    const texts = [decoded(HEAD), decoded(PAYLOAD)].map((text) => base64url(room(text)))
    texts[part] = unused(texts[part] ?? '')
    const input = texts.join('.')
    const jwt = `${input}.${base64url(await demo.body.signer.sign(utf8.encode(input)))}`
    const result = await judge(utf8.encode([jwt, ...parts().slice(1)].join('~')))
    expect(result.verdict).toBe('invalid')
    expect(failures(result)).toEqual(['base64url.malformed'])
  })
})

describe('a picture', () => {
  const chunkChanged = (picture: Uint8Array, at: number) => Uint8Array.from(picture, (byte, index) => (index === at ? byte ^ 1 : byte))
  const genuine = () => png(utf8.encode(badge()))
  const end = (picture: Uint8Array) => picture.subarray(0, picture.length - 12)

  test('with a badge is read, also with the document type that drawing programs write', async () => {
    const type = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    expect((await judge(svg(badge(), { before: `<?xml version="1.0"?>\n${type}\n` }))).verdict).toBe('valid')
    expect((await judge(genuine())).verdict).toBe('valid')
    expect((await judge(svg(badge()))).verdict).toBe('valid')
  })

  test.each<[string, (picture: Uint8Array) => Uint8Array, string]>([
    ['with a letter of the badge changed and its checksum left', (it) => chunkChanged(it, 200), 'badge.checksum'],
    ['with a checksum changed', (it) => chunkChanged(it, it.length - 1), 'badge.checksum'],
    ['with bytes behind its end', (it) => Buffer.concat([it, Uint8Array.of(0)]), 'badge.malformed'],
    ['with a second picture behind its end', (it) => Buffer.concat([it, it]), 'badge.malformed'],
    ['without its end', end, 'badge.malformed'],
    [
      'with a chunk as long as nobody has',
      (it) => Buffer.concat([end(it), Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x69, 0x54, 0x58, 0x74)]),
      'badge.malformed',
    ],
    [
      'with two badges',
      () => png(utf8.encode(badge()), [pngChunk('iTXt', Buffer.from(`openbadgecredential\0\0\0\0\0${badge()}`))]),
      'badge.repeated',
    ],
    ['with a packed badge', packed, 'badge.compressed'],
    ['of a thousand million points', wide, 'badge.malformed'],
  ])('PNG %s is refused', async (_, change, code) => {
    const result = await judge(change(genuine()))
    expect([result.verdict, failures(result), result.credential]).toEqual(['invalid', [code], undefined])
  })

  function packed(): Uint8Array {
    return rechunked((data) => Uint8Array.from(data, (byte, index) => (index === 'openbadgecredential'.length + 1 ? 1 : byte)), 'iTXt')
  }
  function wide(): Uint8Array {
    return rechunked((data) => Uint8Array.from(data, (byte, index) => (index === 0 ? 0x7f : byte)), 'IHDR')
  }
  function rechunked(change: (data: Uint8Array) => Uint8Array, wanted: string): Uint8Array {
    const chunks = readPngChunks(genuine())
    return Buffer.concat([PNG_SIGNATURE, ...chunks.map(({ type, data }) => pngChunk(type, type === wanted ? change(data) : data))])
  }

  const entities = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
  test.each<[string, () => Uint8Array, string]>([
    ['that declares entities', () => svg(badge(), { before: entities }), 'badge.unsafe-svg'],
    [
      'that fetches an entity',
      () => svg(badge(), { before: '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' }),
      'badge.unsafe-svg',
    ],
    ['that uses an entity', () => swapped('<circle r="1"/>', '<text>&a;</text>'), 'badge.malformed'],
    ['with an instruction to a program', () => swapped('<circle r="1"/>', '<?php echo 1 ?>'), 'badge.malformed'],
    ['with text behind its end', () => svg(badge(), { after: 'x' }), 'badge.malformed'],
    ['with a second root', () => svg(badge(), { after: '<svg xmlns="http://www.w3.org/2000/svg"/>' }), 'badge.malformed'],
    ['with an element left open', () => swapped('<circle r="1"/>', '<g>'), 'badge.malformed'],
    ['with an attribute twice', () => swapped('r="1"', 'r="1" r="2"'), 'badge.malformed'],
    ['nested without end', () => swapped('<circle r="1"/>', '<g>'.repeat(5000) + '</g>'.repeat(5000)), 'badge.malformed'],
    ['with two badges', () => swapped('<circle r="1"/>', '<openbadges:credential>{}</openbadges:credential>'), 'badge.repeated'],
  ])('SVG %s is refused', async (_, make, code) => {
    const result = await judge(make())
    expect([result.verdict, failures(result), result.credential]).toEqual(['invalid', [code], undefined])
  })

  function swapped(part: string, by: string): Uint8Array {
    return Buffer.from(Buffer.from(svg(badge())).toString().replace(part, by))
  }

  test.each([
    '<script>alert(1)</script>',
    '<circle r="1" onload="alert(1)"/>',
    '<a href="javascript:alert(1)"/>',
    '<foreignObject><b/></foreignObject>',
  ])('SVG with %s is read for its badge, and shown without it', async (hostile) => {
    const picture = swapped('<circle r="1"/>', hostile)
    expect((await judge(picture)).verdict).toBe('valid')
    expect(rebuildSvg(Buffer.from(picture).toString())).not.toMatch(/script|alert|foreignObject|onload/i)
  })
})

/** By the body's key, in a layout, whatever it says. */
async function codeOf(payload: Uint8Array, typ: string, kid = utf8.encode(demo.body.signer.kid)): Promise<Uint8Array> {
  return utf8.encode(await code({ payload, signer: demo.body.signer, head: codeHeader(kid, [[16, typ]]) }))
}

describe.each([
  { layout: 'in its first layout', typ: 'attesta-act+cose;v=1', packed: (payload: Uint8Array) => payload },
  { layout: 'packed', typ: 'attesta-act+cose;v=2', packed: (payload: Uint8Array) => Uint8Array.from(deflateSync(payload)) },
])('a code on paper, $layout,', ({ typ, packed }) => {
  const text = (value: string) => Uint8Array.from([0x60 + value.length, ...utf8.encode(value)])

  test.each<[string, number[] | Uint8Array]>([
    ['a member twice', [0xa2, 0x01, 0x02, 0x01, 0x02]],
    ['members out of order', [0xa2, 0x02, 0x61, 0x61, 0x01, 0x02]],
    ['a number longer than it need be', [0xa1, 0x01, 0x18, 0x02]],
    ['a length longer than it need be', [0xa1, 0x02, 0x78, 0x01, 0x61]],
    ['a map without a length', [0xbf, 0x01, 0x02, 0xff]],
    ['an array without a length', [0xa1, 0x0d, 0x9f, 0xff]],
    ['a text in pieces', [0xa1, 0x02, 0x7f, 0x61, 0x61, 0xff]],
    ['bytes in pieces', [0xa1, 0x0c, 0x5f, 0x41, 0x61, 0xff]],
    ['undefined', [0xa1, 0x01, 0xf7]],
    ['not a number', [0xa1, 0x01, 0xf9, 0x7e, 0x00]],
    ['infinity', [0xa1, 0x01, 0xf9, 0x7c, 0x00]],
    ['a number beyond a double', [0xa1, 0x01, 0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
    ['a whole number as a fraction', [0xa1, 0x01, 0xf9, 0x40, 0x00]],
    ['a tag', [0xa1, 0x01, 0xc0, ...text('2026')]],
    ['a simple value without a meaning', [0xa1, 0x01, 0xf8, 0xff]],
    ['no UTF-8', [0xa1, 0x02, 0x61, 0xff]],
    ['UTF-8 of a surrogate', [0xa1, 0x02, 0x63, 0xed, 0xa0, 0x80]],
    ['bytes behind its end', [0xa1, 0x01, 0x02, 0x00]],
    ['not its end', [0xa2, 0x01, 0x02]],
    ['thirteen levels', [...new Array(13).fill(0x81), 0x00]],
  ])('with %s is refused though its signature holds', async (_, payload) => {
    const result = await judge(await codeOf(packed(Uint8Array.from(payload)), typ))
    expect([result.verdict, failures(result), result.credential]).toEqual(['invalid', ['cose.malformed'], undefined])
  })

  test('with a name of its key that is no UTF-8 is refused', async () => {
    const result = await judge(await codeOf(packed(Uint8Array.of(0xa0)), typ, Uint8Array.of(0xff)))
    expect([result.verdict, failures(result)]).toEqual(['invalid', ['cose.malformed']])
  })
})

test.each<[string, Uint8Array, string]>([
  ['not packed', Uint8Array.of(0xa0), 'cose.malformed'],
  ['packed without an end', deflateSync(Uint8Array.of(0xa0)).subarray(0, -1), 'cose.malformed'],
  ['packed with something behind its end', Buffer.concat([deflateSync(Uint8Array.of(0xa0)), Buffer.of(0)]), 'cose.malformed'],
  ['packed, and of more than any act', deflateSync(Buffer.alloc(1_000_000)), 'cose.too-long'],
])('a code whose payload is %s is refused though its signature holds', async (_, payload, code) => {
  const result = await judge(await codeOf(Uint8Array.from(payload), 'attesta-act+cose;v=2'))
  expect([result.verdict, failures(result), result.credential]).toEqual(['invalid', [code], undefined])
})
