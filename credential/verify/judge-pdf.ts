import { causeOf, failed, notChecked, passed, type Step } from '../chain/index.ts'
import { AttestaError } from '../errors.ts'
import { freshRoom, type Room, readAttachments } from '../pdf/read-attachments.ts'
import { actIdOf } from './act-id.ts'
import type { CheckResult, VerificationResult } from './check.ts'
import type { ShownPerson } from './compare-persons.ts'
import type { Tools } from './evidence.ts'
import { judge as judgeChecks } from './judge.ts'
import { refused } from './refused.ts'
import { isSigned } from './same-acts.ts'
import { sentence } from './sentence.ts'
import { sniff } from './sniff.ts'
import type { Judge, Judged } from './verify-enclosed.ts'

/** A PDF inside a PDF may carry documents; one deeper is a hiding place. */
const MAX_DEPTH = 2
const MAX_DOCUMENTS = 16
/** By which name a picture holds a badge, in every edition. */
const BADGE = /openbadge|purl\.imsglobal\.org\/ob/
/** What a program that is less strict may take a credential out of: of a stranger's notes none has these. */
const CREDENTIAL = /credentialSubject|verifiableCredential|w3\.org\/(?:ns|2018)\/credentials|purl\.imsglobal\.org|eyJ[\w-]{16,}\.eyJ/
const WORST_FIRST = ['invalid', 'unverifiable', 'valid'] as const

export interface JudgePdfInput {
  readonly bytes: Uint8Array
  readonly tools: Tools
  readonly judge: Judge
}

/**
 * Judges what a PDF carries inside; the sheet itself is a picture that anybody can draw. All that is inside must be renderings of one act:
 * beside a genuine badge of somebody else, the sheet of a forger would look verified. So the worst of them is the verdict, and one that
 * cannot be told to be the same act as the others is no better than one that nobody could check.
 */
export async function judgePdf({ bytes, tools, judge }: JudgePdfInput): Promise<Judged> {
  const { now } = tools.world
  let inside: readonly Found[]
  try {
    sniff({ bytes, limits: tools.world.limits })
    inside = await documentsIn(bytes, tools)
  } catch (error) {
    return { result: refused(refusal(error), now) }
  }
  // Of several what is known of the person is held against all of them together: what one form shows another may not.
  const { recipient, ...expect } = tools.expect
  const asked = inside.length > 1 ? { ...tools, expect } : tools
  // One after the other: they share what the whole verification has left.
  const judged: Judged[] = []
  for (const found of inside) judged.push('format' in found ? { result: refused(found.format, now) } : await judge(found.bytes, asked))
  const [first] = judged
  if (first === undefined) return { result: refused(failed('format.pdf'), now) }
  if (judged.length === 1) return first
  const names = judged.map(({ result }) => (isSigned(result) || isSealedUnanchored(result) ? nameOf(result) : undefined))
  const same = sameAct(names)
  const proven = new Set(names.filter((_, index) => judged[index]?.result.verdict === 'valid'))
  const counting = judged.filter(({ result }, index) => !(isSealedUnanchored(result) && proven.has(names[index])))
  const [worst = first] = WORST_FIRST.flatMap((verdict) => counting.filter(({ result }) => result.verdict === verdict))
  const { result } = worst
  // Each of them good, and none of them the one of the sheet: nothing of either is shown.
  if (same.outcome === 'failed' && result.verdict !== 'invalid') return { result: refused(same, now) }
  const told: CheckResult = { id: 'same-act', ...same, required: true, reason: sentence(same.code, same.facts) }
  const proving = same.outcome === 'passed' ? judged.filter((one) => one === worst || one.result.verdict === 'valid') : [worst]
  const persons = proving.flatMap(({ person }) => person ?? [])
  const checks = [...(await comparedChecks({ result, persons, recipient })), told]
  const verdict = judgeChecks(checks)
  return { ...worst, result: { ...(result.verdict === 'valid' ? withHolder(result, persons) : result), verdict, checks } }
}

/** Is it the person whom the relying party knows? Each form that is proven answers; a holder check that failed stays so. */
async function comparedChecks({ result: { checks }, persons, recipient }: ComparedInput): Promise<readonly CheckResult[]> {
  if (recipient === undefined || persons.length === 0) return checks
  const { compareRecipient } = await import('./compare-recipient.ts')
  const step = await compareRecipient({ recipient, shown: persons })
  const told = { ...step, required: true, reason: sentence(step.code, step.facts) }
  const stays = ({ id, outcome, code }: CheckResult) => id !== 'holder' || outcome === 'failed' || code === 'check.skipped'
  return checks.map((check) => (stays(check) ? check : { ...check, ...told }))
}

interface ComparedInput {
  readonly result: VerificationResult
  readonly persons: readonly ShownPerson[]
  readonly recipient: string | undefined
}

/** Beside the name that a badge shows, what another valid form of the same act shows of the person: the sheet prints both. */
function withHolder(result: VerificationResult, persons: readonly ShownPerson[]): VerificationResult {
  if (result.credential === undefined) return result
  const holder = Object.assign({}, ...persons.toReversed().map((person) => person.holder), result.credential.holder)
  return { ...result, credential: { ...result.credential, holder } }
}

/**
 * A European credential of an act whose seal the body itself publishes as its own (`examine-edc.ts`), from an authority that is not among
 * those that the relying party chose. Alone it cannot be verified; beside a valid form of the same act it takes nothing away from it.
 */
function isSealedUnanchored({ checks, renderingOf }: VerificationResult): boolean {
  const intact = checks.some(({ id, outcome }) => id === 'proof' && outcome === 'passed')
  return renderingOf !== undefined && intact && checks.some(({ id, code }) => id === 'issuer-key' && code === 'seal.unanchored')
}

/** Only what its issuer signed says which act it is of. */
function sameAct(names: readonly (string | undefined)[]): Step {
  const known = new Set(names.filter((name) => name !== undefined))
  if (known.size > 1) return failed('pdf.several-acts')
  const open = names.filter((name) => name === undefined).length
  return open > 0 ? notChecked('same-act.not-compared', { count: open, of: names.length }) : passed('same-act.passed', { of: names.length })
}

function nameOf(result: VerificationResult): string | undefined {
  const { documentId, credential } = result
  if (result.renderingOf !== undefined) return actIdOf(result)
  return documentId === undefined ? undefined : JSON.stringify([credential?.issuer.id, documentId])
}

interface Place {
  readonly depth: number
  readonly room: Room
}

type Found = { readonly bytes: Uint8Array } | { readonly format: Step }

/** `room` is one for the sheet and every sheet inside it. */
async function documentsIn(
  bytes: Uint8Array,
  tools: Tools,
  { depth, room }: Place = { depth: 1, room: freshRoom() },
): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const file of await readAttachments(bytes, room)) found.push(...(await documentsOf(file, tools, { depth, room })))
  if (found.length > MAX_DOCUMENTS) throw new AttestaError('pdf.too-many', { limit: MAX_DOCUMENTS })
  return found
}

/** Pictures, notes and other papers that somebody put beside are no documents to be judged, unless they carry one; a document that cannot be read is one. */
async function documentsOf(bytes: Uint8Array, tools: Tools, { depth, room }: Place): Promise<readonly Found[]> {
  try {
    const { form } = sniff({ bytes, limits: tools.world.limits })
    if (form === 'picture') return BADGE.test(new TextDecoder('latin1').decode(bytes)) ? [{ bytes }] : []
    return form === 'pdf' ? await documentsInside(bytes, tools, { depth: depth + 1, room }) : [{ bytes }]
  } catch (error) {
    const format = refusal(error)
    return format.code.startsWith('json.') || seemsCredential(bytes) ? [{ format }] : []
  }
}

/** In whatever letters it is written: those of UTF-16 have a zero beside each. */
function seemsCredential(bytes: Uint8Array): boolean {
  return CREDENTIAL.test(new TextDecoder('latin1').decode(bytes).replaceAll('\0', ''))
}

/** A paper beside that is locked, or deeper than anybody puts one, may hold what nobody here can see. */
async function documentsInside(bytes: Uint8Array, tools: Tools, place: Place): Promise<readonly Found[]> {
  if (place.depth > MAX_DEPTH) return [{ format: notChecked('format.enclosed-limit') }]
  return documentsIn(bytes, tools, place).catch((error) => [{ format: notChecked(causeOf(error), refusal(error).facts) }])
}

function refusal(error: unknown): Step {
  return failed(causeOf(error), error instanceof AttestaError ? error.facts : {})
}
