/** An activity that was ticked, as a draft keeps it. */
export interface Picked {
  readonly code: string
  readonly label: string
}

export const writePicked = (picked: readonly Picked[]): string => JSON.stringify(picked.map(({ code, label }) => ({ code, label })))

/** What a draft kept; nothing where it is not what this page wrote. */
export function readPicked(text: string): Picked[] {
  try {
    const kept: unknown = JSON.parse(text)
    if (!Array.isArray(kept)) return []
    return kept.filter((one): one is Picked => typeof one?.code === 'string' && typeof one?.label === 'string')
  } catch {
    return []
  }
}
