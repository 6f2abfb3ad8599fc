import { failed, notChecked, type Step } from '../chain/index.ts'
import { didWebUrl } from '../did/index.ts'
import { isObject, type JsonValue } from '../json/index.ts'
import { lookUpStatus, readChanges, type StatusQuestion, type StatusResult } from '../status/index.ts'
import type { CredentialView } from './check.ts'
import type { Statement } from './statement.ts'

export interface StatusAnswer {
  readonly step: Step
  /** What the page shows of the act's state; absent when it is not known. */
  readonly state?: NonNullable<CredentialView['state']>
}

/** Asks every list that the document names. The worst answer counts; all must be good for a "yes". */
export async function askStatus({ status, renderingOf }: Statement, question: StatusQuestion): Promise<StatusAnswer> {
  // Our bodies publish the state of their acts where they publish their keys; a list elsewhere is of whoever made it.
  if (renderingOf !== undefined && !status.every((entry) => isAtHome({ entry, issuer: question.issuer })))
    return { step: failed('status.elsewhere') }
  const asked = renderingOf === undefined ? status : status.filter((entry) => !isUnsigned(entry))
  const results = await Promise.all(asked.map((entry) => lookUpStatus(entry, question)))
  const [first] = results
  // An act always has a published state; what others issue may have none.
  if (first === undefined) return { step: renderingOf === undefined ? notChecked('status.none') : failed('status.missing') }

  const worst = results.find(({ step }) => step.outcome === 'failed') ?? results.find(({ step }) => step.outcome === 'not-checked')
  if (worst === undefined) return { step: first.step, state: { word: 'valido' } }
  return explain(worst, question)
}

/** The list of 1EdTech has no signature. Our bodies publish it for readers of others beside signed ones, which know more. */
function isUnsigned(entry: JsonValue): boolean {
  return isObject(entry) && entry.type === '1EdTechRevocationList'
}

/** Is the list on the host of the issuer's did:web? */
function isAtHome({ entry, issuer = '' }: { entry: JsonValue; issuer: string | undefined }): boolean {
  try {
    return new URL(addressOf(entry) ?? '').host === new URL(didWebUrl({ did: issuer, allowLoopbackHttp: true })).host
  } catch {
    return false
  }
}

function addressOf(entry: JsonValue): string | undefined {
  if (!isObject(entry)) return undefined
  const list = isObject(entry.status_list) ? entry.status_list : entry
  const address = isUnsigned(entry) ? list.id : (list.uri ?? list.statusListCredential)
  return typeof address === 'string' ? address : undefined
}

async function explain({ step, word, place }: StatusResult, question: StatusQuestion): Promise<StatusAnswer> {
  if (word === undefined || word === 'valido') return { step }
  const change = place && (await readChanges({ ...question, ...place, word }))
  if (change === undefined) return { step, state: { word } }
  const { since, reasonClass, successor } = change
  const details = { since, reasonClass, ...(successor === undefined ? {} : { successor }) }
  const code = change.word === 'sostituito' && successor !== undefined ? 'status.sostituito-by' : (`status.${change.word}` as const)
  return { step: failed(code, details), state: { word: change.word, ...details } }
}
