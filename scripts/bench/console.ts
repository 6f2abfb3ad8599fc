import { spawnSync } from 'node:child_process'
import { proposePlan } from '../../issuer/planner/propose-plan.ts'
import { DIMENSIONS } from '../../issuer/reads/dashboard/splits.ts'
import { staleTargets } from '../build/targets.ts'
import { firstLoadBrotliKb } from './first-load.ts'
import { type Asked, type LargeDemo, openLargeDemo } from './large-demo.ts'
import { weekOf } from './week.ts'

const RUNS = 5
const ROUNDS = 40
/** Somebody of each office, with much and with little work. */
const PEOPLE = [
  'region-1',
  'officer-orobie',
  'officer-of-ente-1',
  'chamber-bergamo',
  'chamber-of-camera-milano-monza-lodi',
  'member-1-of-camera-varese',
  'officer-ets',
]
const SEARCHES = [
  {},
  { order: 'nome' },
  { order: 'numero', page: 3 },
  { group: 'aperte' },
  { group: 'rilasciate', order: 'nome' },
  { words: 'brembà adela' },
]
const VOLUNTEERS = [
  {},
  { page: 30 },
  { order: 'ore' },
  { order: 'recenti' },
  { standing: 'raggiunte', order: 'ore' },
  { standing: 'non-ancora' },
  { words: 'brembà adela' },
]
const NOT_A_LIST = /^\/api\/(docs|dashboard|me|organisations\/badge-picture)|\.(csv|xlsx|zip)$/

interface Operations {
  readonly get?: { readonly parameters?: readonly { readonly required?: boolean }[] }
}

/** Answers of the server over the large demo (95 of 100 come sooner; the slowest list counts), a week's plan, and the first load. */
export async function benchConsole(): Promise<Record<string, number>> {
  const demo = await openLargeDemo()
  try {
    const answered = await answers(demo)
    build()
    return { ...answered, plannerMs: plannerMs(), firstLoadBrotliKb: firstLoadBrotliKb() }
  } finally {
    await demo.close()
  }
}

async function answers(demo: LargeDemo): Promise<Record<string, number>> {
  const { body } = await demo.ask('region-1', { method: 'GET', url: '/api/docs/openapi.json' })
  const paths: Readonly<Record<string, Operations>> = JSON.parse(body).paths
  const plain = Object.entries(paths)
    .filter(
      ([path, { get }]) => path.startsWith('/api/') && !path.includes('{') && get?.parameters?.every(({ required }) => !required) !== false,
    )
    .flatMap(([path, { get }]) => (get === undefined ? [] : [path]))
  const lists: Asked[] = [
    ...plain.filter((path) => !NOT_A_LIST.test(path)).map((url) => ({ method: 'GET', url }) as const),
    ...SEARCHES.map((payload) => ({ method: 'POST', url: '/api/cases/search', payload }) as const),
    ...VOLUNTEERS.map((payload) => ({ method: 'POST', url: '/api/volunteers/search', payload }) as const),
  ]
  const figures = DIMENSIONS.map((by) => ({ method: 'GET', url: `/api/dashboard?by=${by}&from=2024-01-01` }) as const)
  return { listP95Ms: await slowest(demo, lists), dashboardP95Ms: await slowest(demo, figures) }
}

/** Of everything that somebody is answered, the slowest p95 in milliseconds; what it was is said beside the figures. */
async function slowest(demo: LargeDemo, asked: readonly Asked[]): Promise<number> {
  const times: { ms: number; what: string }[] = []
  for (const who of PEOPLE) {
    for (const one of asked) {
      const first = await demo.ask(who, one)
      if (first.status === 403 || first.status === 404) continue
      if (first.status !== 200) throw new Error(`${one.method} ${one.url} as ${who}: ${first.status} ${first.body.slice(0, 200)}`)
      const measured: number[] = []
      for (let round = 0; round < ROUNDS; round++) measured.push((await demo.ask(who, one)).ms)
      measured.sort((a, b) => a - b)
      times.push({
        ms: measured[Math.ceil(ROUNDS * 0.95) - 1] ?? 0,
        what: `${one.method} ${one.url} ${JSON.stringify(one.payload ?? '')} ${who}`,
      })
    }
  }
  times.sort((a, b) => b.ms - a.ms)
  for (const { ms, what } of times.slice(0, 5)) console.error(`${ms.toFixed(1).padStart(8)} ms  ${what}`)
  return Math.round((times[0]?.ms ?? 0) * 10) / 10
}

/** Milliseconds to propose a week for 300 candidates and 60 experts: the median of five. */
function plannerMs(): number {
  const input = weekOf({ candidates: 300, experts: 60 })
  const times = Array.from({ length: RUNS }, () => {
    const began = performance.now()
    proposePlan(input)
    return performance.now() - began
  }).sort((one, other) => one - other)
  return Math.round((times[Math.floor(RUNS / 2)] ?? 0) * 10) / 10
}

function build(): void {
  if (!staleTargets().some(({ name }) => name === 'issuer')) return
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build/main.ts'], { stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('The console could not be built: its message stands above.')
}
