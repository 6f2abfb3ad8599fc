import { read, write } from './client.ts'

interface Said {
  readonly subject: string
  readonly text: string
}

export interface Letter {
  readonly id: string
  readonly at: string
  readonly state: 'queued' | 'sent' | 'bounced' | 'given-up' | 'nobody' | 'handed' | 'not-again'
  readonly sentAt?: string
  readonly bouncedAt?: string
  readonly handedAt?: string
  /** What the mail server said, as a code. */
  readonly code?: string
  /** Of the Chamber: whom it is for, and that something has come after it since. */
  readonly member?: string
  readonly overtaken?: boolean
  /** Whether it can be sent again now. */
  readonly again: boolean
  readonly mails: readonly { readonly to: string; readonly it: Said; readonly en: Said }[]
}

export async function readLetters(caseId: string): Promise<readonly Letter[]> {
  return (await read<{ items: Letter[] }>(`/api/cases/${caseId}/letters`)).items
}

export async function readLettersToMembers(commissionId: string): Promise<readonly Letter[]> {
  return (await read<{ items: Letter[] }>(`/api/appointments/${commissionId}/letters`)).items
}

export function resendToMember(commissionId: string, letterId: string, key: string): Promise<unknown> {
  return write({ path: `/api/appointments/${commissionId}/letter`, body: { letterId }, key })
}
