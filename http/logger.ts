import type { FastifyServerOptions } from 'fastify'

/** Names that a line may have; all are ours, none holds what somebody wrote. */
const ALLOWED: ReadonlySet<string> = new Set(['err', 'code', 'route', 'method', 'status', 'ms', 'count', 'job', 'state'])

/**
 * Logs by allow-list: what is not named here never reaches a line. No addresses, bodies, headers, names or codes of people
 * (security.md row 56).
 */
export function loggerOptions({ level, service }: { level: string; service: string }): FastifyServerOptions['logger'] {
  return {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (line: Record<string, unknown>) => Object.fromEntries(Object.entries(line).filter(([name]) => ALLOWED.has(name))),
    },
    serializers: {
      req: () => ({}) as never,
      res: () => ({}) as never,
      err: (error: Error & { code?: string }) => ({ type: error.name, message: '', code: codeOf(error), stack: frames(error) }),
    },
  }
}

/** A client's “fetch failed” says nothing; the code of what it hides does. */
function codeOf({ code, cause }: Error & { code?: string }): string {
  if (code !== undefined) return code
  return cause instanceof Error ? codeOf(cause) : ''
}

/** Where it broke, without what it said: messages of libraries quote input. */
function frames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 12)
    .join('\n')
}
