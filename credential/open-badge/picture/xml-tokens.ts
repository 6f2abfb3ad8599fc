import { AttestaError } from '../../errors.ts'

/** What an XML text is made of, as far as pictures need it. Entities other than the five of XML are not known. */
export type XmlToken =
  | {
      readonly kind: 'open'
      readonly name: string
      readonly attributes: ReadonlyMap<string, string>
      readonly empty: boolean
      readonly start: number
      readonly end: number
    }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

const MAX_TOKENS = 50_000
const MAX_DEPTH = 64
const NAME = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?'
const CLOSE = new RegExp(`^</(${NAME})\\s*>`)
const OPEN = new RegExp(`^<(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`)
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'g')
/** Without an internal subset: no entity can be declared (XXE, billion laughs). What it points to is never fetched. */
const DOCTYPE = /^<!DOCTYPE\s+svg(?:\s+(?:PUBLIC\s+"[^"]*"|SYSTEM))?(?:\s+"[^"]*")?\s*>/
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * The tokens of a well-formed XML text: each element closed where it must be, one root, no processing instruction behind the
 * declaration. Small on purpose: parsers of browsers and libraries know more than a stranger's picture should use.
 *
 * @throws AttestaError `badge.malformed`, `badge.unsafe-svg` for a document type that declares something
 */
export function readXml(source: string): readonly XmlToken[] {
  const tokens: XmlToken[] = []
  const open: string[] = []
  let at = prologEnd(source)
  while (at < source.length) {
    const { token, end } = next({ source, at })
    at = end
    if (token === undefined) continue
    if (token.kind === 'close' && open.pop() !== token.name) throw new AttestaError('badge.malformed')
    if (token.kind === 'open' && open.length === 0 && tokens.length > 0) throw new AttestaError('badge.malformed')
    if (token.kind === 'open' && !token.empty) open.push(token.name)
    if (token.kind === 'text' && open.length === 0) {
      if (token.text.trim() !== '') throw new AttestaError('badge.malformed')
      continue
    }
    tokens.push(token)
    if (tokens.length > MAX_TOKENS || open.length > MAX_DEPTH) throw new AttestaError('badge.malformed')
  }
  if (open.length > 0 || tokens.length === 0) throw new AttestaError('badge.malformed')
  return tokens
}

function prologEnd(source: string): number {
  return /^\uFEFF?(?:<\?xml\s[^?<>]*\?>)?\s*/.exec(source)?.[0].length ?? 0
}

function next({ source, at }: { source: string; at: number }): { token?: XmlToken; end: number } {
  if (source[at] !== '<') {
    const end = source.indexOf('<', at)
    const raw = source.slice(at, end === -1 ? source.length : end)
    return { token: { kind: 'text', text: unescapeText(raw) }, end: at + raw.length }
  }
  if (source.startsWith('<!--', at)) return { end: after({ source, mark: '-->', from: at + 4 }) }
  if (source.startsWith('<![CDATA[', at)) {
    const end = after({ source, mark: ']]>', from: at + 9 })
    return { token: { kind: 'text', text: source.slice(at + 9, end - 3) }, end }
  }
  return markup({ source, at })
}

function markup({ source, at }: { source: string; at: number }): { token?: XmlToken; end: number } {
  const end = endOfTag({ source, at })
  const tag = source.slice(at, end)
  if (tag.startsWith('<!')) {
    if (!DOCTYPE.test(tag)) throw new AttestaError('badge.unsafe-svg')
    return { end }
  }
  const closing = CLOSE.exec(tag)
  if (closing?.[1] !== undefined) return { token: { kind: 'close', name: closing[1] }, end }
  const opening = OPEN.exec(tag)
  if (opening?.[1] === undefined) throw new AttestaError('badge.malformed')
  return {
    token: { kind: 'open', name: opening[1], attributes: readAttributes(opening[2] ?? ''), empty: opening[3] === '/', start: at, end },
    end,
  }
}

/** The `>` outside quotes. */
function endOfTag({ source, at }: { source: string; at: number }): number {
  let quote = ''
  for (let i = at + 1; i < source.length; i++) {
    const letter = source[i] ?? ''
    if (quote !== '') quote = letter === quote ? '' : quote
    else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '>') return i + 1
    else if (letter === '<' || letter === '[') throw new AttestaError(letter === '[' ? 'badge.unsafe-svg' : 'badge.malformed')
  }
  throw new AttestaError('badge.malformed')
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) {
    if (attributes.has(name)) throw new AttestaError('badge.malformed')
    attributes.set(name, unescapeText(double ?? single ?? ''))
  }
  return attributes
}

function after({ source, mark, from }: { source: string; mark: string; from: number }): number {
  const found = source.indexOf(mark, from)
  if (found === -1) throw new AttestaError('badge.malformed')
  return found + mark.length
}

function unescapeText(text: string): string {
  return text.replace(/&([^;&<]{0,10});|&/g, (whole, name: string | undefined) => {
    const known = name === undefined ? undefined : (ENTITIES[name] ?? numeric(name))
    if (known === undefined || whole === '&') throw new AttestaError('badge.malformed')
    return known
  })
}

function numeric(name: string): string | undefined {
  const match = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(name)
  if (match === null) return undefined
  const point = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16)
  return point === 0 || point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? undefined : String.fromCodePoint(point)
}
