import { resolve } from 'node:path'
import { loadConfig } from '../http/config.ts'
import { openPool } from '../http/db.ts'
import { runService } from '../http/run-service.ts'
import { createIssuerApp } from './app.ts'
import { startSweeping } from './db/sweep.ts'
import { openMailer, startOutboxWorker } from './mail/outbox-worker.ts'
import { openIssuerKeystore, prepareIssuer } from './prepare.ts'

const GRACE_MS = 15_000

/** The issuer's process: settings, database, keys, demo, then the door. A bad setting ends it with a sentence. */
async function main(): Promise<void> {
  const config = loadConfig(process.env)
  const pool = openPool(config)
  const keystore = await openIssuerKeystore(config)
  await prepareIssuer({ config, pool, keystore, migrations: resolve('prisma/migrations') })
  const { app, world } = await createIssuerApp({ config, pool, keystore, webDir: resolve('dist/web/issuer') })

  const { db, issuerUrl, wrapping } = world
  const sweeping = startSweeping({
    db: world.db,
    now: world.now,
    onNotErased: ({ caseId }) =>
      app.log.error({ job: 'erase' }, `The dossier of case ${caseId}, or a file in it, is due and could not be removed.`),
    onUnknownRules: ({ id, version }) =>
      app.log.error({ job: 'erase' }, `Cases stand under rules ${id} ${version}, which are not here: their dossiers are not removed.`),
  })
  const outbox = startOutboxWorker({
    db,
    issuerUrl,
    wrapping,
    send: openMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom }),
    onGivenUp: ({ id, topic }) => app.log.error({ job: 'outbox' }, `Letter ${id} (${topic}) could not be sent for days and is given up.`),
  })
  await app.listen({ host: config.listen.host, port: config.listen.issuer })
  process.send?.('ready')

  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      sweeping.stop()
      setTimeout(() => process.exit(1), GRACE_MS).unref()
      app
        .close()
        .then(() => outbox.stop())
        .then(() => pool.end())
        .then(() => process.exit(0))
        .catch(() => process.exit(1))
    })
  }
}

runService('issuer', main)
