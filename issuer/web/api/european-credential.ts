import { read, write } from './client.ts'

export type Profile = 'generic' | 'accredited' | 'issued-by-mandate'

export interface Accreditation {
  readonly id: string
  readonly title: string
  readonly type: 'institutional-licence' | 'programme-quality' | 'institutional-quality' | 'programme-licence'
  readonly agent: { readonly id: string; readonly legalName: string; readonly country: string }
  readonly issuedAt?: string
  readonly expiresAt?: string
  readonly eqfLevels?: readonly number[]
}

export interface MandateLine {
  readonly id: string
  readonly body: string
  readonly mandatary: string
  readonly kinds: readonly string[]
  readonly statement: string
  readonly actNumber: string
  readonly until: string
  readonly isAccepted: boolean
  readonly isWithdrawn: boolean
  /** The mandatary said no, or gave it up after it had accepted. */
  readonly isRefused: boolean
  /** Accepted, neither withdrawn nor given up, and in force. */
  readonly isStanding: boolean
}

export interface EdcSettings {
  readonly profile: Profile
  readonly accreditation?: Accreditation
  readonly hasSeal: boolean
  readonly given: readonly MandateLine[]
  readonly received: readonly MandateLine[]
  readonly others: readonly { readonly id: string; readonly name: string }[]
}

export interface NewMandate {
  readonly mandataryId: string
  readonly kinds: readonly string[]
  readonly statement: string
  readonly actNumber: string
  readonly actDate: string
  readonly validUntil: string
}

const PATH = '/api/european-credential'

export function readSettings(): Promise<EdcSettings> {
  return read(PATH)
}

export function setProfile(body: { profile: Profile; accreditation?: Accreditation }, key: string): Promise<EdcSettings> {
  return write({ path: PATH, body, key, method: 'PUT' })
}

export function giveMandate(body: NewMandate, key: string): Promise<EdcSettings> {
  return write({ path: `${PATH}/mandates`, body, key })
}

/** What a mandate's two sides say to it; to give up is to refuse what was accepted. */
export type Answer = 'accept' | 'refuse' | 'giveUp' | 'withdraw'

export function answerMandate({ id, answer, key }: { id: string; answer: Answer; key: string }): Promise<EdcSettings> {
  return write({ path: `${PATH}/mandates/${id}/${answer === 'giveUp' ? 'refuse' : answer}`, key })
}
