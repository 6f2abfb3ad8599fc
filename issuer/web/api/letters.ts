import { read } from './client.ts'

interface Said {
  readonly subject: string
  readonly text: string
}

export interface Letter {
  readonly id: string
  readonly at: string
  readonly state: 'queued' | 'sent' | 'bounced' | 'given-up' | 'nobody'
  readonly sentAt?: string
  readonly bouncedAt?: string
  /** What the mail server said, as a code. */
  readonly code?: string
  readonly mails: readonly { readonly to: string; readonly it: Said; readonly en: Said }[]
}

export async function readLetters(caseId: string): Promise<readonly Letter[]> {
  return (await read<{ items: Letter[] }>(`/api/cases/${caseId}/letters`)).items
}
