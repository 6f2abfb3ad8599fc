import { describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { readSources, type Source, withoutComments } from './sources.ts'

/** Who may import whom (the drawing in docs/architecture.md): a room not named beside another is closed to it. */
const OPEN: Readonly<Record<string, readonly string[]>> = {
  schemas: [],
  credential: ['schemas'],
  prisma: [],
  http: ['credential', 'schemas'],
  keys: ['credential', 'schemas'],
  issuer: ['credential', 'schemas', 'http', 'keys', 'prisma', 'ui'],
  verifier: ['credential', 'schemas', 'http', 'keys', 'prisma', 'ui'],
  'wallet-web': ['credential', 'schemas', 'http', 'ui'],
  ui: ['credential', 'schemas'],
  scripts: ['credential', 'schemas', 'http', 'keys', 'prisma', 'issuer', 'verifier', 'wallet-web', 'ui'],
  tests: ['credential', 'schemas', 'http', 'keys', 'prisma', 'issuer', 'verifier', 'wallet-web', 'ui', 'scripts'],
}

const sources = readSources()
const code = sources.filter(({ room }) => room !== 'tests')
const isOurs = (target: string) => target.split('/')[0] !== undefined && (target.split('/')[0] ?? '') in OPEN

describe('the house keeps its shape', () => {
  test('nothing imports upward or sideways', () => {
    const wrong = sources.flatMap(({ path, room, imports }) =>
      imports
        .filter((target) => isOurs(target) && target.includes('/'))
        .filter((target) => target.split('/')[0] !== room && OPEN[room]?.includes(target.split('/')[0] ?? '') !== true)
        .map((target) => `${path} → ${target}`),
    )
    expect(wrong).toEqual([])
  })

  test('pages and services of one room meet on the wire only', () => {
    const isPage = (path: string) => /^(issuer|verifier)\/web\//.test(path)
    const wrong = code.flatMap(({ path, room, imports }) =>
      imports
        .filter((target) => target.startsWith(`${room}/`) && /^(issuer|verifier)$/.test(room) && isPage(path) !== isPage(target))
        .map((target) => `${path} → ${target}`),
    )
    expect(wrong).toEqual([])
  })

  test('no file is reached from itself', () => {
    expect(cyclesOf(code)).toEqual([])
  })
})

describe('credential/ is pure', () => {
  // What stands behind a `#name` for Node alone has a twin for browsers; the rest runs in both unchanged.
  const nodeHalves = Object.values(manifest.imports).map(({ node }) => node.replace('./', ''))
  const pure = code.filter(({ path, room }) => room === 'credential' && !nodeHalves.includes(path))

  test.each([
    // `fetch` that came in as an argument is the world's; only the global one is meant.
    ['network', /^(?![\s\S]*[{,(]\s*fetch\s*[,:}])[\s\S]*(?<![.\w])fetch\s*\(|(?<![.\w])(XMLHttpRequest|WebSocket|EventSource)\b/],
    ['clock', /\bDate\.now\b|new Date\(\s*\)|\bperformance\b|\bset(Timeout|Interval)\b/],
    ['process', /(?<![.\w])process\./],
    ['Buffer', /(?<![.\w])Buffer\b/],
    ['console', /(?<![.\w])console\./],
    ['randomness of its own', /\bMath\.random\b/],
  ])('no %s', (_, use) => {
    const users = pure.filter(({ text }) => use.test(withoutComments(text))).map(({ path }) => path)
    expect(users).toEqual([])
  })

  test('no node module', () => {
    const users = pure.flatMap(({ path, imports }) =>
      imports.filter((target) => target.startsWith('node:')).map((target) => `${path} → ${target}`),
    )
    expect(users).toEqual([])
  })
})

describe('files are rooms one can see across', () => {
  test('none above 400 lines', () => {
    expect(sources.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
  })

  test('the median of the product’s files is near 50 lines', () => {
    const lengths = code.map(({ lines }) => lines).sort((a, b) => a - b)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(60)
  })

  test('none is a drawer for everything', () => {
    expect(sources.filter(({ path }) => /(^|\/)(utils?|types|helpers?|misc|common)(\.|\/)/.test(path)).map(({ path }) => path)).toEqual([])
  })

  test('a barrel is a folder’s public face, and nothing else', () => {
    const barrels = code.filter(({ path, text }) => !/\/index\.(ts|mjs)$/.test(path) && isBarrel(text)).map(({ path }) => path)
    expect(barrels).toEqual([])
  })
})

function isBarrel(text: string): boolean {
  const statements = withoutComments(text).trim()
  return statements !== '' && statements.split('\n').every((line) => line.trim() === '' || /^export .* from /.test(line))
}

/** Every cycle once, as the path that closes it. */
function cyclesOf(files: readonly Source[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) return void cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
    if (done.has(path)) return
    for (const target of byPath.get(path)?.imports ?? []) if (byPath.has(target)) visit(target, [...trail, path])
    done.add(path)
  }
  for (const { path } of files) visit(path, [])
  return cycles
}
