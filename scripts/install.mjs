// What must run before anything of ours can: the right Node, and the packages of the lockfile. Plain Node, no dependencies.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

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
export function installPackages() {
  const lockfile = readFileSync(`${root}package-lock.json`)
  const wanted = createHash('sha256').update(lockfile).digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  if (isInstalled(JSON.parse(lockfile.toString()))) return writeFileSync(STAMP, wanted)
  const began = performance.now()
  console.log('Installing packages (once) …')
  const npm = process.env.npm_execpath
  const words = ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'development' } }
  const { status } =
    npm?.endsWith('.js') === true
      ? spawnSync(process.execPath, [npm, ...words], options)
      : spawnSync('npm', words, { ...options, shell: process.platform === 'win32' })
  if (status !== 0) {
    console.error('npm could not install the packages: its message stands above.')
    process.exit(1)
  }
  writeFileSync(STAMP, wanted)
  console.log(`Packages installed in ${Math.round((performance.now() - began) / 1000)} s.`)
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
