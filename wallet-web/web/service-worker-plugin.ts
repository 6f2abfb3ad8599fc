import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { transformSync } from 'esbuild'
import type { Plugin } from 'vite'

/** Fetched when the camera first needs it, and kept from then on; source of nothing else. */
const LATER = /\.(wasm|map)$/

/**
 * Writes `/sw.js` with the list of this build's files: what the wallet opens with when there is no network. Its name changes
 * nothing, its content does with every build, which is how a browser notices a new version.
 */
export function serviceWorker({ source }: { source: string }): Plugin {
  return {
    name: 'attesta:service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const hashed = Object.keys(bundle).filter((name) => name.startsWith('assets/') && !LATER.test(name))
        const files = ['/', '/config.json', '/manifest.webmanifest', '/icon.svg', '/icon-180.png', ...hashed.map((name) => `/${name}`)]
        const index = bundle['index.html']
        const content = index?.type === 'asset' ? index.source : ''
        const version = createHash('sha256').update(files.join()).update(content).digest('hex').slice(0, 12)
        const { code } = transformSync(readFileSync(source, 'utf8'), {
          loader: 'ts',
          target: 'es2022',
          minify: true,
          define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
        })
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: code })
      },
    },
  }
}
