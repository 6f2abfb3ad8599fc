import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Signer } from '../../../credential/crypto/port.ts'
import { presentSdJwt } from '../../../credential/sd-jwt/index.ts'
import { actIdOf } from '../../../credential/verify/act-id.ts'
import { type VerifyInput, verifyDocument } from '../../../credential/verify/index.ts'
import { profileOf } from '../../../issuer/demo/repertory.ts'
import { actorOf } from '../../../issuer/demo/seed-organisations.ts'
import { createOffer } from '../../../issuer/oid4vci/offers/create-offer.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { suspend } from '../../../issuer/steps/suspend.ts'
import { discoverIssuer, type IssuerMetadata } from '../../../wallet-web/protocol/oid4vci/metadata.ts'
import { receive } from '../../../wallet-web/protocol/oid4vci/receive.ts'
import { requestRecord } from '../../../wallet-web/protocol/oid4vci/record.ts'
import type { ProtocolWorld } from '../../../wallet-web/protocol/world.ts'
import { decided, key, nextTaxCode, type People, peopleOf } from '../exam.ts'
import type { House } from '../house.ts'
import { memorySigner } from '../memory-signer.ts'
import { newNonce, redeem, send } from '../oid4vci/wallet.ts'
import { openService, type Service } from '../service.ts'

interface Held {
  readonly sdJwt: string
  readonly signer: Signer
  readonly act: string | undefined
}

const world: ProtocolWorld = { fetch: (url, init) => fetch(url, init), now: () => new Date(), allowLoopbackHttp: true }

describe('the acts that a wallet holds', () => {
  let service: Service
  let people: People
  let metadata: IssuerMetadata
  let acts: { id: string; number: string; officer: string; stacks: boolean }[]
  const held: Held[] = []

  const verify = (input: VerifyInput) => {
    const region = `did:web:${encodeURIComponent(new URL(service.issuerUrl).host)}:org:regione-lombardia`
    const issuers = [{ id: region, name: 'Regione', kinds: ['recognition' as const], from: '2020-01-01T00:00:00Z' }]
    return verifyDocument(input, {
      now: new Date(),
      fetch: (url, init) => fetch(url, init),
      trust: { issuers, sealRoots: [] },
      limits: { allowLoopbackHttp: true },
    })
  }

  beforeAll(async () => {
    service = await openService()
    const { world: steps, pool, issuerUrl } = service
    const clock = {
      at: new Date(Date.now() - 20 * 86_400_000),
      advance(seconds: number) {
        clock.at = new Date(clock.at.getTime() + seconds * 1000)
      },
    }
    clock.at.setUTCMilliseconds(0)
    const who: House['who'] = (sub, role, slug) => actorOf({ sub, role, ...(slug !== undefined && { slug }) }, steps.db)
    const house = { world: { ...steps, now: () => clock.at }, clock, who } as unknown as House
    people = await peopleOf(house)
    const person = { givenName: 'Nèva', familyName: "D'Adùlio", birthDate: '1990-04-05', taxCode: nextTaxCode() }
    for (const [index, competence] of profileOf('diversity-manager').competences.entries()) {
      const exam = await decided(house, people, { changes: { person, profile: `diversity-${index}`, competences: [competence] } })
      await releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId: exam.caseId }, house.world)
    }
    const { rows } = await pool.query(
      `SELECT a.id, a.number, a.released_by AS officer, p.family_name = $1 AS stacks FROM attestation a JOIN person p ON p.id = a.person_id
       WHERE NOT EXISTS (SELECT 1 FROM status_change c WHERE c.attestation_id = a.id) ORDER BY p.family_name = $1 DESC, a.released_at`,
      [person.familyName],
    )
    acts = rows
    metadata = await discoverIssuer({ issuer: issuerUrl, world })
    for (const { id, officer } of acts) {
      const query = async <Row>(text: string, values: readonly unknown[] = []) => (await pool.query(text, [...values])).rows as Row[]
      const made = await createOffer({
        attestationId: id,
        createdBy: officer,
        issuerUrl,
        ttlSeconds: 600,
        at: new Date(),
        tx: { rows: query },
      })
      const { body } = await send(made.credentialOfferUri, {})
      const code = Object.values(body.grants as Record<string, { 'pre-authorized_code': string }>)[0]?.['pre-authorized_code'] ?? ''
      const offer = { offerId: made.offerId, uri: made.credentialOfferUri, code, txCode: made.txCode }
      const token = String((await redeem(service, offer, {})).body.access_token)
      const signer = memorySigner()
      const configurations = metadata.configurations.filter(({ form }) => form === 'dc+sd-jwt').slice(0, 1)
      const { sdJwt, result } = await receive({ metadata, configurations, token, signer, verify, world })
      held.push({ sdJwt, signer, act: actIdOf(result) })
    }
  })
  afterAll(() => service.close())

  const ask = (documents: readonly Pick<Held, 'sdJwt' | 'signer'>[]) => requestRecord({ metadata, documents, world })
  const mine = () => held.filter((_, index) => acts[index]?.stacks)
  const refused = async (body: unknown) => {
    const answer = await send(`${service.issuerUrl}/oid4vci/records`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return [answer.status, answer.body.error]
  }
  const shown = async ({ sdJwt, signer }: Pick<Held, 'sdJwt' | 'signer'>, nonce: string, audience = service.issuerUrl) =>
    presentSdJwt({ sdJwt, disclose: () => false, keyBinding: { signer, audience, nonce, iat: new Date() } })

  test('come as one record to whoever signs with the key of each, and it is valid for who trusts the Region', async () => {
    expect(mine()).toHaveLength(2)
    const bytes = await ask(mine())
    const result = await verify({ bytes })
    expect(result).toMatchObject({ verdict: 'valid', credential: { form: 'clr', title: 'Diversity Manager' } })
    expect(result.contained?.map(actIdOf).sort()).toEqual(
      mine()
        .map(({ act }) => act)
        .sort(),
    )
    // Nothing that the person can keep to themselves was shown for it, and in another order it is the same record.
    expect(Buffer.from(await ask(mine().toReversed())).equals(Buffer.from(bytes))).toBe(true)
  })

  test('of which one is shown give that one alone: the person’s others are not in it', async () => {
    const [one] = mine()
    const result = await verify({ bytes: await ask(one === undefined ? [] : [one]) })
    expect(result.contained?.map(actIdOf)).toEqual([one?.act])
  })

  test('are not opened by the key of another of them, by a stranger’s, or by what somebody else signed', async () => {
    const [one, other] = mine() as [Held, Held]
    const stranger = memorySigner()
    for (const documents of [[one, { sdJwt: other.sdJwt, signer: one.signer }], [{ sdJwt: one.sdJwt, signer: stranger }]])
      await expect(ask(documents)).rejects.toMatchObject({ code: 'receive.no-record' })
    // A copy that names another act, or another key, than it was issued with: nobody's signature is needed to see that.
    const [head = '', payload = '', signature = ''] = (one.sdJwt.split('~')[0] ?? '').split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const theirs = JSON.parse(Buffer.from(other.sdJwt.split('.')[1] ?? '', 'base64url').toString())
    for (const changed of [
      { ...claims, attestation_digest: theirs.attestation_digest },
      { ...theirs, cnf: { jwk: stranger.publicJwk } },
    ]) {
      const text = [head, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.')
      const nonce = await newNonce(service)
      const signer = changed === claims ? one.signer : stranger
      for (const by of [signer, one.signer])
        expect(await refused({ nonce, presentations: [await shown({ sdJwt: `${text}~`, signer: by }, nonce)] })).toEqual([
          400,
          expect.stringMatching(/invalid_(proof|nonce)/),
        ])
    }
  })

  test('are asked for once with each nonce, of this issuer, with a key binding', async () => {
    const [one] = mine() as [Held]
    const nonce = await newNonce(service)
    const presentations = [await shown(one, nonce)]
    const answer = await fetch(`${service.issuerUrl}/oid4vci/records`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ nonce, presentations }),
    })
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await refused({ nonce, presentations })).toEqual([400, 'invalid_nonce'])
    const next = await newNonce(service)
    expect(await refused({ nonce: next, presentations: [await shown(one, next, 'https://altro.example')] })).toEqual([400, 'invalid_proof'])
    const bare = await newNonce(service)
    expect(await refused({ nonce: bare, presentations: [one.sdJwt] })).toEqual([400, 'invalid_proof'])
    expect((await refused({ nonce: await newNonce(service), presentations: [] }))[0]).toBe(400)
  })

  test('do not mix with those of somebody else, nor with one that is suspended', async () => {
    const [first, second] = mine() as [Held, Held]
    const foreign = held.find((_, index) => !acts[index]?.stacks) as Held
    await expect(ask([first, foreign])).rejects.toMatchObject({ code: 'badge.record-not-one' })
    const [, act] = acts
    const change = { confirmNumber: act?.number ?? '', reasonClass: 'verifica-in-corso', reason: 'dato dimostrativo' }
    await suspend({ ...change, actor: people.officer, idempotencyKey: key(), attestationId: act?.id ?? '' }, service.world)
    await expect(ask([first, second])).rejects.toMatchObject({ code: 'badge.record-not-one' })
    expect((await verify({ bytes: await ask([first]) })).contained).toHaveLength(1)
  })
})
