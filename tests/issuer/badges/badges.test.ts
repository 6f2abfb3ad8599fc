import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../credential/json/index.ts'
import { readOpenBadge, rebuildSvg, unbake } from '../../../credential/open-badge/index.ts'
import { pngChunk, readPngChunks } from '../../../credential/open-badge/picture/png-chunks.ts'
import { checkStatus } from '../../../credential/status/index.ts'
import { verifyDocument, type World } from '../../../credential/verify/index.ts'
import { pictureOf } from '../../../issuer/badges/picture-of.ts'
import { refreshAddress } from '../../../issuer/badges/refresh-address.ts'
import { actorOf } from '../../../issuer/demo/seed-organisations.ts'
import { seedSeals } from '../../../issuer/demo/seed-seals.ts'
import { handOut } from '../../../issuer/steps/hand-out.ts'
import { memorySigner } from '../memory-signer.ts'
import { openService, type Service } from '../service.ts'
import { pngOf } from './png-of.ts'

describe('badges as files', () => {
  let service: Service
  let verifier: World
  let valid: string
  let annulled: string
  beforeAll(async () => {
    service = await openService()
    await seedSeals({ keystore: service.keystore, dataDir: service.config.dataDir, now: new Date() })
    const trusted = await service.pool.query<{ did: string; name: string }>("SELECT did, name FROM organisation WHERE kind = 'region'")
    verifier = {
      now: new Date(),
      fetch: (url, init) => fetch(url, { redirect: 'error', ...init }),
      trust: {
        issuers: trusted.rows.map(({ did, name }) => ({ id: did, name, kinds: ['recognition' as const], from: '2000-01-01T00:00:00Z' })),
        sealRoots: [],
      },
      limits: { allowLoopbackHttp: true },
    }
    const { rows } = await service.pool.query<{ id: string; word: string }>(
      `SELECT a.id, coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido') AS word
       FROM attestation a JOIN organisation g ON g.id = a.organisation_id WHERE g.slug = 'orobie-formazione' ORDER BY a.number`,
    )
    valid = rows.find(({ word }) => word === 'valido')?.id ?? ''
    annulled = rows.find(({ word }) => word === 'annullato')?.id ?? ''
  })
  afterAll(() => service.close())

  const file = async (form: 'open-badge' | 'open-badge-jwt' | 'open-badge-png' | 'open-badge-svg', attestationId = valid) => {
    const actor = await actorOf({ sub: 'officer-orobie', role: 'officer', slug: 'orobie-formazione' }, service.world.db)
    const { content, mediaType, name } = await handOut({ attestationId, form, actor }, service.world)
    return { bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content, mediaType, name }
  }
  const judged = (bytes: Uint8Array) => verifyDocument({ bytes }, verifier)

  test.each([
    ['open-badge', 'application/vc+ld+json', 'json'],
    ['open-badge-jwt', 'application/vc+jwt', 'jwt'],
    ['open-badge-png', 'image/png', 'png'],
    ['open-badge-svg', 'image/svg+xml', 'svg'],
  ] as const)('%s is valid, and the same act', async (form, mediaType, extension) => {
    const made = await file(form)
    expect(made.mediaType).toBe(mediaType)
    expect(made.name).toMatch(new RegExp(`\\.open-badge\\.${extension}$`))
    const result = await judged(made.bytes)
    expect(result.checks.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id)).toEqual(['holder'])
    const { rows } = await service.pool.query<{ digest: string }>('SELECT digest FROM attestation WHERE id = $1', [valid])
    expect(result).toMatchObject({ verdict: 'valid', renderingOf: rows[0]?.digest, credential: { form: 'open-badge' } })
    expect(result.endorsements?.map(({ verdict }) => verdict)).toEqual(['valid'])
    expect(result.endorsements?.[0]?.credential?.endorses?.comment).toMatch(/ha accreditato/)
  })

  test('its picture is served under its own digest for ever, shows no person, and nothing else is served', async () => {
    const { achievement } = (JSON.parse(new TextDecoder().decode((await file('open-badge')).bytes)) as { credentialSubject: JsonObject })
      .credentialSubject as { achievement: { image: { id: string } } }
    const answer = await fetch(achievement.image.id)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toContain('immutable')
    const svg = await answer.text()
    expect(rebuildSvg(svg).replace(/\s/g, '')).toBe(svg.replace(/\s/g, ''))
    expect((await fetch(achievement.image.id.replace(/[0-9a-f]{4}\.svg$/, '0000.svg'))).status).toBe(404)
    const { png } = await pictureOf({ slug: 'orobie-formazione', name: 'Orobie Formazione e Lavoro' })
    expect(readPngChunks(png).map(({ type }) => type)).toEqual(['IHDR', 'IDAT', 'IEND'])
  })

  test('a newer copy says the same, and there is none of what was annulled, nor at a made up address', async () => {
    const document = JSON.parse(new TextDecoder().decode((await file('open-badge')).bytes)) as JsonObject & {
      refreshService: { id: string }
    }
    const answer = await fetch(document.refreshService.id)
    expect(answer.headers.get('content-type')).toContain('application/vc')
    const newer = (await answer.json()) as JsonObject
    expect({ ...newer, proof: undefined }).toEqual({ ...document, proof: undefined })
    expect((await judged(new TextEncoder().encode(JSON.stringify(newer)))).verdict).toBe('valid')

    const [prefix = '', code = ''] = document.refreshService.id.split(/\.(?=[^.]*$)/)
    expect((await fetch(`${prefix}.${code.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))}`)).status).toBe(404)
    const ended = JSON.parse(new TextDecoder().decode((await file('open-badge', annulled)).bytes)) as { refreshService: { id: string } }
    expect((await fetch(ended.refreshService.id)).status).toBe(410)
  })

  test('a copy that is bound to a key has its newer copy too, though its address is longer than routers take by themselves', async () => {
    const holderDid = `did:jwk:${Buffer.from(JSON.stringify(memorySigner().publicJwk)).toString('base64url')}`
    const { pool, issuerUrl } = service
    const address = await refreshAddress({ copy: { attestationId: valid, holderDid }, issuerUrl, pool })
    const answer = await fetch(address)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ credentialSubject: { id: holderDid }, refreshService: { id: address } })
  })

  test('the list of 1EdTech names what was annulled by random ids, and readers of it refuse that badge', async () => {
    const [good, bad] = await Promise.all(
      [valid, annulled].map(async (id) => JSON.parse(new TextDecoder().decode((await file('open-badge', id)).bytes))),
    )
    const entry = (document: JsonObject & { credentialStatus: readonly JsonObject[] }) =>
      document.credentialStatus.find(({ type }) => type === '1EdTechRevocationList') ?? {}
    const list = (await (await fetch(String(entry(bad).id))).json()) as { id: string; issuer: string; revokedCredential: { id: string }[] }
    expect(list.id).toBe(entry(good).id)
    expect(list.revokedCredential.map(({ id }) => id)).toContain(bad.id)
    expect(list.revokedCredential.map(({ id }) => id)).not.toContain(good.id)
    expect(JSON.stringify(list)).not.toMatch(/reason|name/i)
    // Asked without the id of a document nothing is revoked: the list alone tells nothing about whoever is in it.
    expect((await checkStatus(entry(good), verifier, { issuer: list.issuer })).word).toBe('valido')
    expect((await judged(new TextEncoder().encode(JSON.stringify(bad)))).verdict).toBe('invalid')
  })

  test('a baked picture holds the badge once, and it is the badge of the file', async () => {
    const { document } = unbake((await file('open-badge-png')).bytes)
    const { act } = await readOpenBadge(JSON.parse(new TextDecoder().decode(document)))
    expect(act?.bindingFault).toBeUndefined()
  })

  test('a citizen who asks for a badge by hand finds no form that is not there', async () => {
    const officer = await service.as('officer-orobie')
    const png = await officer.get<string>(`/api/attestations/${valid}/renderings/open-badge-png`)
    expect([png.status, png.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect((await officer.get(`/api/attestations/${valid}/renderings/open-badge-gif`)).status).toBe(404)
  })

  test('a body gives pictures of its own: built anew, in its badges, under their digests; those of badges that are out stay', async () => {
    const browser = await service.as('officer-orobie')
    const give = async (content: Uint8Array) =>
      browser.send<{ form: string; address: string }[]>('/api/badge-picture', { content: Buffer.from(content).toString('base64') })
    const named = async () => {
      const { credentialSubject } = JSON.parse(new TextDecoder().decode((await file('open-badge')).bytes))
      return credentialSubject.achievement.image.id as string
    }
    const before = await named()

    const drawn = '<path style="fill:#297a38" d="M0 0h8v8z"/>'
    const hostile = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" onload="alert(1)"><script>alert(1)</script>${drawn}<image href="https://spia.example/x.png"/></svg>`
    expect((await give(new TextEncoder().encode(hostile))).status).toBe(200)
    const svg = await named()
    const served = await fetch(svg)
    expect([served.headers.get('content-type'), served.headers.get('content-security-policy')]).toEqual([
      'image/svg+xml',
      "default-src 'none'; sandbox",
    ])
    expect(await served.text()).toBe('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z" fill="#297a38"/></svg>')
    const baked = await file('open-badge-svg')
    expect(new TextDecoder().decode(baked.bytes)).toContain('M0 0h8v8z')
    expect((await judged(baked.bytes)).verdict).toBe('valid')
    // Its PNG is still the drawn one.
    expect(readPngChunks((await file('open-badge-png')).bytes).map(({ type }) => type)).toEqual(['IHDR', 'iTXt', 'IDAT', 'IEND'])

    const photograph = pngOf({ side: 90, more: [pngChunk('tEXt', new TextEncoder().encode('GPS\0 45.69 N 9.67 E'))] })
    const answer = await give(photograph)
    expect(answer.body.map(({ address }) => address.slice(-4))).toEqual(['.png', '.svg'])
    const chunks = readPngChunks((await file('open-badge-png')).bytes)
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'iTXt', 'IDAT', 'IEND'])
    expect(new DataView(chunks[0]?.data.slice().buffer ?? new ArrayBuffer(8)).getUint32(0)).toBe(90)
    expect((await judged((await file('open-badge-png')).bytes)).verdict).toBe('valid')

    await browser.send('/api/badge-picture/drawn', { form: 'svg' })
    expect(await named()).toMatch(/\.png$/)
    await browser.send('/api/badge-picture/drawn', { form: 'png' })
    expect(await named()).toBe(before)
    expect((await fetch(svg)).status).toBe(200)
    expect((await fetch(svg.replace('.svg', '.png'))).status).toBe(404)
  })

  test('a picture is refused by its own code, too large ones before they are read, and from whoever is no officer', async () => {
    const officer = await service.as('officer-orobie')
    const content = (bytes: number) => Buffer.alloc(bytes, 'x').toString('base64')
    const refused = async (browser: Awaited<ReturnType<Service['as']>>, bytes: number) => {
      const { status, body } = await browser.send('/api/badge-picture', { content: content(bytes) })
      return [status, body.code]
    }
    expect(await refused(officer, 100)).toEqual([400, 'picture.form'])
    expect(await refused(officer, 256 * 1024 + 1)).toEqual([413, 'picture.too-large'])
    expect(await refused(officer, 1024 * 1024)).toEqual([413, 'picture.too-large'])
    const chamber = await service.as('chamber-bergamo')
    expect(await refused(chamber, 100)).toEqual([403, 'picture.not-allowed'])
    expect((await chamber.get('/api/badge-picture')).status).toBe(403)
  })
})
