import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  readonly at: string
  readonly from: string
  readonly to: readonly string[]
  /** The message as it arrived, headers and all (RFC 5322). */
  readonly source: string
}

const KEPT = 200
const MAX_BYTES = 1024 * 1024

/** A real SMTP server that delivers to nobody: what the demo sends can be read at `{issuer}/demo/mail`. */
export function mailbox({ now }: { now: () => Date }): { server: SMTPServer; mails: () => readonly ReceivedMail[] } {
  const mails: ReceivedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAX_BYTES,
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        mails.unshift({
          at: now().toISOString(),
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString('utf8'),
        })
        mails.length = Math.min(mails.length, KEPT)
        done()
      })
    },
  })
  return { server, mails: () => mails }
}
