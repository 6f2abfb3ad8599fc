import { AttestaError } from '../../errors.ts'
import { readXml, type XmlToken } from './xml-tokens.ts'

/** Open Badges 3.0 §5.3.2. */
const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0'
/** Open Badges 2.0 §Baking. */
const FORMER = 'http://openbadges.org'
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg'

/**
 * The text of the badge in an SVG: the content of its one `openbadges:credential` (`openbadges:assertion` in Open Badges 2.0), or what stands
 * in that element's `verify`.
 *
 * @throws AttestaError `badge.none`, `badge.repeated`, `badge.malformed`, `badge.unsafe-svg`
 */
export function readFromSvg(source: string): string {
  const tokens = readXml(source)
  const name = credentialName(rootOf(tokens), tokens)
  const places = tokens.flatMap((token, index) => (token.kind === 'open' && token.name === name ? [index] : []))
  const [place] = places
  if (place === undefined) throw new AttestaError('badge.none')
  if (places.length > 1) throw new AttestaError('badge.repeated')
  return contentAt({ tokens, place })
}

function contentAt({ tokens, place }: { tokens: readonly XmlToken[]; place: number }): string {
  const element = tokens[place]
  if (element?.kind !== 'open') throw new AttestaError('badge.malformed')
  const verify = element.attributes.get('verify')?.trim() ?? ''
  if (element.empty) return required(verify)
  const end = tokens.findIndex((token, index) => index > place && token.kind !== 'text')
  if (tokens[end]?.kind !== 'close') throw new AttestaError('badge.malformed')
  const content = tokens
    .slice(place + 1, end)
    .map((token) => (token.kind === 'text' ? token.text : ''))
    .join('')
    .trim()
  if (content !== '' && verify !== '') throw new AttestaError('badge.repeated')
  return required(content || verify)
}

function required(text: string): string {
  if (text === '') throw new AttestaError('badge.none')
  return text
}

/** The root, which must be an svg element. */
function rootOf(tokens: readonly XmlToken[]): XmlToken & { kind: 'open' } {
  const [root] = tokens
  if (root?.kind !== 'open' || root.name !== 'svg' || root.attributes.get('xmlns') !== SVG_NAMESPACE)
    throw new AttestaError('badge.malformed')
  return root
}

/** Its name with the prefix that the root gives to the namespace of Open Badges. One given further in could name a second badge. */
function credentialName(root: XmlToken & { kind: 'open' }, tokens: readonly XmlToken[]): string {
  const [only, ...more] = namesIn(root)
  if (only === undefined) throw new AttestaError('badge.none')
  const others = tokens.flatMap((token) => (token.kind === 'open' ? namesIn(token) : []))
  if (more.length > 0 || others.some((other) => other.join() !== only.join())) throw new AttestaError('badge.repeated')
  return `${only[0].slice('xmlns:'.length)}:${only[1] === NAMESPACE ? 'credential' : 'assertion'}`
}

/** Prefixes that an element binds to a namespace of badges; the default one too, which no root of a picture has. */
function namesIn({ attributes }: XmlToken & { kind: 'open' }): (readonly [name: string, value: string])[] {
  return [...attributes].filter(([name, value]) => /^xmlns(:|$)/.test(name) && (value === NAMESPACE || value === FORMER))
}

/** The same picture with this badge as its first child. It must have none: a picture is baked from its plain original. */
export function writeToSvg({ source, text }: { source: string; text: string }): string {
  const root = rootOf(readXml(source))
  if ([...root.attributes.values()].includes(NAMESPACE)) throw new AttestaError('badge.repeated')
  if (root.empty) throw new AttestaError('badge.malformed')
  const opening = source.slice(root.start, root.end - 1)
  // A JSON text may write `>` in another way; so no credential can end the section.
  const content = text.replaceAll(']]>', ']]\\u003e')
  return `${source.slice(0, root.start)}${opening} xmlns:openbadges="${NAMESPACE}"><openbadges:credential><![CDATA[${content}]]></openbadges:credential>${source.slice(root.end)}`
}
