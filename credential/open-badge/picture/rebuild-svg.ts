import { readXml } from './xml-tokens.ts'

/** What a still picture needs; no script, style sheet, foreign content, animation, link, or reference to another document. */
const ELEMENTS = new Set(
  'svg g path rect circle ellipse line polyline polygon text tspan title desc defs linearGradient radialGradient stop clipPath mask'.split(
    ' ',
  ),
)
const ATTRIBUTES = new Set(
  (
    'id viewBox width height x y x1 y1 x2 y2 cx cy r rx ry dx dy fx fy d points transform opacity offset preserveAspectRatio ' +
    'fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray ' +
    'stroke-dashoffset stop-color stop-opacity clip-path clip-rule mask gradientUnits gradientTransform spreadMethod clipPathUnits ' +
    'maskUnits maskContentUnits font-family font-size font-weight font-style text-anchor letter-spacing'
  ).split(' '),
)
/** `url(#name)` points into the picture itself; anything else in brackets or with a scheme may leave it. */
const LOCAL = /^url\(#[\w.-]+\)$/
const LEAVES = /url\s*\(|:|\\|expression|@import/i

/**
 * A stranger's SVG built anew from what is allowed, to be shown. What is not known is left out, with all that it contains; so is the
 * badge itself.
 *
 * @throws AttestaError `badge.malformed`, `badge.unsafe-svg`
 */
export function rebuildSvg(source: string): string {
  let rebuilt = ''
  let hidden = 0
  for (const token of readXml(source)) {
    if (token.kind === 'open' && (hidden > 0 || !ELEMENTS.has(token.name))) {
      if (!token.empty) hidden++
    } else if (token.kind === 'close' && hidden > 0) {
      hidden--
    } else if (hidden === 0) {
      if (token.kind === 'open') rebuilt += openTag(token)
      else rebuilt += token.kind === 'close' ? `</${token.name}>` : escapeText(token.text)
    }
  }
  return rebuilt
}

function openTag({ name, attributes, empty }: { name: string; attributes: ReadonlyMap<string, string>; empty: boolean }): string {
  // What drawing programs write into `style` they could have written as attributes, and it goes before them (SVG 1.1 §6.4).
  const all = new Map([...attributes, ...declarations(attributes.get('style') ?? '')])
  const kept = [...all].filter(([attribute, value]) => ATTRIBUTES.has(attribute) && (LOCAL.test(value.trim()) || !LEAVES.test(value)))
  const written = kept.map(([attribute, value]) => ` ${attribute}="${escapeText(value)}"`).join('')
  const namespace = name === 'svg' ? ' xmlns="http://www.w3.org/2000/svg"' : ''
  return `<${name}${namespace}${written}${empty ? '/' : ''}>`
}

function declarations(style: string): (readonly [name: string, value: string])[] {
  return style.split(';').flatMap((declaration) => {
    const [name = '', ...value] = declaration.split(':')
    return value.length === 0 ? [] : [[name.trim(), value.join(':').trim()] as const]
  })
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
