import { describe, expect, test } from 'vitest'
import { signCompact } from '../../../credential/jose/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import {
  publishedBadge2 as assertion,
  assetOfOpenBadge2 as asset,
  badge,
  OPEN_BADGES_2 as CONTEXT,
  EXTENSIONS,
  endorsement,
  former,
  guild,
  known,
  OB,
  organization,
  record,
  school,
  V2,
  web2 as web,
  world,
} from './badges-of-others.ts'
import { check, complaints, judge } from './verdict.ts'

describe('a badge of VCDM 1.1', () => {
  test('is valid, and shown as such', async () => {
    const result = await judge(JSON.stringify(await school.sign(former())), known)
    expect(complaints(result)).toEqual([])
    expect(result.credential).toMatchObject({ form: 'open-badge', edition: 'VCDM 1.1', dates: { validFrom: '2026-05-01T00:00:00Z' } })
  })

  test('ends at its expirationDate', async () => {
    const result = await judge(JSON.stringify(await school.sign(former({ expirationDate: '2026-06-01T00:00:00Z' }))), known)
    expect(complaints(result)).toEqual(['validity: failed validity.ended'])
  })

  test('with a date of both models is refused', async () => {
    const both = { ...(await school.sign(former())), validUntil: '2030-01-01T00:00:00Z' }
    expect(check(await judge(JSON.stringify(both), known), 'schema')).toMatchObject({ outcome: 'failed' })
  })
})

describe('endorsements', () => {
  test('are judged each by itself, in JSON and in a JWT', async () => {
    const inside = await guild.sign(endorsement(guild))
    const jwt = await signCompact({
      header: { typ: 'JWT', kid: `${guild.did}#${guild.did.slice(8)}` },
      payload: { ...endorsement(guild, 'Anche in un JWT'), iss: guild.did },
      signer: guild.signer,
    })
    const document = await school.sign(badge(school, { endorsement: [inside], endorsementJwt: [jwt] }))
    const result = await judge(JSON.stringify(document), known)
    expect(result.verdict).toBe('valid')
    expect(result.endorsements?.map(({ verdict, credential }) => [verdict, credential?.form, credential?.endorses?.comment])).toEqual([
      ['valid', 'endorsement', 'Ente affidabile'],
      ['valid', 'endorsement', 'Anche in un JWT'],
    ])
  })

  test('that were changed are invalid, and the badge around them is judged by itself', async () => {
    const changed = JSON.parse(JSON.stringify(await guild.sign(endorsement(guild))).replace('affidabile', 'eccellente'))
    const result = await judge(JSON.stringify(await school.sign(badge(school, { endorsement: [changed] }))), known)
    expect([result.verdict, result.endorsements?.[0]?.verdict]).toEqual(['valid', 'invalid'])
  })

  test('by a stranger are unverifiable, and none is one for trust that is limited to badges', async () => {
    const document = JSON.stringify(await guild.sign(endorsement(guild)))
    expect((await judge(document, world())).verdict).toBe('unverifiable')
    expect((await judge(document, world({ ...guild.trusted, kinds: ['open-badge'] }))).verdict).not.toBe('valid')
    expect((await judge(document, known)).verdict).toBe('valid')
  })
})

describe('a Comprehensive Learner Record', () => {
  test('is judged outside and inside', async () => {
    const good = await school.sign(badge(school))
    const changed = { ...good, name: 'Saldatura laser' }
    const whole = await judge(JSON.stringify(await school.sign(record([good]))), known)
    expect([whole.verdict, ...complaints(whole)]).toEqual(['valid'])
    expect(check(whole, 'contained')).toMatchObject({ code: 'contained.passed', facts: { of: 1 } })
    const result = await judge(JSON.stringify(await school.sign(record([good, changed]))), known)
    expect([result.verdict, ...complaints(result)]).toEqual(['invalid', 'contained: failed contained.invalid'])
    expect(result.credential).toMatchObject({
      form: 'clr',
      associations: [{ type: 'isPartOf', source: 'Saldatura a filo', target: 'Saldatore' }],
    })
    expect(result.contained?.map(({ verdict }) => verdict)).toEqual(['valid', 'invalid'])
  })

  test('is no better than what is in it that nobody can tell of, or that is nothing', async () => {
    const other = await guild.sign(badge(guild))
    const doubtful = await judge(
      JSON.stringify(await school.sign(record([await school.sign(badge(school)), other]))),
      world(school.trusted),
    )
    expect([doubtful.verdict, ...complaints(doubtful)]).toEqual(['unverifiable', 'contained: not-checked contained.unverifiable'])
    const rubbish = await judge(
      JSON.stringify(await school.sign(record([{ id: 'urn:uuid:00000000-0000-4000-8000-0000000000d9', type: ['VerifiableCredential'] }]))),
      known,
    )
    expect([rubbish.verdict, ...complaints(rubbish)]).toEqual(['invalid', 'contained: failed contained.invalid'])
  })

  test('of several persons is refused, by whatever the documents name them', async () => {
    const of = (id: string, ...identifier: JsonObject[]) => {
      const { credentialSubject } = badge(school)
      return school.sign(
        badge(school, {
          id: `urn:uuid:00000000-0000-4000-8000-0000000000${id}`,
          credentialSubject: { ...(credentialSubject as JsonObject), identifier },
        }),
      )
    }
    const identity = (identityType: string, identityHash: string): JsonObject => ({
      type: 'IdentityObject',
      hashed: false,
      identityType,
      identityHash,
    })
    const judged = async (...contained: JsonObject[]) =>
      complaints(await judge(JSON.stringify(await school.sign(record(contained))), known))
    const mail = (address: string) => identity('emailAddress', address)
    const name = (text: string) => identity('name', text)
    const code = (text: string) => identity('nationalIdentityNumber', text)
    expect(await judged(await of('d1', mail('anna@posta.example')), await of('d2', mail('bruno@posta.example')))).toEqual([
      'holder: failed holder.another-inside',
    ])
    expect(
      await judged(
        await of('d1', name('Mario Rossi'), code('RSSMRA80A01F205X')),
        await of('d2', name('Mario Rossi'), code('RSSMRA55B02H501Y')),
      ),
    ).toEqual(['holder: failed holder.another-inside'])
    expect(await judged(await of('d1', name('Rossi Mario')), await of('d2', name('Mario Rossi')))).toEqual([])
    expect(await judged(await of('d1', name('Mario Luigi Rossi')), await of('d2', name('Mario Rossi')))).toEqual([
      'holder: not-checked holder.similar-inside',
    ])
  })

  test('whose own proof does not hold says nothing of what is in it', async () => {
    const document = { ...(await school.sign(record([await school.sign(badge(school))]))), name: 'Altro' }
    const result = await judge(JSON.stringify(document), known)
    expect([result.verdict, result.contained]).toEqual(['invalid', undefined])
  })

  test('with more inside than anybody means costs no more than its limit', async () => {
    const good = await school.sign(badge(school))
    const result = await judge(JSON.stringify(await school.sign(record(Array.from({ length: 80 }, () => good)))), known)
    expect(result.contained?.filter(({ verdict }) => verdict === 'valid')).toHaveLength(64)
    expect(result.contained?.at(-1)?.checks[0]?.code).toBe('format.enclosed-limit')
  })

  test('in a record in a record is not followed for ever', async () => {
    let nested = await school.sign(record([]))
    for (let depth = 0; depth < 4; depth++) nested = await school.sign(record([nested]))
    const result = await judge(JSON.stringify(nested), known)
    expect(result.contained?.[0]?.contained?.[0]?.contained?.[0]?.checks[0]?.code).toBe('format.enclosed-limit')
  })
})

describe('the recipient of a badge', () => {
  const salt = 'Kosher'
  async function awarded(identity: JsonObject) {
    const { credentialSubject } = badge(school)
    return JSON.stringify(
      await school.sign(badge(school, { credentialSubject: { ...(credentialSubject as JsonObject), identifier: [identity] } })),
    )
  }

  test('is compared with the address that the relying party knows', async () => {
    const text = await awarded({
      type: 'IdentityObject',
      hashed: true,
      identityType: 'emailAddress',
      identityHash: 'sha256$c7ef86405ba71b85acd8e2e95166c4b111448089f2e1599f42fe1bba46e865c5',
      salt: 'deadsea',
    })
    const differs = await judge(text, known, { recipient: 'altri@example.it' })
    expect(complaints(differs)).toEqual(['holder: failed holder.other-recipient'])
    expect(check(await judge(text, known), 'holder')).toMatchObject({ code: 'holder.not-asked', required: false })
  })

  test.each([
    ['sha256', 'mario.prova@example.it'],
    ['md5', 'Mario.Prova@example.it'],
  ])('hashed by %s matches', async (algorithm, given) => {
    const { createHash } = await import('node:crypto')
    const identityHash = `${algorithm}$${createHash(algorithm).update(`mario.prova@example.it${salt}`).digest('hex')}`
    const text = await awarded({ type: 'IdentityObject', hashed: true, identityType: 'emailAddress', identityHash, salt })
    expect(check(await judge(text, known, { recipient: given }), 'holder')).toMatchObject({
      outcome: 'passed',
      code: 'holder.recipient-matches',
      required: true,
    })
  })

  test('that nobody is named as leaves the question open', async () => {
    const result = await judge(JSON.stringify(await school.sign(badge(school))), known, { recipient: 'mario.prova@example.it' })
    expect([result.verdict, ...complaints(result)]).toEqual(['unverifiable', 'holder: not-checked holder.no-recipient'])
  })
})

describe('a newer copy', () => {
  const ADDRESS = 'https://scuola.example/refresh/1'
  const old = badge(school, {
    '@context': [V2, OB, EXTENSIONS],
    validUntil: '2026-06-01T00:00:00Z',
    refreshService: { id: ADDRESS, type: '1EdTechCredentialRefresh' },
  })
  const renewed = { ...old, validUntil: '2027-06-01T00:00:00Z' }

  test('is judged in place of the one that was given', async () => {
    const here = world(school.trusted)
    here.web.serve(ADDRESS, JSON.stringify(await school.sign(renewed, '2026-06-02T00:00:00Z')))
    const result = await judge(JSON.stringify(await school.sign(old)), here)
    expect([result.verdict, result.refreshed]).toEqual(['valid', true])
    expect(here.web.asked).toEqual([ADDRESS])
  })

  test.each<[string, () => Promise<JsonObject>]>([
    ['another document', () => school.sign({ ...renewed, id: 'urn:uuid:00000000-0000-4000-8000-000000000002' })],
    ['of another issuer', () => guild.sign({ ...renewed, issuer: { id: guild.did, type: ['Profile'] } })],
    ['an older copy', () => school.sign(renewed, '2026-04-01T00:00:00Z')],
    ['a forged one', async () => ({ ...(await school.sign(renewed)), name: 'Altro' })],
  ])('that is %s is not taken', async (_, served) => {
    const here = world(school.trusted, guild.trusted)
    here.web.serve(ADDRESS, JSON.stringify(await served()))
    const result = await judge(JSON.stringify(await school.sign(old)), here)
    expect([result.refreshed, ...complaints(result)]).toEqual([undefined, 'validity: failed validity.ended'])
  })

  test('is not asked of a stranger, nor before the proof holds', async () => {
    const nobody = world()
    await judge(JSON.stringify(await school.sign(old)), nobody)
    const here = world(school.trusted)
    await judge(JSON.stringify({ ...(await school.sign(old)), name: 'Altro' }), here)
    expect([...nobody.web.asked, ...here.web.asked]).toEqual([])
  })
})

describe('Open Badges 2.0', () => {
  test('a hosted badge is what its issuer publishes', async () => {
    const result = await judge(JSON.stringify(assertion), web())
    expect(complaints(result)).toEqual([])
    expect(result).toMatchObject({
      verdict: 'valid',
      credential: { form: 'open-badge-2', title: 'Awesome Robotics Badge', issuer: { id: organization, recognisedName: 'Organizzazione' } },
    })
  })

  test.each<[string, Parameters<typeof web>[0], string]>([
    ['another is published', { hosted: { ...assertion, issuedOn: '2020-01-01T00:00:00Z' } }, 'proof: failed proof.hosted-differs'],
    ['it is gone', { hosted: { id: String(assertion.id), revoked: true }, status: 410 }, 'proof: failed proof.hosted-revoked'],
    ['it is published as revoked', { hosted: { ...assertion, revoked: true } }, 'proof: failed proof.hosted-revoked'],
    ['nobody answers', { hosted: undefined, status: 200 }, 'proof: not-checked proof.hosted-unreachable'],
    [
      'it lies where the issuer has no badges',
      { profile: { verification: { allowedOrigins: ['badges.example.org'] } } },
      'issuer-key: failed issuer-key.other-place',
    ],
    ['nobody vouches for the issuer', { trust: 'https://other.example/issuer' }, 'recognition: not-checked recognition.unknown-issuer'],
  ])('it is not valid where %s', async (_, how, complaint) => {
    const here = web(how)
    if (how !== undefined && 'hosted' in how && how.hosted === undefined) here.web.serve(String(assertion.id))
    const result = await judge(JSON.stringify(assertion), here)
    expect(result.verdict).not.toBe('valid')
    expect(complaints(result)).toContain(complaint)
  })

  test.each<[string, JsonObject]>([
    ['an inline vocabulary', { '@context': { ...JSON.parse(asset('rdf-validation/valid-badge-class.json'))['@context'], name: 'urn:x' } }],
    ['an unknown member', { gpa: '4.0' }],
    ['a signature that it does not have', { verification: { type: 'signed', creator: 'http://example.org/key1.json' } }],
  ])('it is refused with %s', async (_, change) => {
    const changed = { '@context': CONTEXT, ...assertion, ...change }
    expect((await judge(JSON.stringify(changed), web({ hosted: changed }))).verdict).toBe('invalid')
  })

  test('a signed badge holds by a key that its issuer names, and only by that', async () => {
    const signed = asset('simple.jwt').trim()
    expect(complaints(await judge(signed, web()))).toEqual([])
    const foreign = web({ profile: { publicKey: 'http://example.org/key2.json' } })
    expect(complaints(await judge(signed, foreign))).toEqual(['issuer-key: failed issuer-key.unknown'])
    const [header, payload = '', signature] = signed.split('.')
    const changed = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('2016', '2015')).toString('base64url')
    expect(complaints(await judge([header, changed, signature].join('.'), web()))).toEqual(['proof: failed jws.signature'])
  })

  test('a signed badge that its issuer lists as revoked is invalid', async () => {
    const here = web({ profile: { revocationList: 'https://example.org/revoked.json' } })
    here.web.serve(
      'https://example.org/revoked.json',
      JSON.stringify({ '@context': CONTEXT, type: 'RevocationList', id: 'x', revokedAssertions: [{ id: String(assertion.id) }] }),
    )
    expect(complaints(await judge(asset('simple.jwt').trim(), here))).toEqual(['status: failed status.annullato-unexplained'])
  })
})
