import type { Drawing, Ring } from './drawing.ts'

/** The drawing as an SVG that needs no font, no style sheet and nothing from elsewhere. */
export function writeSvg({ drawing: { size, shapes }, title }: { drawing: Drawing; title: string }): string {
  const paths = shapes.map(({ fill, rings }) => `<path fill="rgb(${fill.join(',')})" d="${rings.map(pathOf).join('')}"/>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}"><title>${escapeText(title)}</title>${paths.join('')}</svg>`
}

function pathOf(ring: Ring): string {
  return `M${ring.map(([x, y]) => `${rounded(x)} ${rounded(y)}`).join('L')}Z`
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
