import { read } from './client.ts'

export interface OrganisationLine {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly province?: string
  readonly released: number
  readonly recognitions: readonly {
    readonly action: string
    readonly scopes: readonly string[]
    readonly actNumber: string
    readonly actDate: string
    readonly from: string
    readonly until?: string
    /** In force today. */
    readonly standing: boolean
  }[]
}

/** Everybody whom this Region recognises. */
export async function readOrganisations(): Promise<readonly OrganisationLine[]> {
  return (await read<{ items: OrganisationLine[] }>('/api/organisations')).items
}
