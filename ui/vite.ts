import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { PluginOption, UserConfig } from 'vite'
import { catalogue } from './vite/catalogue.ts'
import { messages } from './vite/messages.ts'
import { precompress } from './vite/precompress.ts'
import { preloadFonts } from './vite/preload-fonts.ts'
import { styles } from './vite/styles.ts'

export interface WebApp {
  /** Folder of the app: `index.html`, `main.ts`, `locales/`. Relative to the working directory, or absolute. */
  readonly root: string
  /** Name of the output folder under `dist/web/`. */
  readonly name: string
  /** Port of the development server. */
  readonly port?: number
  /** Plugins of this app alone, e.g. the one that lists the files of a service worker. */
  readonly plugins?: readonly PluginOption[]
}

/**
 * The Vite configuration that the three web apps share. What leaves the build is fit for the strict policy of http/:
 * no inline script or style, everything from our own origin, hashed names, brotli beside each file.
 */
export function webApp({ root, name, port, plugins = [] }: WebApp): UserConfig {
  const folder = resolve(root)
  const repository = repositoryOf(folder)
  return {
    root: folder,
    base: '/',
    publicDir: join(folder, 'public'),
    cacheDir: join(repository, '.cache/vite', name),
    plugins: [
      svelte({ configFile: false }),
      styles({ repository, root: folder }),
      messages({ repository, root: folder }),
      catalogue({ repository }),
      preloadFonts(),
      precompress(),
      ...plugins,
    ],
    server: { strictPort: true, host: 'localhost', ...(port === undefined ? {} : { port }) },
    worker: { format: 'es' },
    build: {
      target: 'es2022', // telephones of 2022 on; older ones are told so by the page's <noscript nomodule> text
      outDir: join(repository, 'dist/web', name),
      emptyOutDir: true,
      assetsInlineLimit: 0, // a data: URL would need a wider policy
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      manifest: true,
      chunkSizeWarningLimit: 1500,
    },
  }
}

/** The folder that holds package.json: the code may run from source or bundled, so its own place says nothing. */
function repositoryOf(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error(`No package.json above the web app: ${folder}`)
  return repositoryOf(parent)
}
