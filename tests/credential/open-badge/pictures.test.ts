import { readFileSync } from 'node:fs'
import { deflateSync, crc32 as referenceCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AttestaError } from '../../../credential/errors.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { bake, rebuildSvg, unbake } from '../../../credential/open-badge/index.ts'
import { crc32 } from '../../../credential/open-badge/picture/crc32.ts'
import { vectorUrl } from '../../../scripts/vectors/family.ts'
import { plainBadge } from '../data-integrity/badge.ts'
import { codeOf } from '../refused.ts'

const utf8 = new TextEncoder()
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const badge = plainBadge('did:web:localhost%3A4000:org:orobie-formazione')
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width)
  data.writeUInt32BE(height, 4)
  data.set([8, 6], 8)
  return chunk('IHDR', data)
}

const ihdr = header(1, 1)
const idat = chunk('IDAT', deflateSync(Buffer.from([0, 0, 0, 0, 0])))
const iend = chunk('IEND', new Uint8Array(0))
const iTXt = (content: string, prefix = 'openbadgecredential\0\0\0\0\0') => chunk('iTXt', utf8.encode(prefix + content))
const png = (...chunks: readonly Uint8Array[]) => new Uint8Array(Buffer.concat([SIGNATURE, ...chunks]))
const plainPng = png(ihdr, idat, iend)

const svg = (content: string, attributes = '') =>
  utf8.encode(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="https://purl.imsglobal.org/ob/v3p0" viewBox="0 0 8 8"${attributes}>${content}</svg>`,
  )
const declaring = (encoding: string, content: Buffer | string) =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from(
        `<?xml version="1.0" encoding="${encoding}"?>\n<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="https://purl.imsglobal.org/ob/v3p0"><ob:credential>`,
      ),
      Buffer.from(content),
      Buffer.from('</ob:credential></svg>'),
    ]),
  )
const plainSvg = utf8.encode('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8"/></svg>')

describe('an SVG is read in the encoding that it declares', () => {
  test.each(['UTF-8', 'utf-8', 'US-ASCII'])('%s is read', (encoding) => {
    expect(text(unbake(declaring(encoding, '{"name":"e"}')).document)).toBe('{"name":"e"}')
  })

  test.each(['ISO-8859-1', 'windows-1252', 'UTF-16', 'x'])('%s is refused, by a code of its own', async (encoding) => {
    expect(await codeOf(() => unbake(declaring(encoding, Buffer.from('{"name":"Ã¨"}'))))).toBe('badge.encoding')
  })
})

describe('a badge goes into a picture and comes out of it', () => {
  test.each([
    ['PNG', plainPng],
    ['SVG', plainSvg],
  ])('%s', (_, picture) => {
    const document = { ...badge, description: 'è "à" ]]> <x> & ☃ 😀' }
    const { document: read, mediaType } = unbake(bake({ picture, document }))
    expect(JSON.parse(text(read))).toEqual(document)
    expect(mediaType).toBe('application/vc')
  })

  test('a PNG is baked again in place of what it had', () => {
    const twice = bake({ picture: bake({ picture: plainPng, document: badge }), document: { ...badge, name: 'Nuovo' } })
    expect(JSON.parse(text(unbake(twice).document)).name).toBe('Nuovo')
  })

  test('the checksum is that of zlib', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === referenceCrc32(bytes)))
  })

  test.each([
    ['ob3/own/valid-baked.png', 'application/vc'],
    ['ob3/own/valid-baked.svg', 'application/vc'],
    ['ob3/ob30/simple-json.svg', 'application/vc'],
    ['ob3/ob30/simple-jwt.png', 'application/vc+jwt'],
  ])('%s', (file, mediaType) => {
    expect(unbake(readFileSync(vectorUrl(file))).mediaType).toBe(mediaType)
  })

  test('a JWS in the attribute of an SVG', () => {
    expect(text(unbake(svg('<ob:credential verify="a.b.c"/>')).document)).toBe('a.b.c')
  })
})

describe('a PNG is refused', () => {
  const good = iTXt('{}')
  test.each<[string, string, Uint8Array]>([
    ['without a badge', 'badge.none', plainPng],
    ['with an empty badge', 'badge.none', png(ihdr, iTXt(''), idat, iend)],
    ['with two badges', 'badge.repeated', png(ihdr, good, good, idat, iend)],
    [
      'with a badge and a text of the same keyword',
      'badge.repeated',
      png(ihdr, good, chunk('tEXt', utf8.encode('openbadgecredential\0x')), idat, iend),
    ],
    ['with a badge in a plain text chunk', 'badge.malformed', png(ihdr, chunk('tEXt', utf8.encode('openbadgecredential\0{}')), idat, iend)],
    ['with a compressed badge', 'badge.compressed', png(ihdr, iTXt('{}', 'openbadgecredential\0\u0001\0\0\0'), idat, iend)],
    ['with an unknown compression', 'badge.malformed', png(ihdr, iTXt('{}', 'openbadgecredential\0\0\u0001\0\0'), idat, iend)],
    ['without the ends of its texts', 'badge.malformed', png(ihdr, chunk('iTXt', utf8.encode('openbadgecredential\0\0\0x')), idat, iend)],
    ['with a wrong checksum', 'badge.checksum', png(ihdr, damaged(good, good.length - 1), idat, iend)],
    ['with a length beyond the file', 'badge.malformed', png(ihdr, damaged(good, 0), idat, iend)],
    ['with the badge behind the end', 'badge.malformed', png(ihdr, idat, iend, good)],
    ['with anything behind the end', 'badge.malformed', png(ihdr, good, idat, iend, Uint8Array.of(0))],
    ['without an end', 'badge.malformed', png(ihdr, good, idat)],
    ['without a header', 'badge.malformed', png(good, idat, iend)],
    ['with two headers', 'badge.malformed', png(ihdr, ihdr, good, idat, iend)],
    ['that promises a hundred billion pixels', 'badge.malformed', png(header(1_000_000, 100_000), good, idat, iend)],
    ['of thousands of chunks', 'badge.malformed', png(ihdr, ...Array.from({ length: 5000 }, () => idat), iend)],
    ['with a name that is no name', 'badge.malformed', png(ihdr, chunk('a\0b!', utf8.encode('x')), iend)],
    ['with a badge of two megabytes', 'badge.too-large', png(ihdr, iTXt('x'.repeat(2 * 1024 * 1024)), iend)],
    ['of six megabytes', 'badge.too-large', new Uint8Array(6 * 1024 * 1024)],
  ])('%s', async (_, code, bytes) => {
    expect(await codeOf(() => unbake(bytes))).toBe(code)
  })
})

describe('an SVG is refused', () => {
  const bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
  const file = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
  const one = '<ob:credential>{}</ob:credential>'
  test.each<[string, string, Uint8Array]>([
    ['without a badge', 'badge.none', plainSvg],
    ['with an empty badge', 'badge.none', svg('<ob:credential/>')],
    ['with two badges', 'badge.repeated', svg(one + one)],
    [
      'with a second badge by a name given further in',
      'badge.repeated',
      svg(`${one}<g xmlns:x="https://purl.imsglobal.org/ob/v3p0"><x:credential>{"a":1}</x:credential></g>`),
    ],
    [
      'with a second badge of the former edition further in',
      'badge.repeated',
      svg(`${one}<g xmlns:x="http://openbadges.org"><x:assertion verify="a.b.c"/></g>`),
    ],
    [
      'with a second badge of no prefix',
      'badge.repeated',
      svg(`${one}<credential xmlns="https://purl.imsglobal.org/ob/v3p0">{}</credential>`),
    ],
    ['with a badge in both places', 'badge.repeated', svg('<ob:credential verify="a.b.c">{}</ob:credential>')],
    ['with an element inside the badge', 'badge.malformed', svg('<ob:credential>{<b/>}</ob:credential>')],
    ['that declares entities (billion laughs)', 'badge.unsafe-svg', utf8.encode(bomb + text(svg(one)))],
    ['that declares a file (XXE)', 'badge.unsafe-svg', utf8.encode(file + text(svg('<ob:credential>&x;</ob:credential>')))],
    ['with an unknown entity', 'badge.malformed', svg('<ob:credential>&x;</ob:credential>')],
    ['with a processing instruction', 'badge.malformed', svg(`<?xml-stylesheet href="https://example.org/x.css"?>${one}`)],
    ['with an element that does not end', 'badge.malformed', svg(`<g>${one}`)],
    ['with elements that cross', 'badge.malformed', svg(`<g><a></g></a>${one}`)],
    ['with two roots', 'badge.malformed', utf8.encode(text(svg(one)) + text(svg(one)))],
    ['with text behind its end', 'badge.malformed', utf8.encode(`${text(svg(one))}x`)],
    ['with an attribute that stands twice', 'badge.malformed', svg(one, ' id="a" id="b"')],
    ['that is HTML', 'badge.malformed', utf8.encode('<html><body></body></html>')],
    [
      'of another namespace',
      'badge.malformed',
      utf8.encode(text(svg(one)).replace('http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xhtml')),
    ],
    ['that is not UTF-8', 'badge.malformed', Uint8Array.of(0x3c, 0xff, 0xfe)],
    ['thousands of levels deep', 'badge.malformed', svg('<g>'.repeat(20_000) + one + '</g>'.repeat(20_000))],
    ['empty', 'badge.malformed', new Uint8Array(0)],
  ])('%s', async (_, code, bytes) => {
    expect(await codeOf(() => unbake(bytes))).toBe(code)
  })
})

describe('a strange SVG is built anew to be shown', () => {
  test.each([
    ['<script>alert(1)</script>'],
    ['<g onload="alert(1)"><path d="M0 0" onclick="alert(1)"/></g>'],
    ['<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="alert(1)"/></foreignObject>'],
    ['<a href="javascript:alert(1)"><path d="M0 0"/></a>'],
    ['<image href="https://example.org/spy.png"/>'],
    ['<image xlink:href="data:image/svg+xml;base64,PHN2Zy8+"/>'],
    ['<use href="https://example.org/x.svg#a"/>'],
    ['<style>@import url(https://example.org/x.css);</style>'],
    ['<path style="fill:url(https://example.org/x)" d="M0 0"/>'],
    ['<rect fill="url(https://example.org/x#a)"/>'],
    ['<rect fill="ur\\6c(https://example.org/x#a)"/>'],
    ['<rect fill="&#x75;rl(https://example.org/x)"/>'],
    ['<animate attributeName="href" to="javascript:alert(1)"/>'],
    ['<set attributeName="onload" to="alert(1)"/>'],
    ['<SCRIPT>alert(1)</SCRIPT>'],
    ['<svg:script>alert(1)</svg:script>'],
    ['<text>&lt;script&gt;alert(1)&lt;/script&gt;</text>'],
  ])('%s', (hostile) => {
    const rebuilt = rebuildSvg(text(svg(hostile)))
    expect(rebuilt).not.toMatch(
      /<script|\son\w+=|<(foreignObject|image|use|a|style|animate|set)[\s>/]|javascript:|example\.org|style=|xlink/i,
    )
    expect(() => rebuildSvg(rebuilt)).not.toThrow()
  })

  test('what drawing programs write into `style` stays, as far as it may stand anywhere', () => {
    const drawing = '<path style="fill:#297a38; stroke : none;marker:url(https://example.org/x);fill-opacity:0.5" fill="red" d="M0 0h8"/>'
    expect(rebuildSvg(text(svg(drawing)))).toContain('<path fill="#297a38" d="M0 0h8" stroke="none" fill-opacity="0.5"/>')
  })

  test('what is harmless stays, and the badge goes', () => {
    const drawing =
      '<defs><linearGradient id="g"><stop offset="0" stop-color="#297a38"/></linearGradient></defs><path d="M0 0h8" fill="url(#g)"/>'
    expect(rebuildSvg(text(svg(`<ob:credential>{"name":"x"}</ob:credential>${drawing}`)))).toBe(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">${drawing}</svg>`,
    )
  })
})

describe('whatever comes, it is an answer', () => {
  const answers = (bytes: Uint8Array) => {
    try {
      unbake(bytes)
    } catch (error) {
      if (!(error instanceof AttestaError)) throw error
    }
  }

  test('any bytes, and good pictures with bytes changed', () => {
    const baked = [bake({ picture: plainPng, document: badge as JsonObject }), bake({ picture: plainSvg, document: badge as JsonObject })]
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), answers), { numRuns: 2000 })
    fc.assert(
      fc.property(
        fc.constantFrom(...baked),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (picture, changes) => {
          const bytes = picture.slice()
          for (const [at, octet] of changes) bytes[at % bytes.length] = octet
          answers(bytes)
        },
      ),
      { numRuns: 5000 },
    )
  })

  test('long runs of one character take no long time', () => {
    const started = performance.now()
    for (const letter of [' ', '<', '"', '&', '<g ', 'a="', '<!--', '<![CDATA[']) answers(svg(letter.repeat(200_000)))
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

function damaged(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 0x7f
  return copy
}

describe('pictures of Open Badges 2.0 and before', () => {
  const address = 'https://example.org/beths-robotics-badge.json'
  const chunk = (type: string, text: string) => {
    const data = Buffer.from(type + text, 'latin1')
    const whole = Buffer.alloc(data.length + 8)
    whole.writeUInt32BE(data.length - 4)
    data.copy(whole, 4)
    whole.writeUInt32BE(crc32(data), data.length + 4)
    return whole
  }
  const baked = (...chunks: Buffer[]) => Buffer.concat([plain.subarray(0, 33), ...chunks, plain.subarray(33)])
  const plain = readFileSync(new URL('../../../../shared/vectors/ob3/ob20/assets/robotics-badge.png', import.meta.url))

  test('hold an address in a tEXt chunk, or the badge in an iTXt chunk', () => {
    const { document, mediaType } = unbake(baked(chunk('tEXt', `openbadges\0${address}`)))
    expect({ document: text(document), mediaType }).toEqual({
      document: address,
      mediaType: 'text/uri-list',
    })
    expect(unbake(baked(chunk('iTXt', 'openbadges\0\0\0\0\0{"a":1}'))).mediaType).toBe('application/vc')
  })

  test('are refused with a badge of each edition, in either kind of picture', () => {
    const both = baked(chunk('tEXt', `openbadges\0${address}`), chunk('iTXt', 'openbadgecredential\0\0\0\0\0{"a":1}'))
    expect(() => unbake(both)).toThrow('badge.repeated')
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:a="http://openbadges.org" xmlns:b="https://purl.imsglobal.org/ob/v3p0"><a:assertion verify="x"/></svg>'
    expect(() => unbake(new TextEncoder().encode(svg))).toThrow('badge.repeated')
  })

  test('an SVG names it in openbadges:assertion', () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org"><openbadges:assertion verify="${address}"/></svg>`
    expect(unbake(new TextEncoder().encode(svg)).mediaType).toBe('text/uri-list')
  })
})
