import { causeOf, failed, issuerKeys, notChecked, passed, type Step, walkChain } from '../chain/index.ts'
import { MAX_PARTS } from '../data-integrity/max-parts.ts'
import { AttestaError } from '../errors.ts'
import { withdrawals } from '../status/index.ts'
import { formatDateTime } from '../time.ts'
import { askStatus } from './ask-status.ts'
import type { CheckResult, CredentialView, VerificationResult, VerifyInput } from './check.ts'
import { checks } from './checks/index.ts'
import type { ShownPerson } from './compare-persons.ts'
import type { Evidence, Examination, Tools } from './evidence.ts'
import { examine } from './examine.ts'
import type { Finding } from './finding.ts'
import { judge } from './judge.ts'
import { refresh } from './refresh.ts'
import { sentence } from './sentence.ts'
import { isPdf, type Sniffed, sniff } from './sniff.ts'
import type { Statement } from './statement.ts'
import type { Judged } from './verify-enclosed.ts'
import type { World } from './world.ts'

/** Documents that one verification looks at beside its own: a learner record of a whole school life has fewer. */
const MAX_ENCLOSED = 64
/** Their bytes, at both depths: what is in a record is in its bytes too, but what it only names is fetched. */
const MAX_ENCLOSED_BYTES = 10 * 1024 * 1024

/**
 * Judges one document (design.md §4): the checks in their order, the verdict over them, and what was signed. Every document gets an
 * answer; only a fault of ours throws. All time, network and trust come from `world`.
 */
export async function verifyDocument({ bytes, expect = {} }: VerifyInput, world: World): Promise<VerificationResult> {
  const enclosure = { depth: 0, left: { documents: MAX_ENCLOSED, bytes: MAX_ENCLOSED_BYTES, parts: MAX_PARTS } }
  return (await judgeDocument(bytes, { world, keys: issuerKeys(world), expect, enclosure })).result
}

async function judgeDocument(bytes: Uint8Array, tools: Tools): Promise<Judged> {
  const { world } = tools
  if (isPdf(bytes)) {
    const { judgePdf } = await import('./judge-pdf.ts')
    return judgePdf({ bytes, tools, judge: judgeDocument })
  }
  const received = await gather({ bytes, tools })
  const newer = await refresh({ evidence: received, gather: (newer) => gather({ bytes: newer, tools }) })
  const evidence = newer ?? received

  const results: CheckResult[] = []
  const before: Finding[] = []
  for (const check of checks) {
    if (!check.applies(evidence)) continue
    const finding = await check.run(evidence, before)
    before.push(finding)
    results.push({ id: check.id, ...finding, reason: sentence(finding.code, finding.facts) })
  }

  const statement = evidence.examination?.statement
  const person = { holder: statement?.view.holder ?? {}, identities: evidence.examination?.identities ?? [] }
  const inside: Enclosed = statement === undefined ? {} : await enclosed(statement, tools)
  const checked = await withContained({ person, inside, results })
  const result = { verdict: judge(checked), asOf: formatDateTime(world.now), checks: checked, ...(await viewerChecks(evidence, results)) }
  if (statement === undefined) return { result: { ...result, chain: [] } }
  const { links } = await evidence.chain(statement)
  const { renderingOf } = statement
  const recognition = results.find(({ id }) => id === 'recognition')?.outcome
  const whole: VerificationResult = {
    ...result,
    ...(recognition === undefined ? {} : { recognition }),
    credential: await view(statement, { evidence, results }),
    chain: links,
    ...named(statement),
    ...(renderingOf === undefined ? {} : { renderingOf }),
    ...(newer === undefined ? {} : { refreshed: true }),
    ...resultsOf(inside),
  }
  return { result: whole, person }
}

async function viewerChecks({ examination }: Evidence, results: readonly CheckResult[]): Promise<Pick<VerificationResult, 'viewerChecks'>> {
  if (examination?.edc === undefined) return {}
  const { answerViewer } = await import('./answer-viewer.ts')
  const { statement } = examination
  return { viewerChecks: answerViewer({ results, isOurs: statement?.renderingOf !== undefined, isRead: statement !== undefined }) }
}

type Enclosed = { readonly [part in 'contained' | 'endorsements']?: readonly Judged[] }

function resultsOf({ contained, endorsements }: Enclosed): Pick<VerificationResult, 'contained' | 'endorsements'> {
  const bare = (judged: readonly Judged[]) => judged.map(({ result }) => result)
  return {
    ...(contained === undefined ? {} : { contained: bare(contained) }),
    ...(endorsements === undefined ? {} : { endorsements: bare(endorsements) }),
  }
}

/** What is inside decides too: each by its verdict, and all by whom they name. */
async function withContained({
  person,
  inside: { contained },
  results,
}: {
  person: ShownPerson
  inside: Enclosed
  results: readonly CheckResult[]
}): Promise<readonly CheckResult[]> {
  if (contained === undefined) return results
  const [{ containedCheck }, { ofOnePerson }] = await Promise.all([import('./contained-check.ts'), import('./of-one-person.ts')])
  const persons = [person, ...contained.flatMap((one) => one.person ?? [])]
  const told = await ofOnePerson({ persons, results })
  const holder = told.filter(({ id }) => id === 'holder')
  return [...told.filter(({ id }) => id !== 'holder'), containedCheck(contained.map(({ result }) => result)), ...holder]
}

async function enclosed({ contained = [], endorsements = [] }: Statement, tools: Tools): Promise<Enclosed> {
  if (contained.length + endorsements.length === 0) return {}
  const { verifyEnclosed } = await import('./verify-enclosed.ts')
  const look = (documents: typeof contained) => verifyEnclosed({ documents, tools, judge: judgeDocument })
  return {
    ...(contained.length === 0 ? {} : { contained: await look(contained) }),
    ...(endorsements.length === 0 ? {} : { endorsements: await look(endorsements) }),
  }
}

async function gather({ bytes, tools }: { bytes: Uint8Array; tools: Tools }): Promise<Evidence> {
  const opened = await open({ bytes, tools })
  const chains = new Map<Statement, ReturnType<Evidence['chain']>>()
  const statuses = new Map<Statement, ReturnType<Evidence['status']>>()
  const { world, keys } = tools
  const endOf = withdrawals({ world, keys })
  return {
    ...opened,
    tools,
    chain: (statement) => once(chains, statement, () => walkChain({ ...statement, trust: world.trust, key: keys.lookup, endOf })),
    status: (statement) =>
      once(statuses, statement, () => askStatus(statement, { ...named(statement), issuer: statement.issuer.id, world, keys })),
  }
}

async function open({ bytes, tools }: { bytes: Uint8Array; tools: Tools }): Promise<{ format: Step; examination?: Examination }> {
  let sniffed: Sniffed
  try {
    sniffed = sniff({ bytes, limits: tools.world.limits })
  } catch (error) {
    const code = causeOf(error)
    // An address is neither right nor wrong: what stands there was not looked at.
    if (code === 'format.link') return { format: notChecked(code) }
    return { format: failed(code, error instanceof AttestaError ? error.facts : {}) }
  }
  const examined = await examine(sniffed, tools)
  return 'format' in examined ? examined : { format: passed('format.passed'), examination: examined }
}

/** What was signed, and beside it what the registry says: its name for the issuer, and the state of the act. */
async function view(
  statement: Statement,
  { evidence, results }: { evidence: Evidence; results: readonly CheckResult[] },
): Promise<CredentialView> {
  const { recognised } = await evidence.chain(statement)
  // Whoever only says to be somebody that is recognised is not shown under that name.
  const vouched = results.some(({ id, outcome }) => id === 'recognition' && outcome === 'passed')
  const asked = results.some(({ id, code }) => id === 'status' && code !== 'check.skipped')
  const { state } = asked ? await evidence.status(statement) : {}
  return {
    ...statement.view,
    issuer: {
      ...statement.issuer,
      ...(vouched && recognised.name !== undefined ? { recognisedName: recognised.name } : {}),
      ...(vouched && recognised.anchor !== undefined ? { recognisedBy: recognised.anchor.name } : {}),
    },
    ...(state === undefined ? {} : { state }),
  }
}

function named({ documentId }: Statement): { documentId?: string } {
  return documentId === undefined ? {} : { documentId }
}

function once<T>(known: Map<Statement, Promise<T>>, statement: Statement, find: () => Promise<T>): Promise<T> {
  const found = known.get(statement) ?? find()
  known.set(statement, found)
  return found
}
