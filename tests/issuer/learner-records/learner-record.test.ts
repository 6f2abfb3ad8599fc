import { readFileSync } from 'node:fs'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signDocument } from '../../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { composeClr } from '../../../credential/open-badge/index.ts'
import { verifyDocument, type World } from '../../../credential/verify/index.ts'
import { copyOf } from '../../../issuer/badges/copy-of.ts'
import { profileOf } from '../../../issuer/demo/repertory.ts'
import { actorOf } from '../../../issuer/demo/seed-organisations.ts'
import { annul } from '../../../issuer/steps/annul.ts'
import { handOut } from '../../../issuer/steps/hand-out.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { keyed } from '../../credential/data-integrity/badge.ts'
import { decided, key, nextTaxCode, type People, peopleOf } from '../exam.ts'
import type { House } from '../house.ts'
import { openService, type Service } from '../service.ts'

interface Act {
  id: string
  number: string
}

describe('the acts of a person that stack up to one qualification', () => {
  let service: Service
  let people: People
  let acts: Act[]
  let foreign: Act
  let verifier: World
  beforeAll(async () => {
    service = await openService()
    const { world, pool } = service
    const clock = { at: new Date(Date.now() - 20 * 86_400_000), advance: (seconds: number) => moveTo(seconds) }
    function moveTo(seconds: number) {
      clock.at = new Date(clock.at.getTime() + seconds * 1000)
    }
    clock.at.setUTCMilliseconds(0)
    const who: House['who'] = (sub, role, slug) => actorOf({ sub, role, ...(slug !== undefined && { slug }) }, world.db)
    const house = { world: { ...world, now: () => clock.at }, clock, who } as unknown as House
    people = await peopleOf(house)
    const taxCode = nextTaxCode()
    const person = { givenName: 'Nèva', familyName: "D'Adùlio", birthDate: '1990-04-05', taxCode, email: 'neva@posta.example' }
    for (const [index, competence] of profileOf('diversity-manager').competences.entries()) {
      const exam = await decided(house, people, { changes: { person, profile: `diversity-${index}`, competences: [competence] } })
      await releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId: exam.caseId }, house.world)
    }
    const { rows } = await pool.query<Act & { neva: boolean }>(
      `SELECT a.id, a.number, p.family_name = $1 AS neva FROM attestation a JOIN person p ON p.id = a.person_id
       WHERE NOT EXISTS (SELECT 1 FROM status_change c WHERE c.attestation_id = a.id) ORDER BY a.released_at`,
      [person.familyName],
    )
    acts = rows.filter(({ neva }) => neva)
    foreign = rows.find(({ neva }) => !neva) as Act
    const trusted = await pool.query<{ did: string; name: string; kind: string }>('SELECT did, name, kind FROM organisation')
    verifier = {
      now: new Date(),
      fetch: (url, init) => fetch(url, { redirect: 'error', ...init }),
      trust: {
        issuers: trusted.rows.map(({ did, name, kind }) => ({
          id: did,
          name,
          kinds: [kind === 'region' ? ('recognition' as const) : ('open-badge' as const)],
          from: '2000-01-01T00:00:00Z',
        })),
        sealRoots: [],
      },
      limits: { allowLoopbackHttp: true },
    }
  })
  afterAll(() => service.close())

  const record = async (attestationId = acts[0]?.id ?? '') => {
    const { content, name } = await handOut({ attestationId, form: 'clr', actor: people.officer }, service.world)
    return { text: String(content), name }
  }
  const judged = (text: string, trust = verifier.trust) =>
    verifyDocument({ bytes: new TextEncoder().encode(text) }, { ...verifier, trust, now: new Date() })
  const onlyRegion = () => ({
    issuers: verifier.trust.issuers.filter(({ kinds }) => kinds?.includes('recognition')),
    sealRoots: [],
  })
  /** The same record by its own body, with something changed before it is sealed. */
  const resealed = async (text: string, change: (document: JsonObject) => JsonObject) => {
    const { proof: _, ...document } = JSON.parse(text) as JsonObject & { proof: JsonObject; issuer: { id: string } }
    const signer = await service.world.signerFor('orobie-formazione')
    return JSON.stringify(
      await signDocument({
        document: change(document),
        suite: signer.alg === 'EdDSA' ? 'eddsa-rdfc-2022' : 'ecdsa-rdfc-2019',
        signer,
        verificationMethod: `${document.issuer.id}#${signer.kid}`,
        created: new Date().toISOString().replace(/\.\d+/, ''),
      }),
    )
  }

  test('are one learner record, valid with all of its members, whichever of them is asked for', async () => {
    expect(acts).toHaveLength(2)
    for (const { id } of acts) {
      const { text, name } = await record(id)
      expect(name).toMatch(/\.clr\.json$/)
      const result = await judged(text)
      expect(result.checks.filter(({ outcome }) => outcome !== 'passed').map(({ id, code }) => `${id} ${code}`)).toEqual([
        'holder holder.not-asked',
      ])
      expect(result).toMatchObject({
        verdict: 'valid',
        credential: { form: 'clr', title: 'Diversity Manager', holder: { name: "Nèva D'Adùlio" } },
      })
      expect(result.contained?.map(({ verdict }) => verdict)).toEqual(['valid', 'valid'])
      expect(result.credential?.associations?.filter(({ target }) => target === 'Diversity Manager').length).toBeGreaterThanOrEqual(2)
    }
  })

  test('are verified like one act by whoever trusts only the Region, and are the same bytes however often and from where they are asked for', async () => {
    const texts = [await record(acts[0]?.id), await record(acts[1]?.id), await record(acts[0]?.id)].map(({ text }) => text)
    expect(new Set(texts).size).toBe(1)
    expect((await service.pool.query('SELECT count(*)::int AS made FROM learner_record')).rows).toEqual([{ made: 1 }])
    const result = await judged(texts[0] ?? '', onlyRegion())
    expect(result).toMatchObject({
      verdict: 'valid',
      recognition: 'passed',
      credential: { form: 'clr', issuer: { recognisedName: 'Orobie Formazione e Lavoro', recognisedBy: expect.anything() } },
    })
    expect(result.contained?.map(({ verdict }) => verdict)).toEqual(['valid', 'valid'])
    expect(result.chain.map(({ role, outcome }) => `${role} ${outcome}`)).toEqual(['region passed', 'body passed'])
  })

  test('leave no entry of a badge in the history of an act, until a platform is given that badge', async () => {
    const attestationId = String(acts[0]?.id)
    const badges = async () =>
      (
        await service.pool.query(`SELECT to_holder AS "toHolder" FROM rendering WHERE form = 'open-badge' AND attestation_id = $1`, [
          attestationId,
        ])
      ).rows
    await record(attestationId)
    expect(await badges()).toEqual([])
    const given = await copyOf({ attestationId, goesTo: 'platform' }, service.world)
    expect(await copyOf({ attestationId, goesTo: 'platform' }, service.world)).toBe(given)
    expect(await badges()).toEqual([{ toHolder: true }])
  })

  test('are nothing more by the body’s recognition than what is inside', async () => {
    const { text } = await record()
    const again = await judged(await resealed(text, (document) => document), onlyRegion())
    expect(again.verdict).toBe('valid')
    const subject = (document: JsonObject) =>
      document.credentialSubject as JsonObject & { achievement: JsonObject[]; verifiableCredential: JsonObject[] }
    const changes: Record<string, (document: JsonObject) => JsonObject> = {
      'another title': (document) => ({ ...document, name: 'Laurea in medicina' }),
      'an achievement beside': (document) => ({
        ...document,
        credentialSubject: {
          ...subject(document),
          achievement: [
            ...subject(document).achievement,
            { ...subject(document).achievement[0], id: 'urn:uuid:00000000-0000-4000-8000-0000000000ff', name: 'Laurea' },
          ],
        },
      }),
      'one act less, and its competences still there': (document) => ({
        ...document,
        credentialSubject: { ...subject(document), verifiableCredential: subject(document).verifiableCredential.slice(1) },
      }),
    }
    for (const [what, change] of Object.entries(changes)) {
      const result = await judged(await resealed(text, change), onlyRegion())
      expect([what, result.verdict, result.checks.find(({ id }) => id === 'recognition')?.code]).toEqual([
        what,
        'unverifiable',
        'recognition.unknown-issuer',
      ])
    }
    const forged = (document: JsonObject) => ({
      ...document,
      credentialSubject: {
        ...subject(document),
        verifiableCredential: subject(document).verifiableCredential.map((one) => ({ ...one, name: 'Altro' })),
      },
    })
    expect((await judged(await resealed(text, forged))).verdict).toBe('invalid')
  })

  test('conform to the schema that 1EdTech publishes', async () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../../../shared/vectors/ob3/schema/clr_v2p0_clrcredential_schema.json', import.meta.url), 'utf8'),
    )
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema)
    const document = JSON.parse((await record()).text) as JsonObject & { credentialSubject: { verifiableCredential: JsonObject[] } }
    // The schema knows one state of a badge; VCDM 2.0 §4.10 and our badges have several. For the rest each badge is looked at as it is.
    const { credentialSubject: subject } = document
    const members = subject.verifiableCredential.map(({ credentialStatus, ...badge }) => {
      expect(credentialStatus).toHaveLength(3)
      return { ...badge, credentialStatus: (credentialStatus as JsonObject[])[0] }
    })
    const asSchemed = { ...document, credentialSubject: { ...subject, verifiableCredential: members } }
    validate(asSchemed)
    expect(validate.errors).toBeNull()
    expect(validate({ ...asSchemed, credentialSubject: { type: ['ClrSubject'] } })).toBe(false)
    expect(validate(document)).toBe(false)
    expect(document.credentialStatus).toEqual({
      id: `${service.issuerUrl}/badges/records/orobie-formazione/revoked`,
      type: '1EdTechRevocationList',
    })
  })

  test('are not those of another person', async () => {
    const [own] = JSON.parse((await record()).text).credentialSubject.verifiableCredential as JsonObject[]
    const stranger = JSON.parse(await copyOf({ attestationId: foreign.id, goesTo: 'record' }, service.world)) as JsonObject
    const { signer, did, verificationMethod } = keyed('EdDSA')
    const { rows } = await service.pool.query('SELECT record FROM attestation WHERE id = ANY($1)', [[acts[0]?.id]])
    const attestation = rows[0].record
    const mixed = await signDocument({
      document: composeClr({
        id: 'urn:uuid:00000000-0000-4000-8000-0000000000c1',
        issuer: { id: did, legalName: 'Nessuno' },
        title: 'Percorso',
        validFrom: new Date(Date.now() - 60_000),
        parts: [
          { attestation, badge: own ?? {} },
          { attestation, badge: stranger },
        ],
      }),
      suite: 'eddsa-rdfc-2022',
      signer,
      verificationMethod,
      created: new Date(Date.now() - 60_000).toISOString().replace(/\.\d+/, ''),
    })
    const result = await judged(JSON.stringify(mixed))
    expect(result.verdict).toBe('invalid')
    expect(result.checks).toContainEqual(expect.objectContaining({ id: 'holder', outcome: 'failed', code: 'holder.another-inside' }))
    expect(result.contained?.map(({ verdict }) => verdict)).toEqual(['valid', 'valid'])
  })

  test('end with the first of them that is annulled, and it is said which', async () => {
    const { text } = await record()
    const [first, second] = acts
    const change = { confirmNumber: first?.number ?? '', reasonClass: 'errore-materiale', reason: 'dato dimostrativo' }
    await annul({ ...change, actor: people.officer, idempotencyKey: key(), attestationId: first?.id ?? '' }, service.world)
    const result = await judged(text)
    expect(result.verdict).toBe('invalid')
    expect(result.checks).toContainEqual(expect.objectContaining({ id: 'status', outcome: 'failed' }))
    expect(result.contained?.map(({ verdict }) => verdict).sort()).toEqual(['invalid', 'valid'])

    const left = await judged((await record(second?.id)).text)
    expect(left.verdict).toBe('valid')
    expect(left.contained).toHaveLength(1)
  })

  test('are asked for by their body alone', async () => {
    const actor = await actorOf({ sub: 'officer-cpi-lecco', role: 'officer' }, service.world.db)
    await expect(handOut({ attestationId: acts[1]?.id ?? '', form: 'clr', actor }, service.world)).rejects.toMatchObject({
      code: 'attestation.unknown',
    })
  })
})
