import type { AtlanteRelease } from './atlante.ts'

/**
 * An activity as an experience keeps it: in the words of the release under which it was chosen, with the competences it spoke for then.
 * Whatever release comes later, what a person told stays what they told.
 */
export interface ToldActivity {
  readonly code: string
  /** Release of the Atlante that the code belongs to. */
  readonly version: string
  readonly label: string
  readonly area: { readonly code: string; readonly name: string }
  readonly sector: string
  readonly process: string
  readonly sequence: string
  readonly competences: readonly { readonly entry: string; readonly why: string }[]
  readonly demo: boolean
}

/** Every activity of a release, as an experience would keep it. */
export function activitiesOf({ release, areas }: AtlanteRelease): ToldActivity[] {
  return areas.flatMap(({ code: areaCode, name: areaName, sector, process, sequence, activities, demo }) =>
    activities.map(({ code, name, competences = [] }) => ({
      code,
      version: release,
      label: name,
      area: { code: areaCode, name: areaName },
      sector,
      process,
      sequence,
      competences,
      demo,
    })),
  )
}
