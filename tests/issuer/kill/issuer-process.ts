import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openKeystore, readPassphrase } from '../../../keys/index.ts'
import { createPrivateFile } from '../../../keys/private-file.ts'
import { deriveKey, newMasterHeader, seal } from '../../../keys/seal-file.ts'
import { freePort } from '../../../scripts/free-port.ts'
import { type Bundle, bundle } from './bundle.ts'

/** The issuer as it is built for the product, with a keystore on disk; any number of processes of it. */
export interface IssuerProgram {
  spawn(): Promise<IssuerProcess>
  remove(): void
}

export interface IssuerProgramInput {
  readonly databaseUrl: string
  readonly organisation: string
  /** Address of the service as others know it; each process listens on a port of its own behind it. */
  readonly publicUrl: string
}

/** A place for one process after another, always at the same address. */
export interface IssuerProcess {
  readonly url: string
  /** Resolves when the service says that it is ready. */
  start(): Promise<void>
  /** `kill -9`, and until the process is gone. */
  kill(): Promise<void>
  /** Lets those that start later begin with what this one has compiled by now. */
  keepCompiled(): void
  /** Asked to leave; gives back the exit code. */
  leave(): Promise<number | null>
}

/** The keystore's first file as `keys/` makes it, with the least work for its passphrase that is taken: it is paid at each of two hundred starts. */
async function beginKeystore({ dir, passphrase }: { dir: string; passphrase: string }): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const header = { ...newMasterHeader(), N: 2 ** 15 }
  const master = seal({ key: await deriveKey(passphrase, header), plain: randomBytes(32), header })
  await createPrivateFile(join(dir, 'master.json'), JSON.stringify({ header, master }))
}

export async function issuerProgram({ databaseUrl, organisation, publicUrl }: IssuerProgramInput): Promise<IssuerProgram> {
  const bundled: Bundle = await bundle({ entry: 'issuer/server.ts' })
  const dataDir = join(bundled.folder, 'data')
  const passphrase = await readPassphrase({ dataDir, demo: true })
  await beginKeystore({ dir: join(dataDir, 'keys'), passphrase })
  const keystore = await openKeystore({ dir: join(dataDir, 'keys'), passphrase })
  await keystore.create(organisation)
  return {
    remove: bundled.remove,
    async spawn() {
      const port = await freePort()
      const url = `http://localhost:${port}`
      const env = {
        ...process.env,
        NODE_ENV: 'test',
        ISSUER_URL: publicUrl,
        ISSUER_PORT: String(port),
        DATABASE_URL: databaseUrl,
        ATTESTA_DATA: dataDir,
        LOG_LEVEL: 'silent',
        SMTP_URL: 'smtp://127.0.0.1:1',
        REQUESTS_PER_MINUTE: '100000',
      }
      let child: ChildProcess
      const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
        if (child.exitCode === null && child.signalCode === null) {
          const gone = once(child, 'exit')
          child.kill(signal)
          await gone
        }
        return child.exitCode
      }
      return {
        url,
        async start() {
          const starting = spawn(process.execPath, [bundled.file], { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
          child = starting
          let said = ''
          starting.stderr?.on('data', (text) => (said += text))
          // `exit` may come before the last words.
          const ended = once(starting, 'close').then(() => Promise.reject(new Error(`The issuer did not start. ${said}`)))
          await Promise.race([once(starting, 'message'), ended])
          ended.catch(() => undefined) // later it is what the test does
        },
        keepCompiled: () => void child.kill('SIGUSR2'), // bundle.ts
        kill: async () => void (await end('SIGKILL')),
        leave: () => end('SIGTERM'),
      }
    },
  }
}
