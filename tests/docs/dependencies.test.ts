import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const PACKAGE = /^(@[\w.-]+\/)?[a-z][\w.-]*$/

/** Names in the table's first column; "(development)" says which of them do not ship. */
function told(): string[] {
  return readFileSync('docs/dependencies.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| package'))
    .flatMap((line) => (line.split('|')[1] ?? '').replaceAll('(development)', '').split(/[;,]/))
    .map((name) => name.trim())
}

test('docs/dependencies.md gives a reason for every package of package.json, and for no other', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(told().filter((name) => !PACKAGE.test(name))).toEqual([])
  expect(told().sort()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort())
})
