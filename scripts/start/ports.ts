import { createServer } from 'node:net'

export interface Wanted {
  /** Who wants it, for people. */
  readonly who: string
  /** The setting that moves it elsewhere. */
  readonly setting: string
  readonly address: string
}

/** @throws Error with one sentence that names the port, who wanted it and how to move it */
export async function requirePorts(all: readonly Wanted[]): Promise<void> {
  for (const { who, setting, address } of all) {
    const port = portOf(address)
    if (await isFree(port)) continue
    const url = new URL(address)
    url.port = String(port + 100)
    throw new Error(
      `Port ${port}, wanted by the ${who}, is taken by another program. Stop that one, or move ours: ${setting}=${url.protocol}//${url.host} npm start`,
    )
  }
}

export function portOf(address: string): number {
  const { port, protocol } = new URL(address)
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
}

async function isFree(port: number): Promise<boolean> {
  const tries = await Promise.all(['127.0.0.1', '::1'].map((host) => canListen(port, host)))
  return tries.every(Boolean)
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}
