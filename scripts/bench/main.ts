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

/** A figure for each file of `renderings/` that is there, by the name under which it is quoted. What nobody measures is left out. */
const RENDERINGS: readonly (readonly [file: RegExp, figure: string])[] = [
  [/^pdf/, 'pdfPerCpuSecond'],
  [/^png-bake/, 'pngBakeRatio'],
  [/^edc-seal/, 'edcSealRatio'],
]

async function ofRenderings(): Promise<Figures> {
  const folder = new URL('./renderings/', import.meta.url)
  const files = existsSync(folder) ? readdirSync(folder).filter((entry) => /(?<!\.d)\.ts$/.test(entry)) : []
  const figures: Record<string, number> = {}
  for (const [pattern, figure] of RENDERINGS) {
    const file = files.find((entry) => pattern.test(entry))
    if (file === undefined) continue
    const module: Readonly<Record<string, unknown>> = await import(new URL(file, folder).href)
    const [measure] = Object.values(module).filter((member) => typeof member === 'function')
    const measured: number | Figures = await measure?.()
    Object.assign(figures, typeof measured === 'number' ? { [figure]: measured } : measured)
  }
  return figures
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
