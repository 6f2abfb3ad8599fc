import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

const MODULES = ['virtual:attesta-messages', 'virtual:attesta-verdict-words'] as const

/**
 * Compiles the ICU messages of the kit and of one app at build time: `virtual:attesta-messages` lists the app's languages and
 * loads each as its own chunk, so that a page carries one language and no message parser. What only a verdict shows, and what an app
 * keeps in `locales/later/`, is in chunks of its own, `virtual:attesta-verdict-words`.
 */
export function messages({ repository, root }: { repository: string; root: string }): Plugin {
  const [all, verdict] = MODULES
  const folders = {
    [all]: [join(repository, 'ui/locales'), join(root, 'locales')],
    [verdict]: [join(repository, 'ui/locales/verdict'), join(root, 'locales/later')],
  }
  return {
    name: 'attesta:messages',
    resolveId: (id) => (MODULES.some((module) => id.startsWith(module)) ? `\0${id}` : undefined),
    load(id) {
      const module = MODULES.find((name) => id.startsWith(`\0${name}`))
      if (module === undefined) return undefined
      const language = id.slice(module.length + 2) // after the NUL and the slash
      if (language === '') return listOf({ module, languages: languagesOf(join(root, 'locales')) })
      const read = folders[module].map((folder) => readMessages(folder, language))
      for (const { file } of read) this.addWatchFile(file)
      return moduleOf(Object.assign({}, ...read.map(({ texts }) => texts)))
    },
  }
}

function languagesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort((a, b) => Number(b === 'it') - Number(a === 'it') || a.localeCompare(b))
}

function listOf({ module, languages }: { module: string; languages: string[] }): string {
  const entries = languages.map((language) => `${JSON.stringify(language)}: () => import('${module}/${language}')`)
  return `const loaders = { ${entries.join(', ')} }
export const languages = ${JSON.stringify(languages)}
export const load = async (language) => (await loaders[language]()).default`
}

/** A language that lacks a message shows it in English, then in Italian; a test tells what is missing. */
function readMessages(folder: string, language: string): { file: string; texts: Record<string, string> } {
  const texts: Record<string, string> = {}
  for (const name of ['it', 'en', language]) {
    const file = join(folder, `${name}.json`)
    if (existsSync(file)) Object.assign(texts, JSON.parse(readFileSync(file, 'utf8')))
  }
  return { file: join(folder, `${language}.json`), texts }
}

function moduleOf(texts: Record<string, string>): string {
  const compiled = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, compileMessage(text)]))
  return `export default JSON.parse(${JSON.stringify(JSON.stringify(compiled))})`
}
