import { PrismaPg } from '@prisma/adapter-pg'
import type { Pool } from 'pg'
import { PrismaClient } from '../../prisma/client/client.ts'

export type Prisma = PrismaClient

/** The console's reads. Writes go through `openDatabase`: Prisma's transactions are many times slower (performance.md §5). */
export function openPrisma({ pool }: { pool: Pool }): Prisma {
  return new PrismaClient({ adapter: new PrismaPg(pool) })
}
