import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { behindTheConstraints } from '../oid4vci/world.ts'
import { openService, type Service } from '../service.ts'

interface Row {
  id: string
  number: string
  page_secret: string
  name: string
}

describe('the page that the code on the paper opens', () => {
  let service: Service
  beforeAll(async () => {
    service = await openService()
  })
  afterAll(() => service.close())

  async function actThatIs(word: string): Promise<Row> {
    const { rows } = await service.pool.query<Row>(
      `SELECT a.id, a.number, a.page_secret, p.family_name AS name FROM attestation a JOIN person p ON p.id = a.person_id
       WHERE coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido') = $1`,
      [word],
    )
    const [row] = rows
    if (row === undefined) throw new Error(`no act of the demo is ${word}`)
    return row
  }
  const open = (name: string, language = 'it') => fetch(`${service.issuerUrl}/a/${name}`, { headers: { 'accept-language': language } })

  test('says in one sentence that an act is valid, names nobody, and is not to be found or kept', async () => {
    const { number, page_secret, name } = await actThatIs('valido')
    const response = await open(`${number}-${page_secret}`)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).toContain('<h1 class="word valido">Valido</h1>')
    expect(html).toMatch(new RegExp(`L’attestato di competenza n. ${number}, rilasciato da .* è valido\\.`))
    expect(html).toContain(`<a href="${service.config.verifierUrl}/">Verifica il documento</a>`)
    expect(await (await open(`${number}-${page_secret}`, 'en')).text()).toContain(
      `<a href="${service.config.verifierUrl}/?lingua=en">Verify the document</a>`,
    )
    expect(html).not.toContain(name)
    expect(html).not.toContain('<script')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-robots-tag')).toContain('noindex')
  })

  /** No step of the demo ends an act so soon, and records are append-only. */
  const endingAt = (id: string, validUntil: string) =>
    behindTheConstraints(service.pool, [
      [`UPDATE attestation SET record = jsonb_set(record, '{validUntil}', to_jsonb($2::text)) WHERE id = $1`, [id, validUntil]],
    ])

  test('says that the time of an act is over, since when, and what to do, in both languages; until then, how long it lasts', async () => {
    const { id, number, page_secret } = await actThatIs('valido')
    const said = async (language: string) => (await open(`${number}-${page_secret}`, language)).text()
    const released = await said('it')
    await endingAt(id, '2099-05-13T10:00:00Z')
    expect(await said('it')).toMatch(new RegExp(`n\\. ${number}, rilasciato da .* è valido fino al 13 maggio 2099\\.`))
    await endingAt(id, '2026-05-13T10:00:00Z')
    const [italian, english] = [await said('it'), await said('en')]
    expect(italian).toContain('<h1 class="word scaduto">Scaduto</h1>')
    expect(italian).toMatch(/rilasciato da .*, è scaduto: valeva fino al 13 maggio 2026\..*Non vale più\. Se è tuo, chiedi all’ente/s)
    expect(italian).not.toContain('è valido')
    expect(english).toContain('<h1 class="word scaduto">Expired</h1>')
    expect(english).toMatch(/has expired: it was valid until 13 May 2026\..*It no longer counts\. If it is yours, ask the body/s)
    expect(released).toContain('è valido.')
  })

  test('says why an act was annulled, when, by whom and what to do, also in English', async () => {
    const { number, page_secret } = await actThatIs('annullato')
    expect(await (await open(`${number}-${page_secret}`)).text()).toMatch(/è stato annullato il .* da .* \(motivo: .*\)\..*Non vale più\./s)
    const english = await (await open(`${number}-${page_secret}`, 'en')).text()
    expect(english).toMatch(/<html lang="en">.*was annulled on .* by .* \(reason: .*\)\..*It no longer counts\./s)
  })

  test('has the bones of the apps, and the other language behind a link', async () => {
    const { number, page_secret } = await actThatIs('annullato')
    const { rows } = await service.pool.query<{ name: string }>(
      'SELECT o.name FROM organisation o JOIN attestation a ON a.organisation_id = o.id WHERE a.number = $1',
      [number],
    )
    const html = await (await open(`${number}-${page_secret}`)).text()
    for (const said of [
      `<span class="slim-name">${rows[0]?.name}</span>`,
      '<a href="?lingua=en" lang="en" hreflang="en">English</a>',
      'href="/accessibilita"',
      'href="/privacy"',
    ])
      expect(html).toContain(said)
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).not.toContain(page_secret)
    const english = await (await open(`${number}-${page_secret}?lingua=en`)).text()
    expect(english).toContain('<h1 class="word annullato">Annulled</h1>')

    const style = await fetch(new URL(/rel="stylesheet" href="([^"]+)"/.exec(html)?.[1] ?? '', service.issuerUrl))
    const css = await style.text()
    const fonts = [...css.matchAll(/url\("([^"]+)"\)/g)].map(([, name = '']) => new URL(name, style.url))
    expect(fonts).toHaveLength(4)
    for (const font of fonts) expect((await fetch(font)).headers.get('content-type')).toBe('font/woff2')
  })

  test('leads from a replaced act to the one that took its place', async () => {
    const old = await actThatIs('valido')
    const next = await actThatIs('annullato')
    const client = await service.pool.connect()
    try {
      await client.query(
        `INSERT INTO status_change (attestation_id, seq, organisation_id, list_id, idx, word, since, reason_class, reason, successor, decided_by)
         SELECT a.id, 1, a.organisation_id, a.list_id, a.idx, 'sostituito', now(), 'errore-materiale', 'x', n.number, a.released_by
         FROM attestation a, attestation n WHERE a.id = $1 AND n.id = $2`,
        [old.id, next.id],
      )
    } finally {
      client.release()
    }
    const html = await (await open(`${old.number}-${old.page_secret}`)).text()
    expect(html).toContain('<h1 class="word sostituito">Sostituito</h1>')
    expect(html).toContain(
      `<a href="${service.issuerUrl}/a/${next.number}-${next.page_secret}">Apri lo stato del nuovo: n. ${next.number}</a>`,
    )
    expect(html).toContain(` con il n. ${next.number} `)
  })

  test('an address that is wrong in whatever way is answered by one and the same page', async () => {
    const { number, page_secret } = await actThatIs('annullato')
    const other = await actThatIs('sostituito')
    const wrong = [
      `${number}-${'A'.repeat(22)}`,
      `${other.number}-${page_secret}`,
      `LOM-2020-000001-${page_secret}`,
      number,
      page_secret,
      `${number}-${page_secret.slice(1)}`,
      '%3Cscript%3E',
      `${number}-${page_secret}'--`,
    ]
    const answers = await Promise.all(
      wrong.map(async (name) => open(name).then(async (response) => [response.status, await response.text()])),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toEqual([404, expect.stringContaining('Questa pagina non c’è')])
  })

  test('no log line holds an address', async () => {
    const { number, page_secret } = await actThatIs('annullato')
    await open(`${number}-${page_secret}`)
    expect(service.logged()).toContain('/a/:name')
    expect(service.logged()).not.toContain(page_secret)
  })
})
