/** A phase of a procedure, as the line shows it. */
export interface Phase {
  readonly id: string
  readonly label: string
  readonly state: 'done' | 'current' | 'next'
  readonly date?: string
  /** What this phase still needs, as a sentence. */
  readonly needs?: string
}
