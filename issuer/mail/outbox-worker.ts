import { createTransport } from 'nodemailer'
import type { KeyWrapping } from '../../keys/index.ts'
import type { Database } from '../db/database.ts'
import { bounceOf } from './bounce-of.ts'
import { composeMail } from './compose-mail.ts'
import { type MailFacts, type MailTopic, MEMBER_TOPICS } from './letter.ts'
import { LETTERS } from './letters.ts'
import { readMailFacts } from './read-mail-facts.ts'

interface Message {
  readonly id: string
  readonly topic: string
  readonly payload: Readonly<Record<string, string>>
  readonly attempts: number
}

export interface OutboxWorld {
  readonly db: Database
  readonly issuerUrl: string
  /** For the links that lie sealed until they are sent. */
  readonly wrapping: KeyWrapping
  readonly send: (mail: { id: string; to: string; subject: string; text: string }) => Promise<void>
  /** Told of a letter that is tried no more; it knows only which, not whose. */
  readonly onGivenUp?: (letter: { id: string; topic: string }) => void
}

const LEASE_SECONDS = 60
/** Twice as long after each try, until this: thirty tries take more than three days, as long as a mail server may be away over a weekend. */
const LONGEST_WAIT_SECONDS = 14_400
const MAX_ATTEMPTS = 30

/**
 * Takes a few waiting messages under a lease and sends them; a process that dies meanwhile loses the lease, not the message
 * (security.md §4: at-least-once, and a `Message-ID` that stays the same so that the receiver can tell a repetition).
 *
 * @returns how many were taken
 */
export async function workOutbox({ db, issuerUrl, wrapping, send, onGivenUp }: OutboxWorld): Promise<number> {
  const messages = await db.rows<Message>(
    `WITH taken AS (
     UPDATE outbox SET attempts = attempts + 1, available_at = now() + make_interval(secs => least($1 * power(2, attempts), $2))
     WHERE id IN (SELECT id FROM outbox WHERE done_at IS NULL AND failed_at IS NULL AND available_at <= now()
                  ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED)
     RETURNING id, topic, payload, attempts)
     SELECT * FROM taken ORDER BY id -- an UPDATE returns in any order, and «suspended» comes before «valid again»`,
    [LEASE_SECONDS, LONGEST_WAIT_SECONDS],
  )
  for (const message of messages) {
    let said: string | null = null
    try {
      const all = await factsOf(message, { db, issuerUrl, wrapping })
      said = saidIn(message, all)
      const sent = await deliver(message, { all, send })
      await db.rows('UPDATE outbox SET done_at = now(), sent = $2, said = coalesce($3, said) WHERE id = $1', [message.id, sent, said])
    } catch (error) {
      const bounce = bounceOf(error)
      if (bounce !== undefined) {
        await db.rows(
          'UPDATE outbox SET failed_at = now(), bounced_at = now(), bounce_code = $2, said = coalesce($3, said) WHERE id = $1',
          [message.id, bounce, said],
        )
        continue
      }
      // Tried again when the wait ends; given up, and visible as such, after days.
      if (message.attempts < MAX_ATTEMPTS) continue
      await db.rows('UPDATE outbox SET failed_at = now() WHERE id = $1', [message.id])
      onGivenUp?.({ id: message.id, topic: message.topic })
    }
  }
  return messages.length
}

const isLetter = (topic: string): topic is MailTopic => Object.hasOwn(LETTERS, topic)

async function factsOf({ topic, payload }: Message, world: Omit<OutboxWorld, 'send'>): Promise<readonly MailFacts[]> {
  return isLetter(topic) ? readMailFacts({ topic, payload }, world) : []
}

/** What is kept of a letter to a member: its words, and where they went. One that nobody gets any more leaves what was kept before. */
function saidIn({ topic }: Message, all: readonly MailFacts[]): string | null {
  const kind = MEMBER_TOPICS.find((known) => known === topic)
  return kind === undefined || all.length === 0 ? null : JSON.stringify(all.map((facts) => ({ to: facts.to, ...LETTERS[kind](facts) })))
}

/** @returns how many letters left: none where nobody has an address */
async function deliver({ id, topic }: Message, { all, send }: { all: readonly MailFacts[]; send: OutboxWorld['send'] }): Promise<number> {
  if (!isLetter(topic)) return 0
  let sent = 0
  for (const [index, facts] of all.entries()) {
    const mail = composeMail({ topic, facts })
    if (mail === undefined) continue
    await send({ id: `${id}.${index}`, ...mail })
    sent++
  }
  return sent
}

/** In milliseconds, and below the lease: a server that greets and then is silent must not hold up the letters behind. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

interface MailerOptions {
  readonly smtpUrl: string
  readonly from: string
  readonly timeouts?: typeof TIMEOUTS
}

/** A mail transport; one connection at a time, short timeouts: the outbox is patient, a process is not. */
export function openMailer({ smtpUrl, from, timeouts = TIMEOUTS }: MailerOptions): OutboxWorld['send'] {
  const transport = createTransport({ url: smtpUrl, ...timeouts }, { from, disableFileAccess: true, disableUrlAccess: true })
  return async ({ id, to, subject, text }) => {
    await transport.sendMail({ to, subject, text, messageId: `<attesta-${id}@attesta.example>` })
  }
}

/** Works until told to stop; `stop` waits for the message in hand. */
export function startOutboxWorker(world: OutboxWorld, { everyMs = 2_000 }: { everyMs?: number } = {}): { stop: () => Promise<void> } {
  let stopping = false
  let wake: (() => void) | undefined
  const done = (async () => {
    while (!stopping) {
      const taken = await workOutbox(world).catch(() => 0) // the database is away: wait like for an empty outbox
      if (taken === 0 && !stopping) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, everyMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    }
  })()
  return {
    async stop() {
      stopping = true
      wake?.()
      await done
    },
  }
}
