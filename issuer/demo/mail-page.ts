import type { FastifyInstance } from 'fastify'
import { escapeHtml } from '../../http/page/escape-html.ts'

interface ReceivedMail {
  readonly at: string
  readonly to: readonly string[]
  readonly source: string
}

/** The demo's mailbox, read from the companion that received the mail over SMTP. Demo only: mounted nowhere else. */
export function mailPage(app: FastifyInstance, { mailboxUrl }: { mailboxUrl: string }): void {
  app.get('/demo/mail.json', async () => ({ items: await readMails(mailboxUrl) }))

  app.get('/demo/mail.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(STYLE))

  app.get('/demo/mail', async (_request, reply) => {
    const mails = await readMails(mailboxUrl)
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page(mails))
  })
}

interface ShownMail {
  readonly at: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

async function readMails(mailboxUrl: string): Promise<ShownMail[]> {
  try {
    const response = await fetch(mailboxUrl, { signal: AbortSignal.timeout(3_000) })
    const mails = (await response.json()) as ReceivedMail[]
    return mails.map(({ at, to, source }) => ({ at, to: to.join(', '), ...readMessage(source) }))
  } catch {
    return []
  }
}

/** Subject and text of our own plain letters (RFC 5322 header, one text part in 7bit, quoted-printable or base64). */
export function readMessage(source: string): { subject: string; text: string } {
  const end = source.indexOf('\r\n\r\n')
  const header = source.slice(0, end).replace(/\r\n[ \t]+/g, ' ')
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(header)?.[1] ?? ''
  return {
    subject: decodeWords(field('subject')),
    text: decodeBody(source.slice(end + 4), field('content-transfer-encoding').toLowerCase()),
  }
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return body
  return decodeQuoted(body.replace(/=\r\n/g, ''))
}

/** RFC 2047 encoded words. */
function decodeWords(text: string): string {
  const joined = text.replace(/\?=\s+=\?/g, '?==?')
  return joined.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : decodeQuoted(word.replaceAll('_', ' ')),
  )
}

function decodeQuoted(text: string): string {
  return text.replace(/(?:=[0-9A-F]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'))
}

/** As a letter is read: its own lines, addresses that break, the time of here. */
const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:0 1rem 2rem;overflow-wrap:anywhere}
article{border-top:1px solid #5b6f82;padding:.5rem 0}h1{font-size:1.5rem}h2{font-size:1.125rem;margin:.5rem 0 0}.text{white-space:pre-wrap}`

const WHEN = new Intl.DateTimeFormat('it-IT', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/Rome' })

function page(mails: readonly ShownMail[]): string {
  const items = mails.map(
    ({ at, to, subject, text }) =>
      `<article><h2>${escapeHtml(subject)}</h2><p>A: ${escapeHtml(to)} · <time datetime="${escapeHtml(at)}">${WHEN.format(new Date(at))}</time></p><p class="text">${escapeHtml(text.trim())}</p></article>`,
  )
  const none =
    '<p>Ancora nessuna lettera. Ne arriva una quando si chiede una commissione, si firma un verbale, si rilascia o si sospende un attestato.</p>'
  return `<!doctype html>
<html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><link rel="stylesheet" href="/demo/mail.css"><title>Posta dimostrativa</title></head>
<body><p>Ambiente dimostrativo: nessun dato reale</p><main><h1>Posta dimostrativa</h1><p>Le lettere restano qui solo finché la dimostrazione è accesa.</p>${items.join('\n') || none}</main></body></html>`
}
