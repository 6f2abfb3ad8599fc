const TTY_MS = 1_000
const LINE_MS = 15_000

/**
 * Says that something long goes on: one line that counts on a terminal; elsewhere (a log, a pipe) a line every 15 seconds.
 *
 * @param {{ what: string, out?: { isTTY?: boolean, write(text: string): unknown } }} input
 * @returns {() => void} to be called when it is over
 */
export function tellElapsed({ what, out = process.stdout }) {
  const began = performance.now()
  const isTerminal = out.isTTY === true
  const line = () => `${what} ${Math.round((performance.now() - began) / 1000)} s`
  out.write(isTerminal ? what : `${what}\n`)
  const timer = setInterval(() => out.write(isTerminal ? `\r${line()}` : `${line()}\n`), isTerminal ? TTY_MS : LINE_MS)
  return () => {
    clearInterval(timer)
    if (isTerminal) out.write('\r\u001b[K')
  }
}
