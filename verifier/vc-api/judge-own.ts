import { AttestaError } from '../../credential/errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../../credential/json/index.ts'
import { verifyDocument, type World } from '../../credential/verify/index.ts'

/** Genre of the evidence that makes a badge a rendering of an act of ours (docs/open-badge.md). */
const RECORD = 'https://attesta.example/ns/open-badge/'
const JWT = 'data:application/vc+jwt,'

export interface Own {
  readonly received: JsonObject
  /** What it secures. */
  readonly document: JsonObject
}

/**
 * A rendering of an act of ours is more than a credential with a proof: its chain to the Region and the decision behind it are judged
 * too. Documents of others are not.
 *
 * @throws AttestaError with the code of the check that did not pass; `vc.envelope` for an act in a form in which none is handed out
 */
export async function judgeOwn({ received, document }: Own, world: World): Promise<void> {
  if (!each(document.type).includes('OpenBadgeCredential') || !isRendering(document)) return
  const { verdict, checks } = await verifyDocument({ bytes: new TextEncoder().encode(textOf(received)) }, world)
  if (verdict === 'valid') return
  const reason =
    checks.find(({ outcome }) => outcome === 'failed') ?? checks.find(({ outcome, required }) => required && outcome !== 'passed')
  throw new AttestaError(reason?.code ?? 'status.none', reason?.facts ?? {})
}

function isRendering({ evidence }: JsonObject): boolean {
  return each(evidence).some((one) => isObject(one) && typeof one.genre === 'string' && one.genre.startsWith(RECORD))
}

function textOf(received: JsonObject): string {
  if (received.proof !== undefined) return JSON.stringify(received)
  const { id } = received
  if (typeof id !== 'string' || !id.startsWith(JWT)) throw new AttestaError('vc.envelope')
  return id.slice(JWT.length)
}

function each(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}
