import { readdirSync, readFileSync } from 'node:fs'
import type { CatalogueEntry } from '../../http/problem.ts'

const FOLDER = 'schemas/errors'

/** docs/errors.md, from the catalogue in `schemas/errors/`. */
export function errorsPage(): string {
  const areas = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ area: name.replace('.json', ''), entries: entriesOf(name) }))
    .filter(({ entries }) => entries.length > 0)
  return `<!-- Made by \`npm run docs\` from schemas/errors/: change it there. -->

# Errors

Every refusal has a stable code. HTTP answers carry it as RFC 9457 problem details: \`type\` is \`urn:attesta:problem:CODE\`, and \`it\`, \`en\` and \`next\` hold the
sentences below with their \`{placeholders}\` filled. Checks of a verdict carry the same codes. Programs switch on the code, never on the text.
${areas.map(({ area, entries }) => section(area, entries)).join('')}`
}

function section(area: string, entries: readonly (readonly [string, CatalogueEntry])[]): string {
  const rows = entries.map(
    ([code, { status = 400, it, en, next }]) =>
      `| \`${code}\` | ${status} | ${cell(it)}<br>${cell(en)} | ${cell(next.it)}<br>${cell(next.en)} |`,
  )
  return `
## ${area}

| code | HTTP | sentence | next step |
|---|---|---|---|
${rows.join('\n')}
`
}

function entriesOf(name: string): (readonly [string, CatalogueEntry])[] {
  const catalogue: Record<string, CatalogueEntry> = JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8'))
  return Object.entries(catalogue).sort(([a], [b]) => (a < b ? -1 : 1))
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
