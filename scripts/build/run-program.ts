import { spawn } from 'node:child_process'

/** Runs a program to its end; what it says is shown only when it fails. */
export function runProgram([program = '', ...words]: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${words.join(' ')} failed.\n${said}`))))
  })
}
