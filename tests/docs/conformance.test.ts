import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allFamilies } from '../../scripts/vectors/all-families.ts'

const page = readFileSync('docs/conformance.md', 'utf8')

/** The rows of the table, as `npm run vectors` counts them. */
function rows(): Record<string, { ok: number; total: number }> {
  const found = [...page.matchAll(/^\| (.+?) \| (\d+) \| (\d+) \|$/gm)]
  return Object.fromEntries(found.map(([, name, ok, total]) => [name, { ok: Number(ok), total: Number(total) }]))
}

/** Under the heading of a family: a reason, and the cases that it is for. */
function differences(): Record<string, { path: string; why: string }[]> {
  const sections = page.split(/^#+ /m).map((section) => section.split('\n'))
  return Object.fromEntries(
    sections.map(([name = '', ...lines]) => {
      let why = ''
      const found: { path: string; why: string }[] = []
      for (const line of lines) {
        const path = /^ {2}- `(.+)`$/.exec(line)?.[1]
        why = /^- (.+)$/.exec(line)?.[1] ?? why
        if (path !== undefined) found.push({ path, why })
      }
      return [name.trim(), found]
    }),
  )
}

test('docs/conformance.md is what npm run vectors prints: each family, each count, each difference with its reason', async () => {
  const families = await allFamilies()
  expect(families.flatMap(({ deviations }) => deviations.filter(({ why }) => why.startsWith('unexplained')))).toEqual([])
  expect(rows()).toEqual(Object.fromEntries(families.map(({ name, ok, total }) => [name, { ok, total }])))
  const told = differences()
  for (const { name, deviations } of families) expect({ [name]: told[name] ?? [] }).toEqual({ [name]: deviations })
}, 300_000)
