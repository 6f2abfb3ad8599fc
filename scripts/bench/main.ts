import { benchOpenBadge } from './open-badge.ts'
import { benchSdJwt } from './sd-jwt.ts'
import { benchStart } from './start.ts'

/** `npm run bench -- credential|start [--json]`: figures as ratios against the usual libraries in the same process, or of a fresh clone. */
const benches: Readonly<Record<string, () => Promise<Record<string, number>>>> = {
  credential: async () => ({ ...(await benchSdJwt()), ...(await benchOpenBadge()) }),
  start: benchStart,
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
