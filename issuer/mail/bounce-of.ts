/**
 * The code of a refusal for good, `550 5.1.1`; undefined for whatever may go better the next time (RFC 5321 §4.2.1). Only what the server
 * says of an address or a message counts: a refusal to log in is a fault of ours, and is tried again.
 */
export function bounceOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { responseCode, response, command } = error as { responseCode?: unknown; response?: unknown; command?: unknown }
  if (typeof responseCode !== 'number' || responseCode < 500 || responseCode > 599) return undefined
  if (command !== 'RCPT TO' && command !== 'DATA') return undefined
  const enhanced = typeof response === 'string' ? /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0] : undefined
  return enhanced === undefined ? String(responseCode) : `${responseCode} ${enhanced}`
}
