import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installFromDebian } from './debian.ts'

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const DEBIAN = ['chromium', 'fonts-liberation', 'fonts-noto-core']
/** The last version that Node 20 may run; the package unpacks a headless Chromium into the temporary folder. */
const FROM_NPM = '@sparticuz/chromium@147.0.0'
const FOLDER = '.cache/chromium'

/**
 * A Chromium to test with: the one named in `CHROMIUM_PATH`, the system's, Debian's package where we may install it, npm's otherwise.
 *
 * @throws Error with one sentence when there is none to be had
 */
export async function findChromium(): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given !== undefined) return given
  const installed = KNOWN.find((path) => existsSync(path))
  if (installed !== undefined) return installed
  return fromDebian() ?? fromNpm()
}

function fromDebian(): string | undefined {
  return installFromDebian({ packages: DEBIAN, what: 'Chromium' }) ? KNOWN.find((path) => existsSync(path)) : undefined
}

async function fromNpm(): Promise<string> {
  const entry = resolve(FOLDER, 'node_modules/@sparticuz/chromium/build/esm/index.js')
  if (!existsSync(entry)) {
    console.log('Fetching Chromium from npm (once) …')
    const { status } = spawnSync('npm', ['install', '--prefix', FOLDER, '--no-save', '--no-audit', '--no-fund', FROM_NPM], {
      stdio: 'inherit',
    })
    if (status !== 0) throw new Error('There is no Chromium here, and npm could not fetch one. Name one in CHROMIUM_PATH.')
  }
  const { default: chromium }: { default: { executablePath(): Promise<string> } } = await import(pathToFileURL(entry).href)
  return chromium.executablePath()
}
