import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import type { Prisma } from '../db/prisma.ts'
import { textFile } from '../steps/freeze-text.ts'
import { type Answer, readSittingRecord } from '../steps/lock-sitting.ts'

/** A member's answer to a text, as pages show it. */
export function answerView({ answer, note, at }: Answer) {
  return { answer, ...(note !== undefined && { note }), at: at.toISOString() }
}

/** Texts that were withdrawn, each with what the members had answered to it: the oldest first. */
export async function readWithdrawnTexts({ sittingId, prisma }: { sittingId: string; prisma: Prisma }) {
  const texts = await prisma.minutesText.findMany({
    where: { sittingId, rewrite: { isNot: null } },
    orderBy: { round: 'asc' },
    include: { rewrite: true, signatures: { include: { expert: true }, orderBy: { answeredAt: 'asc' } } },
  })
  return texts.flatMap(({ id, round, digest, writtenAt, rewrite, signatures }) =>
    rewrite === null
      ? []
      : [
          {
            id,
            round,
            digest,
            writtenAt: writtenAt.toISOString(),
            withdrawnAt: rewrite.withdrawnAt.toISOString(),
            reason: rewrite.reason,
            answers: signatures.map(({ expert, answer, note, answeredAt }) => ({
              name: expert.name,
              ...answerView({ answer: answer === 'signed' ? 'signed' : 'refused', note: note ?? undefined, at: answeredAt }),
            })),
          },
        ],
  )
}

export interface TextFileInput {
  readonly sittingId: string
  readonly textId: string
  readonly actor: Actor
  readonly prisma: Prisma
  readonly db: Database
}

/**
 * A text of the minutes as the file whose digest each signature names, also one that was withdrawn.
 *
 * @throws AttestaError `sitting.unknown` for others, `document.unknown` for what is not of this sitting
 */
export async function readTextFile({ sittingId, textId, actor, prisma, db }: TextFileInput) {
  await readSittingRecord(sittingId, actor, db)
  const text = await prisma.minutesText.findFirst({ where: { id: textId, sittingId } })
  if (text === null) throw new AttestaError('document.unknown')
  const [said] = await db.rows<{ lines: string[] | null }>('SELECT attesta_text_lines($1) AS lines', [textId])
  return { name: `verbale-testo-${text.round}.txt`, mediaType: 'text/plain; charset=utf-8', content: textFile(said?.lines ?? []) }
}
