import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configurationPage } from '../../scripts/docs/configuration-page.ts'
import { errorsPage } from '../../scripts/docs/errors-page.ts'

test.each([
  ['docs/configuration.md', configurationPage],
  ['docs/errors.md', errorsPage],
])('%s is what its sources say (npm run docs)', (path, make) => {
  expect(readFileSync(path, 'utf8')).toBe(make())
})
