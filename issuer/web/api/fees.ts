import { type Paged, read, write } from './client.ts'

export interface Fee {
  readonly sittingId: string
  readonly expertId: string
  readonly name: string
  readonly roleByLanguage: Readonly<Record<'it' | 'en', string>>
  readonly satAt: string
  readonly minutesNumber: string
  readonly candidates: number
  readonly cents: number
  readonly workingDefault: boolean
  readonly state: 'due' | 'paid'
  readonly payment?: { readonly cents: number; readonly paidOn: string; readonly reference: string }
}

export interface Fees extends Paged<Fee> {
  /** Of all that was found, whatever page is shown. */
  readonly dueCents: number
  readonly paidCents: number
}

export function readFees(query: URLSearchParams): Promise<Fees> {
  return read(`/api/fees?${query}`)
}

export function bookFee(
  name: 'pay' | 'reverse',
  body: { sittingId: string; expertId: string; on: string; reference: string },
  key: string,
): Promise<unknown> {
  return write({ path: `/api/fees/${name}`, body, key })
}
