import { read } from './client.ts'

export interface Task {
  readonly id: string
  readonly verb: string
  readonly person: string
  readonly title: string
  readonly detail?: string
  readonly href: string
  readonly due?: string
}

/** What the person can do today in the active role, most urgent first. */
export async function readToday(): Promise<readonly Task[]> {
  return (await read<{ tasks: Task[] }>('/api/today')).tasks
}
