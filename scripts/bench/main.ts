import { existsSync, readdirSync } from 'node:fs'
import { benchOpenBadge } from './open-badge.ts'
import { benchSdJwt } from './sd-jwt.ts'
import { benchStart } from './start.ts'

type Figures = Readonly<Record<string, number>>

/** `npm run bench -- credential|renderings|start [--json]`: figures as ratios against the usual libraries in the same process, or of a fresh clone. */
const benches: Readonly<Record<string, () => Promise<Figures>>> = {
  credential: async () => ({ ...(await benchSdJwt()), ...(await benchOpenBadge()) }),
  renderings: async () => ({ ...(await benchOpenBadge()), ...(await benchSdJwt()), ...(await ofRenderings()) }),
  start: benchStart,
}

/** Every file of `renderings/` is named after its figure (`png-bake-ratio.ts`) and exports what measures it. What nobody measures is left out. */
async function ofRenderings(): Promise<Figures> {
  const folder = new URL('./renderings/', import.meta.url)
  if (!existsSync(folder)) return {}
  const figures: Record<string, number> = {}
  for (const file of readdirSync(folder)
    .filter((entry) => entry.endsWith('.ts'))
    .sort()) {
    const module: Readonly<Record<string, unknown>> = await import(new URL(file, folder).href)
    const [measure] = Object.values(module).filter((member) => typeof member === 'function')
    if (measure !== undefined) Object.assign(figures, named(file, await measure()))
  }
  return figures
}

/** One figure, under the file's name, or several under their own. */
function named(file: string, measured: number | Figures): Figures {
  if (typeof measured !== 'number') return measured
  return { [file.replace(/\.ts$/, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())]: measured }
}

const [name = '', ...words] = process.argv.slice(2)
const bench = benches[name]
if (bench === undefined) {
  console.error(`npm run bench -- ${Object.keys(benches).join('|')} [--json]`)
  process.exit(1)
}
const figures = await bench()
if (words.includes('--json')) console.log(JSON.stringify(figures))
else for (const [figure, value] of Object.entries(figures)) console.log(`${figure.padEnd(20)} ${value}`)
