import { AttestaError } from '../../errors.ts'
import { readXml } from './xml-tokens.ts'

/** SVG 2 §15, SMIL animations, and foreign content, which may be a whole page. */
const ELEMENTS: ReadonlySet<string> = new Set([
  'script',
  'handler',
  'foreignObject',
  'iframe',
  'animate',
  'animateTransform',
  'animateMotion',
  'set',
])
const RUNS = /^\s*(javascript|data|vbscript):/i

/**
 * Whether an SVG does more than show a picture when it is opened: scripts, handlers, foreign content. Its badge may be genuine all the
 * same: the proof covers the badge, not what somebody drew around it. What is no well-formed SVG has none.
 */
export function hasActiveParts(source: string): boolean {
  try {
    return readXml(source).some(
      (token) =>
        token.kind === 'open' &&
        (ELEMENTS.has(token.name.replace(/^.*:/, '')) ||
          [...token.attributes].some(([name, value]) => /^on/i.test(name) || (/(^|:)href$/.test(name) && RUNS.test(value)))),
    )
  } catch (error) {
    if (error instanceof AttestaError) return false
    throw error
  }
}
