import { spawnSync } from 'node:child_process'
import * as tools from '../../../scripts/test/pdf-tools.ts'

let asked: boolean | undefined

/** Whether the readers of others (poppler, qpdf) are here; `npm test` fetches them where it may. */
export function pdfToolsAreHere(): boolean {
  asked ??= tools.pdfToolsAreHere()
  return asked
}

/** What a program says on its standard output; what it complains about is an error. */
export function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { maxBuffer: 256 * 1024 * 1024 })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr.toString()}`)
  return stdout.toString()
}
