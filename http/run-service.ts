/** Runs a service's process; what keeps it from starting (a bad setting, mostly) ends it with a sentence instead of a stack. */
export function runService(service: string, start: () => Promise<void>): void {
  start().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : `The ${service} could not start.`}\n`)
    process.exit(1)
  })
}
