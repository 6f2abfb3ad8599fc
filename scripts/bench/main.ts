import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

type Figures = Readonly<Record<string, number>>

/** What is measured together; each in a process of its own, so that what one leaves in memory is no burden to the next. */
const PARTS: Readonly<Record<string, () => Promise<Figures>>> = {
  'open-badge': async () => (await import('./open-badge.ts')).benchOpenBadge(),
  'sd-jwt': async () => (await import('./sd-jwt.ts')).benchSdJwt(),
  pdf: async () => ({ pdfPerCpuSecond: await (await import('./renderings/pdf-per-cpu-second.ts')).pdfPerCpuSecond() }),
  'png-bake': async () => ({ pngBakeRatio: await (await import('./renderings/png-bake.ts')).pngBakeRatio() }),
  'edc-seal': async () => (await import('./renderings/edc-seal-ratio.ts')).edcSealRatio(),
  console: async () => (await import('./console.ts')).benchConsole(),
  start: async () => (await import('./start.ts')).benchStart(),
}

/** `npm run bench -- credential|renderings|console|start [--json]`: figures as ratios against the usual libraries in the same process, or of a fresh clone. */
const BENCHES: Readonly<Record<string, readonly (keyof typeof PARTS)[]>> = {
  credential: ['sd-jwt', 'open-badge'],
  renderings: ['open-badge', 'sd-jwt', 'pdf', 'png-bake', 'edc-seal'],
  console: ['console'],
  start: ['start'],
}

/** @throws Error when the part ended without figures; it has said why */
function measureApart(part: string): Figures {
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), '--part', part], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The measurement of ${part} did not end.`)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

const [name = '', ...words] = process.argv.slice(2)
const part = name === '--part' ? PARTS[words[0] ?? ''] : undefined
if (part !== undefined) console.log(JSON.stringify(await part()))
else {
  const parts = BENCHES[name]
  if (parts === undefined) {
    console.error(`npm run bench -- ${Object.keys(BENCHES).join('|')} [--json]`)
    process.exit(1)
  }
  const figures: Figures = Object.assign({}, ...parts.map(measureApart))
  if (words.includes('--json')) console.log(JSON.stringify(figures))
  else for (const [figure, value] of Object.entries(figures)) console.log(`${figure.padEnd(20)} ${value}`)
}
