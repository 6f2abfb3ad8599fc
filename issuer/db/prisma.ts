import { PrismaPg } from '@prisma/adapter-pg'
import type { Pool } from 'pg'
import { PrismaClient } from '../../prisma/client/client.ts'

export type Prisma = ReturnType<typeof openPrisma>

/** What minutes say is asked for by `attesta_minutes_lines` and `attesta_text_lines`: it names everybody whom the sitting heard. */
const OMIT = { minutes: { lines: true }, minutesText: { lines: true } } as const

/** The console's reads. Writes go through `openDatabase`: Prisma's transactions are many times slower (performance.md §5). */
export function openPrisma({ pool }: { pool: Pool }) {
  return new PrismaClient({ adapter: new PrismaPg(pool), omit: OMIT })
}
