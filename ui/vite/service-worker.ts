import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import type { Plugin } from 'vite'

export interface ServiceWorkerInput {
  /** Of its cache. */
  readonly name: string
  /** Address of the settings that the page asks for: fresh where somebody answers, else as they were last, with the time of it. */
  readonly settings: string
  /** Files of the app that are not named by their content. */
  readonly files: readonly string[]
  /** Addresses that are the page; all unless given. */
  readonly pages?: RegExp
}

/** Fetched when the camera first needs it, and kept from then on; source of nothing else. */
const LATER = /\.(wasm|map)$/

/**
 * Writes `/sw.js` with the list of this build's files: what the page opens with when there is no network. Its name changes
 * nothing, its content does with every build, which is how a browser notices a new version.
 */
export function serviceWorker({ name, settings, files: own, pages = /^/ }: ServiceWorkerInput): Plugin {
  return {
    name: 'attesta:service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const hashed = Object.keys(bundle).filter((file) => file.startsWith('assets/') && !LATER.test(file))
        const files = ['/', ...own, ...hashed.map((file) => `/${file}`)]
        const index = bundle['index.html']
        const content = index?.type === 'asset' ? index.source : ''
        const version = createHash('sha256').update(files.join()).update(content).digest('hex').slice(0, 12)
        const { code } = transformSync(readFileSync(join(import.meta.dirname, '../service-worker.ts'), 'utf8'), {
          loader: 'ts',
          target: 'es2022',
          minify: true,
          define: Object.fromEntries(
            Object.entries({ NAME: name, SETTINGS: settings, PAGES: pages.source, FILES: files, VERSION: version }).map(([word, value]) => [
              word,
              JSON.stringify(value),
            ]),
          ),
        })
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: code })
      },
    },
  }
}
