// What must run before anything of ours can: the right Node, and the packages of the lockfile. Plain Node, no dependencies.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { tellElapsed } from './elapsed.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))
const STAMP = `${root}node_modules/.attesta-lock`

/** Stops with a sentence on a Node that is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Attesta needs Node 20.19 or newer; this is ${process.version}. Node 24 is advised: https://nodejs.org`)
  process.exit(1)
}

/** Installs exactly what the lockfile says, unless that is what lies in node_modules. */
export async function installPackages() {
  const lockfile = readFileSync(`${root}package-lock.json`)
  const wanted = createHash('sha256').update(lockfile).digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  if (isInstalled(JSON.parse(lockfile.toString()))) return writeFileSync(STAMP, wanted)
  const began = performance.now()
  const over = tellElapsed({ what: 'Installing packages (once, a minute or two) …' })
  const status = await npm(['ci', '--no-audit', '--no-fund', '--no-progress', '--prefer-offline', '--loglevel=error'])
  over()
  if (status !== 0) {
    console.error('npm could not install the packages: its message stands above.')
    process.exit(1)
  }
  writeFileSync(STAMP, wanted)
  console.log(`Packages installed in ${Math.round((performance.now() - began) / 1000)} s.`)
}

/** The npm that called us, or the one on the path; resolves with its exit code. */
function npm(words) {
  const program = process.env.npm_execpath
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'development' } }
  const child =
    program?.endsWith('.js') === true
      ? spawn(process.execPath, [program, ...words], options)
      : spawn('npm', words, { ...options, shell: process.platform === 'win32' })
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** Somebody may have installed by hand: npm notes in a hidden lockfile what it has put there. Optional packages are for other systems. */
function isInstalled({ packages }) {
  const hidden = `${root}node_modules/.package-lock.json`
  if (!existsSync(hidden)) return false
  const { packages: present } = JSON.parse(readFileSync(hidden, 'utf8'))
  return Object.entries(packages).every(
    ([path, { version, optional }]) => path === '' || optional === true || present[path]?.version === version,
  )
}
