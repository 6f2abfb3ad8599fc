import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const APPS = ['issuer/web/locales', 'verifier/web/locales', 'wallet-web/web/locales']
const FOLDERS = ['ui/locales', 'ui/locales/verdict', ...APPS, ...APPS.map((folder) => `${folder}/later`)].filter((folder) =>
  existsSync(`${root}${folder}/it.json`),
)

const read = (folder: string, language: string): Record<string, string> =>
  JSON.parse(readFileSync(`${root}${folder}/${language}.json`, 'utf8'))

const languagesOf = (folder: string) =>
  readdirSync(root + folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))

/** Names of all placeholders, those inside plural branches too. */
function placeholders(compiled: unknown): string[] {
  if (!Array.isArray(compiled)) return []
  const names = compiled.flatMap((part) => {
    if (!Array.isArray(part)) return []
    const [name, , branches] = part as [string, string?, Record<string, unknown>?]
    return [name, ...(typeof branches === 'object' ? Object.values(branches).flatMap(placeholders) : [])]
  })
  return [...new Set(names)].sort()
}

describe.each(FOLDERS)('%s', (folder) => {
  const italian = read(folder, 'it')

  test.each(languagesOf(folder))('%s has every message and no other', (language) => {
    expect(Object.keys(read(folder, language)).sort()).toEqual(Object.keys(italian).sort())
  })

  test.each(languagesOf(folder))('%s fills the same placeholders as Italian', (language) => {
    const different = Object.entries(read(folder, language)).filter(
      ([key, text]) => placeholders(compileMessage(text)).join() !== placeholders(compileMessage(italian[key] ?? '')).join(),
    )
    expect(different).toEqual([])
  })

  test('no message is empty', () => {
    for (const language of languagesOf(folder))
      expect(Object.values(read(folder, language)).filter((text) => text.trim() === '')).toEqual([])
  })
})

test('a message has one name: what is loaded later takes the place of nothing', () => {
  for (const app of APPS) {
    const folders = FOLDERS.filter((folder) => folder === app || folder.startsWith(`${app}/`) || folder.startsWith('ui/'))
    const names = folders.flatMap((folder) => Object.keys(read(folder, 'it')))
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  }
})

test('every message of the console and the kit is used', () => {
  const sources = ['ui', 'issuer/web', 'verifier/web', 'wallet-web'].flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(svelte|ts)$/.test(name))
      .map((name) => readFileSync(`${root}${folder}/${name}`, 'utf8')),
  )
  const text = sources.join('\n')
  const unused = Object.keys({
    ...read('ui/locales', 'it'),
    ...read('ui/locales/verdict', 'it'),
    ...read('issuer/web/locales', 'it'),
  }).filter((key) => {
    const composed = [...key.matchAll(/\./g)].some(({ index }) => text.includes(`\`${key.slice(0, index + 1)}\${`))
    return !text.includes(`'${key}'`) && !composed
  })
  expect(unused).toEqual([])
})
