import { join } from 'node:path'
import { PurgeCSS } from 'purgecss'
import type { Plugin } from 'vite'
import { buildStyles } from '../styles/build.ts'

const MODULE = 'virtual:attesta.css'

/** Serves the shared sheet as `import 'virtual:attesta.css'`; a build keeps only the rules whose classes the app or the kit names. */
export function styles({ repository, root }: { repository: string; root: string }): Plugin {
  let building = false
  return {
    name: 'attesta:styles',
    enforce: 'pre',
    configResolved: ({ command }) => {
      building = command === 'build'
    },
    resolveId: (id) => (id === MODULE ? buildStyles({ repository }) : undefined),
    async transform(css, id) {
      if (!building || !id.endsWith('/.cache/attesta.css')) return undefined
      const kit = join(repository, 'ui')
      const [purged] = await new PurgeCSS().purge({
        content: [`${root}/**/*.{svelte,ts,html}`, `${kit}/components/*.svelte`, `${kit}/*.ts`],
        css: [{ raw: css }],
        variables: true,
        keyframes: true,
        // Composed in the markup: `tone-{tone}`. A rule for whatever has the focus names nothing that stands there.
        safelist: { standard: [/^tone-/, ':focus-visible'] },
      })
      return purged === undefined ? undefined : { code: purged.css, map: null }
    },
  }
}
