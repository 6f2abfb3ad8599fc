import { read } from './client.ts'

export interface Province {
  readonly code: string
  readonly name: string
}

let asked: Promise<readonly Province[]> | undefined

/** The provinces of the region whose rules hold where one works, by name; asked for once. */
export function readProvinces(): Promise<readonly Province[]> {
  asked ??= read<{ items: readonly Province[] }>('/api/catalogue/provinces').then(
    ({ items }) => items,
    (problem) => {
      asked = undefined
      throw problem
    },
  )
  return asked
}
