import { z } from 'zod'
import type { ExportRecord } from './record.ts'

/** One column of a file: its name there, where it comes from, and what it must be like. */
export interface Column {
  readonly name: string
  readonly from: keyof ExportRecord
  readonly shape: z.ZodType<string>
  readonly it: string
}

/**
 * A register that files are made for: the only thing that knows its columns. No specification of BeS, SIUL or SIUF is public, so what
 * ships are working formats; whoever has the real one changes or adds one file in `targets/`.
 */
export interface ExportTarget {
  readonly id: string
  readonly name: string
  readonly status: 'formato di lavoro: nessuna specifica pubblica letta'
  readonly version: string
  readonly columns: readonly Column[]
}

export const WORKING = 'formato di lavoro: nessuna specifica pubblica letta' as const

/** A text in one line that no spreadsheet takes for a formula. */
export const line = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^=+\-@\t\r\n][^\r\n\t]*$/)
export const maybe = (shape: z.ZodType<string>) => z.union([z.literal(''), shape])
export const day = z.iso.date()
export const taxCode = z.string().regex(/^([A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]|\d{11})$/)
export const ID = {
  name: 'id_pratica',
  from: 'caseId',
  shape: z.uuid(),
  it: 'Identificativo della pratica: torna indietro con il numero',
} as const

/** The closed shape of one row; the JSON Schema that the product ships is made from it. */
export function shapeOf({ columns }: ExportTarget): z.ZodType<Record<string, string>> {
  return z.strictObject(Object.fromEntries(columns.map(({ name, shape }) => [name, shape])))
}

export function schemaOf(target: ExportTarget): Record<string, unknown> {
  const { name, status, version } = target
  const file = z.strictObject({
    formato: z.literal(target.id),
    versione: z.literal(version),
    dal: day,
    al: day,
    pratiche: z.array(shapeOf(target)),
  })
  return { title: name, description: status, ...z.toJSONSchema(file, { target: 'draft-2020-12' }) }
}
