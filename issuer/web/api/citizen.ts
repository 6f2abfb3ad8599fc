import { read, write } from './client.ts'

export interface Access {
  readonly state: 'open' | 'blocked' | 'expired' | 'revoked'
  readonly channel: 'paper' | 'mail'
  readonly madeAt: string
  readonly expiresAt: string
  readonly lastUsedAt: string | null
}

/** What the body knows of the person's way in. */
export interface CaseCitizen {
  readonly hasEmail: boolean
  readonly access?: Access
  readonly uploads: readonly Upload[]
  readonly requests: readonly PersonRequest[]
  /** Once the dossier was removed. */
  readonly erasedAt?: string
  /** Day on which it will be, once the case is over. */
  readonly eraseOn?: string
}

/** What a person sent from their telephone; its bytes are there until it is decided. */
export interface Upload {
  readonly id: string
  readonly class: string
  readonly title: string
  readonly arrivedAt: string
  readonly state: 'arrived' | 'accepted' | 'refused'
  readonly reason: string | null
}

/** Shown once: the service keeps neither. */
export interface GivenAccess {
  readonly address: string
  readonly link: string
  readonly code: string
  readonly expiresAt: string
}

export const readCaseCitizen = (caseId: string): Promise<CaseCitizen> => read(`/api/cases/${caseId}/citizen`)

export function giveAccess(caseId: string, channel: Access['channel'], key: string): Promise<GivenAccess> {
  return write({ path: `/api/cases/${caseId}/citizen/access`, body: { channel }, key })
}

export function changeAccess(caseId: string, act: 'resend' | 'revoke', key: string): Promise<unknown> {
  return write({ path: `/api/cases/${caseId}/citizen/access/${act}`, key })
}

export const uploadHref = (caseId: string, uploadId: string) => `/api/cases/${caseId}/citizen/uploads/${uploadId}`

export interface UploadDecision {
  readonly version: number
  readonly uploadId: string
  readonly accepted: boolean
  readonly reason?: string
}

export function decideUpload(caseId: string, body: UploadDecision, key: string): Promise<unknown> {
  return write({ path: `/api/cases/${caseId}/citizen/upload`, body, key })
}

export interface PersonRequest {
  readonly id: string
  readonly kind: 'accesso' | 'riesame' | 'correzione'
  readonly asked: string
  readonly askedAt: string
  readonly dueOn: string
  readonly state: 'open' | 'accepted' | 'refused'
  readonly answer: string | null
  readonly answeredAt: string | null
  readonly answeredBy: string | null
}

export function answerRequest(
  caseId: string,
  body: { readonly requestId: string; readonly accepted: boolean; readonly answer: string },
  key: string,
): Promise<unknown> {
  return write({ path: `/api/cases/${caseId}/citizen/answer`, body, key })
}
