import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PACKAGES = ['poppler-utils', 'qpdf']
const PROGRAMS = ['pdfinfo', 'pdftotext', 'pdfdetach', 'pdffonts', 'pdftoppm', 'qpdf']

let asked: boolean | undefined

/** Whether the readers of others (poppler, qpdf) are here; fetched once where we may, as Chromium is (scripts/test/chromium.ts). */
export function pdfToolsAreHere(): boolean {
  asked ??= areInstalled() || (fetch() && areInstalled())
  if (!asked) console.warn('NOT RUN: what poppler and qpdf say about our PDF. Install poppler-utils and qpdf.')
  return asked
}

function areInstalled(): boolean {
  return PROGRAMS.every((name) => spawnSync(name, ['--version']).error === undefined)
}

function fetch(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () =>
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], { env, stdio: 'ignore' }).status === 0
  return install() || (spawnSync('apt-get', ['update'], { env, stdio: 'ignore' }).status === 0 && install())
}

/** What a program says on its standard output; what it complains about is an error. */
export function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { maxBuffer: 256 * 1024 * 1024 })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr.toString()}`)
  return stdout.toString()
}
