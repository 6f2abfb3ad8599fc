import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

const MODULE = 'virtual:attesta-catalogue'

interface Entry {
  readonly it: string
  readonly en: string
  readonly next?: { readonly it?: string; readonly en?: string }
}

/**
 * Gives pages the sentences of the error catalogue (schemas/errors/) as `virtual:attesta-catalogue`, one lazy chunk a language:
 * a verdict made in the browser, or a problem that never reached a server, speaks the page's language too.
 */
export function catalogue({ repository }: { repository: string }): Plugin {
  const folder = join(repository, 'schemas/errors')
  return {
    name: 'attesta:catalogue',
    resolveId: (id) => (id.startsWith(MODULE) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${MODULE}`)) return undefined
      if (id === `\0${MODULE}`)
        return `export const load = async (language) => (await (language === 'it' ? import('${MODULE}/it') : import('${MODULE}/en')))`
      return moduleOf({ entries: readEntries(folder), language: id.endsWith('/it') ? 'it' : 'en', dated: join(repository, 'ui/dated.ts') })
    },
  }
}

function readEntries(folder: string): Record<string, Entry> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return Object.assign({}, ...files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}

interface Chunk {
  readonly entries: Record<string, Entry>
  readonly language: 'it' | 'en'
  /** The file that writes their dates. */
  readonly dated: string
}

/** Each code becomes `[sentence, next step?]`, compiled like any message. */
function moduleOf({ entries, language, dated }: Chunk): string {
  const compiled = Object.entries(entries).map(([code, entry]) => {
    const next = entry.next?.[language]
    return [code, next === undefined ? [compileMessage(entry[language])] : [compileMessage(entry[language]), compileMessage(next)]]
  })
  return `export { dated } from ${JSON.stringify(dated)}
export const sentences = JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(compiled)))})`
}
