import { readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'

test('the README shows every picture of docs/pictures, each light enough to load', () => {
  const shown = [...readFileSync('README.md', 'utf8').matchAll(/\]\(docs\/pictures\/([\w-]+\.png)\)/g)].map(([, name]) => name)
  const kept = readdirSync('docs/pictures')
  expect(shown.sort()).toEqual(kept.sort())
  expect(kept.filter((name) => statSync(`docs/pictures/${name}`).size > 120_000)).toEqual([])
})
