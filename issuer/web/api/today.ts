import type { Localized } from '../in-language.ts'
import { read } from './client.ts'
import type { AnomalyKind } from './dashboard.ts'

export interface Task {
  readonly id: string
  readonly verb: string
  readonly person: string
  readonly title: string
  readonly detail?: string
  /** The same detail in parts, where its title has a name in more than one language. */
  readonly subject?: { readonly titleByLanguage: Localized; readonly beside: string }
  readonly href: string
  readonly due?: string
  /** Of a plan: how many people, in how many sittings, and how many that spares. */
  readonly saves?: { readonly people: number; readonly sittings: number; readonly spared: number }
  /** Of what should not be so: which thing, and in how many cases. */
  readonly strange?: { readonly kind: AnomalyKind; readonly count: number }
  readonly term?: { readonly by: string; readonly late: boolean }
}

/** What the person can do today in the active role, most urgent first. */
export async function readToday(): Promise<readonly Task[]> {
  return (await read<{ tasks: Task[] }>('/api/today')).tasks
}
