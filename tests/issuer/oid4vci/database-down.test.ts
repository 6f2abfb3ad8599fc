import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askCredential, keyProof, redeem, send, tokenFor } from './wallet.ts'
import { openIssuer, SLUG, type TestIssuer } from './world.ts'

let issuer: TestIssuer
const line = cuttable()
beforeAll(async () => {
  issuer = await openIssuer({ through: line.through })
})
afterAll(() => issuer.close())

describe('while the database is away', () => {
  test('every door says so, nothing is used up, and all goes on when it is back', async () => {
    const redeemed = await issuer.offer((await issuer.release()).attestationId)
    const waiting = await issuer.offer((await issuer.release()).attestationId)
    const token = await tokenFor(issuer, redeemed)
    const proof = await keyProof(issuer)
    const body = { credential_configuration_id: 'attestato_sd_jwt', proofs: { jwt: [proof] } }

    await line.cut()
    const { issuerUrl } = issuer
    const refused = await redeem(issuer, waiting)
    expect([refused.status, refused.body.error, refused.body.attesta?.code]).toEqual([
      503,
      'temporarily_unavailable',
      'database.unavailable',
    ])
    const answers = [
      await askCredential(issuer, { token, body }),
      await send(`${issuerUrl}/oid4vci/nonce`, { method: 'POST' }),
      await send(waiting.uri, {}),
      await send(`${issuerUrl}/status/${SLUG}/1/token`, {}),
      await send(`${issuerUrl}/org/${SLUG}/did.json`, {}),
      await send(`${issuerUrl}/org/${SLUG}/recognitions`, {}),
    ]
    for (const answer of answers) expect([answer.status, answer.body.code]).toEqual([503, 'database.unavailable'])

    await line.mend()
    expect((await redeem(issuer, waiting)).status).toBe(200)
    expect((await askCredential(issuer, { token, body })).status).toBe(200)
  })
})

/** A wire to the database that can be cut. */
function cuttable() {
  const sockets = new Set<Socket>()
  let server: Server
  let port = 0
  const listen = () => new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    async through(address: string): Promise<string> {
      const url = new URL(address)
      const target = { host: url.hostname, port: Number(url.port) }
      server = createServer((socket) => {
        const upstream = connect(target)
        for (const end of [socket, upstream]) {
          sockets.add(end)
          end.on('error', () => undefined)
          end.on('close', () => {
            socket.destroy()
            upstream.destroy()
          })
        }
        socket.pipe(upstream).pipe(socket)
      })
      await listen()
      const bound = server.address()
      port = typeof bound === 'object' && bound !== null ? bound.port : 0
      url.hostname = '127.0.0.1'
      url.port = port.toString()
      return url.href
    },
    async cut() {
      const closed = new Promise((done) => server.close(done))
      for (const socket of sockets) socket.destroy()
      await closed
    },
    mend: listen,
  }
}
