import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { digestOf } from '../../../credential/attestation/index.ts'
import { actIdOf } from '../../../credential/verify/act-id.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { seedSeals } from '../../../issuer/demo/seed-seals.ts'
import { createOffer } from '../../../issuer/oid4vci/offers/create-offer.ts'
import { demoRootFile } from '../../../keys/index.ts'
import { openService, type Service } from '../service.ts'
import { askCredential, dpopProof, keyProof, newKey, redeem, send, type WalletKey } from './wallet.ts'
import { behindTheConstraints } from './world.ts'

const FORMS = ['pdf', 'edc', 'open-badge', 'open-badge-jwt', 'open-badge-png', 'open-badge-svg']

let service: Service
/** Two of one body, in force. */
let acts: { id: string; officer: string }[]
beforeAll(async () => {
  service = await openService()
  const { keystore, config, world, pool } = service
  await seedSeals({ keystore, dataDir: config.dataDir, now: world.now() })
  const { rows } = await pool.query<{ id: string; officer: string; number: string; record: Attestation }>(
    `SELECT a.id, a.released_by AS officer, a.number, a.record FROM attestation a
     WHERE NOT EXISTS (SELECT 1 FROM status_change c WHERE c.attestation_id = a.id) LIMIT 1`,
  )
  acts = [...rows, ...(await Promise.all(rows.map(releaseAnother)))]
  expect(acts).toHaveLength(2)
})
afterAll(() => service.close())

/** The same body's act of somebody else. The procedure before a release is tested elsewhere. */
async function releaseAnother(first: { id: string; officer: string; record: Attestation }): Promise<{ id: string; officer: string }> {
  const id = randomUUID()
  const { record, officer } = first
  const number = record.number.replace(/\d+$/, '999999')
  const index = 77
  const other: Attestation = {
    ...record,
    id: `urn:uuid:${id}`,
    number,
    status: { ...record.status, index },
  }
  await behindTheConstraints(service.pool, [
    [
      `INSERT INTO status_index (list_id, idx, organisation_id, size, attestation_id)
       SELECT i.list_id, $2, i.organisation_id, i.size, $3 FROM status_index i WHERE i.attestation_id = $1`,
      [first.id, index, id],
    ],
    [
      `INSERT INTO attestation SELECT (jsonb_populate_record(a, jsonb_build_object('id', $2::text, 'number', $3::text, 'digest', $4::text,
         'record', $5::jsonb, 'sealed', $2::text, 'profile', $2::text, 'idx', $6::int, 'page_secret', left(md5($2), 22)))).* FROM attestation a WHERE a.id = $1`,
      [first.id, id, number, digestOf(other), other, index],
    ],
  ])
  return { id, officer }
}

const addressOf = (form: string) => `${service.issuerUrl}/oid4vci/renderings/${form}`
const ask = (form: string, headers: Record<string, string>) => fetch(addressOf(form), { headers })
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** A token of an offer of the act, as a wallet has it before it asked for anything. */
async function redeemOffer(act: number, dpopKey?: WalletKey): Promise<string> {
  const { id, officer } = acts[act] ?? { id: '', officer: '' }
  const { issuerUrl, pool } = service
  const rows = async <Row>(text: string, values: readonly unknown[] = []) => (await pool.query(text, [...values])).rows as Row[]
  const made = await createOffer({ attestationId: id, createdBy: officer, issuerUrl, ttlSeconds: 600, at: new Date(), tx: { rows } })
  const { body } = await send(made.credentialOfferUri, {})
  const code = Object.values(body.grants as Record<string, { 'pre-authorized_code': string }>)[0]?.['pre-authorized_code'] ?? ''
  const headers: Record<string, string> =
    dpopKey === undefined ? {} : { DPoP: await dpopProof(dpopKey, { url: `${issuerUrl}/oauth/token` }) }
  const offer = { offerId: made.offerId, uri: made.credentialOfferUri, code, txCode: made.txCode }
  return String((await redeem(service, offer, { headers })).body.access_token)
}

async function receive(
  token: string,
  { scheme, headers = {} }: { scheme?: string; headers?: Record<string, string> } = {},
): Promise<string> {
  const body = { credential_configuration_id: 'attestato_sd_jwt', proofs: { jwt: [await keyProof(service)] } }
  const answer = await askCredential(service, { token, body, headers, ...(scheme === undefined ? {} : { scheme }) })
  expect(answer.status).toBe(200)
  return (answer.body.credentials as { credential: string }[])[0]?.credential ?? ''
}

async function judge(bytes: Uint8Array) {
  const root = await readFile(demoRootFile(service.config.dataDir), 'utf8')
  const region = `did:web:${encodeURIComponent(new URL(service.issuerUrl).host)}:org:regione-lombardia`
  return verifyDocument(
    { bytes },
    {
      now: new Date(),
      fetch: (url, init) => fetch(url, init),
      trust: { issuers: [{ id: region, name: 'Regione', kinds: ['recognition'], from: '2020-01-01T00:00:00Z' }], sealRoots: [root] },
      limits: { allowLoopbackHttp: true },
    },
  )
}

test('the wallet that received an act fetches each of its forms, and each is that act', async () => {
  const token = await redeemOffer(0)
  const act = actIdOf(await judge(new TextEncoder().encode(await receive(token))))
  expect(act).toBeDefined()
  for (const form of FORMS) {
    const answer = await ask(form, bearer(token))
    expect([form, answer.status, answer.headers.get('cache-control')]).toEqual([form, 200, 'no-store'])
    const result = await judge(new Uint8Array(await answer.arrayBuffer()))
    expect([form, actIdOf(result), result.verdict]).toEqual([form, act, 'valid'])
  }
  const { rows } = await service.pool.query<{ form: string; toHolder: boolean }>(
    'SELECT form, to_holder AS "toHolder" FROM rendering WHERE attestation_id = $1 AND holder_thumbprint IS NULL ORDER BY form',
    [acts[0]?.id],
  )
  expect(rows).toEqual([...FORMS].sort().map((form) => ({ form, toHolder: true })))
  // A learner record would hand out the person's other acts too, which the token is not for.
  expect((await ask('clr', bearer(token))).status).toBe(400)
  const { body } = await send(`${service.issuerUrl}/.well-known/openid-credential-issuer`, {})
  expect(addressOf('pdf')).toBe(`${body.attesta_rendering_endpoint}/pdf`)
})

test('one receipt prints one paper, however often it is asked for; the next receipt has the next number', async () => {
  const prints = async () =>
    (await service.pool.query('SELECT copy FROM rendering WHERE attestation_id = $1 AND form = $2 ORDER BY copy', [acts[1]?.id, 'pdf']))
      .rows
  const first = await redeemOffer(1)
  await receive(first)
  const answers = await Promise.all([ask('pdf', bearer(first)), ask('pdf', bearer(first))])
  answers.push(await ask('pdf', bearer(first)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(answers.map(({ headers }) => /duplicato/.test(headers.get('content-disposition') ?? ''))).toEqual([false, false, false])
  expect(await prints()).toEqual([{ copy: 0 }])

  const second = await redeemOffer(1)
  await receive(second)
  expect((await ask('pdf', bearer(second))).headers.get('content-disposition')).toContain('.duplicato-1.pdf')
  expect(await prints()).toEqual([{ copy: 0 }, { copy: 1 }])
  const { rows } = await service.pool.query(
    `SELECT action, actor, facts FROM audit WHERE subject = $1 AND action IN ('attestation.printed', 'attestation.duplicated') ORDER BY seq`,
    [acts[1]?.id],
  )
  expect(rows).toEqual([
    { action: 'attestation.printed', actor: 'wallet', facts: { form: 'pdf', copy: 0 } },
    { action: 'attestation.duplicated', actor: 'wallet', facts: { form: 'pdf', copy: 1 } },
  ])
})

test('the token of another holder opens that one’s act and never this one', async () => {
  const [mine, theirs] = [await redeemOffer(0), await redeemOffer(1)]
  const act = actIdOf(await judge(new TextEncoder().encode(await receive(mine))))
  await receive(theirs)
  const answer = await ask('open-badge', bearer(theirs))
  const other = actIdOf(await judge(new Uint8Array(await answer.arrayBuffer())))
  expect(other).toBeDefined()
  expect(other).not.toBe(act)
  // Nothing that a caller adds names another act.
  const named = await fetch(`${addressOf('open-badge')}?id=${acts[0]?.id}&digest=${acts[0]?.id}`, { headers: bearer(theirs) })
  expect(actIdOf(await judge(new Uint8Array(await named.arrayBuffer())))).toBe(other)
})

test('no token, an unknown, an ended one, one that received nothing, and an act that has ended are refused', async () => {
  const errorOf = async (response: Response) => {
    const { error, attesta } = (await response.json()) as { error: string; attesta?: { code: string } }
    return [response.status, error, attesta?.code]
  }
  expect(await errorOf(await ask('pdf', {}))).toEqual([401, 'invalid_token', undefined])
  const unknown = await ask('pdf', bearer('niente'))
  expect(unknown.headers.get('www-authenticate')).toContain('error="invalid_token"')
  expect(await errorOf(unknown)).toEqual([401, 'invalid_token', 'offer.token-expired'])

  const token = await redeemOffer(0)
  expect(await errorOf(await ask('pdf', bearer(token)))).toEqual([400, 'credential_request_denied', undefined])
  await receive(token)
  expect((await ask('edc', bearer(token))).status).toBe(200)
  expect((await ask('passport', bearer(token))).status).toBe(400)
  await service.pool.query(`UPDATE oauth_payload SET expires_at = now() - interval '1 second' WHERE model = 'AccessToken'`)
  expect(await errorOf(await ask('edc', bearer(token)))).toEqual([401, 'invalid_token', 'offer.token-expired'])

  const late = await redeemOffer(0)
  await receive(late)
  await service.pool.query(
    `INSERT INTO status_change (attestation_id, seq, organisation_id, list_id, idx, word, since, reason_class, reason, decided_by)
     SELECT id, 1, organisation_id, list_id, idx, 'annullato', now(), 'errore-materiale', 'prova', released_by FROM attestation WHERE id = $1`,
    [acts[0]?.id],
  )
  expect(await errorOf(await ask('pdf', bearer(late)))).toEqual([400, 'credential_request_denied', 'offer.attestation-ended'])
})

test('a token that is bound to a key is taken with a proof by that key for this very address', async () => {
  const key = await newKey()
  const token = await redeemOffer(1, key)
  const credentialUrl = `${service.issuerUrl}/oid4vci/credential`
  await receive(token, { scheme: 'DPoP', headers: { DPoP: await dpopProof(key, { url: credentialUrl, token }) } })
  const authorization = `DPoP ${token}`
  const url = addressOf('open-badge')
  const proof = (by: WalletKey, payload = {}) => dpopProof(by, { url, token, payload: { htm: 'GET', ...payload } })
  expect((await ask('open-badge', { authorization, DPoP: await proof(key) })).status).toBe(200)

  const refused = await Promise.all([
    ask('open-badge', bearer(token)),
    ask('open-badge', { authorization }),
    ask('open-badge', { authorization, DPoP: await proof(await newKey()) }),
    ask('open-badge', { authorization, DPoP: await proof(key, { htm: 'POST' }) }),
    ask('open-badge', { authorization, DPoP: await proof(key, { htu: credentialUrl }) }),
  ])
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401])
})
