import { encode } from '../../base64url.ts'
import { type Contexts, pinnedContexts } from '../../contexts/index.ts'
import { AttestaError } from '../../errors.ts'
import type { JsonObject } from '../../json/index.ts'
import { parseProofs, type UntrustedProof } from '../proof.ts'
import { isSelective, type SelectiveSuite } from '../suites.ts'
import { type Grouped, group } from './group.ts'
import { bytesOfText } from './hash.ts'
import { hiddenLabels } from './labels.ts'
import { select } from './pointers.ts'
import { type BbsBase, type EcdsaBase, readBbsBase, readEcdsaBase, writeBbsDerived, writeEcdsaDerived } from './proof-value.ts'
import { canonicalNames, type Labels } from './statements.ts'

export interface DeriveDocumentInput {
  /** With its base proof. */
  readonly document: JsonObject
  /** What is shown beside what must be. */
  readonly selectivePointers: readonly string[]
  /** bbs-2023: what the recipient gave, bound into the proof. */
  readonly presentationHeader?: Uint8Array
  readonly contexts?: Contexts
}

type Name = 'mandatory' | 'selective' | 'combined'

/**
 * The document with only what is to be shown, and a proof that just this was signed (vc-di-ecdsa §3.6.5, vc-di-bbs §3.4.5).
 *
 * @throws AttestaError `proof.missing`, `proof.suite` unless there is exactly one base proof, `proof.malformed`, `vc.pointer`
 */
export async function deriveDocument(input: DeriveDocumentInput): Promise<JsonObject> {
  const { selectivePointers, contexts = pinnedContexts } = input
  const { proof: _, ...document } = input.document
  const { proof, written } = baseProofOf(input.document)
  const suite = proof.suite as SelectiveSuite
  const base = suite === 'ecdsa-sd-2023' ? readEcdsaBase(proof.proofValue) : readBbsBase(proof.proofValue)
  const combined = [...base.mandatoryPointers, ...selectivePointers]
  if (combined.length === 0) throw new AttestaError('vc.pointer')
  const grouped = await group({
    document,
    contexts,
    relabel: hiddenLabels({ suite, hmacKey: base.hmacKey }),
    pointers: { mandatory: base.mandatoryPointers, selective: selectivePointers, combined },
  })
  const labels = await labelsSeen(grouped)
  const shown: Shown = { grouped, labels, mandatoryIndexes: placesAmong(grouped.groups.mandatory.indexes, grouped.groups.combined.indexes) }
  const proofValue =
    'signatures' in base ? deriveEcdsa(base, shown) : await deriveBbs(base, { ...shown, presentationHeader: input.presentationHeader })
  const { '@context': __, ...members } = written
  return { ...select(document, combined), proof: { ...members, proofValue } }
}

function baseProofOf(document: JsonObject): UntrustedProof {
  const [only, ...more] = parseProofs(document).filter(({ proof }) => isSelective(proof.suite))
  if (only === undefined || more.length > 0) throw new AttestaError('proof.suite')
  return only
}

interface Shown {
  readonly grouped: Grouped<Name>
  readonly labels: Labels
  readonly mandatoryIndexes: readonly number[]
}

function deriveEcdsa(base: EcdsaBase, { grouped: { statements, groups }, labels, mandatoryIndexes }: Shown): string {
  const others = outside(groups.mandatory.indexes, statements.length)
  if (base.signatures.length !== others.length) throw new AttestaError('proof.signature')
  const isShown = new Set(groups.combined.indexes)
  const signatures = base.signatures.filter((_, place) => isShown.has(others[place] ?? -1))
  return writeEcdsaDerived({ baseSignature: base.baseSignature, publicKey: base.publicKey, signatures, labels, mandatoryIndexes })
}

async function deriveBbs(
  base: BbsBase,
  {
    grouped: { statements, groups },
    labels,
    mandatoryIndexes,
    presentationHeader = new Uint8Array(),
  }: Shown & { presentationHeader: Uint8Array | undefined },
): Promise<string> {
  const others = outside(groups.mandatory.indexes, statements.length)
  const isShown = new Set(groups.combined.indexes)
  const selectiveIndexes = others.flatMap((index, place) => (isShown.has(index) ? [place] : []))
  const { deriveBbsProof } = await import('./bbs.ts')
  const proof = await deriveBbsProof({
    key: { kty: 'OKP', crv: 'Bls12381G2', x: encode(base.publicKey) },
    signature: base.signature,
    header: base.header,
    messages: others.map((index) => bytesOfText(statements[index] ?? '')),
    presentationHeader,
    indexes: selectiveIndexes,
  })
  return writeBbsDerived({ proof, labels, mandatoryIndexes, selectiveIndexes, presentationHeader })
}

/** What whoever verifies will call the nodes, and the names that they were signed under. */
async function labelsSeen({ groups, labels }: Grouped<Name>): Promise<Labels> {
  const canonical = await canonicalNames(groups.combined.dataset)
  return new Map([...canonical].map(([own, name]) => [name, labels.get(own) ?? '']))
}

/** Where the one list stands in the other, which holds it. */
function placesAmong(indexes: readonly number[], all: readonly number[]): readonly number[] {
  const wanted = new Set(indexes)
  return all.flatMap((index, place) => (wanted.has(index) ? [place] : []))
}

function outside(indexes: readonly number[], length: number): readonly number[] {
  const inside = new Set(indexes)
  return Array.from({ length }, (_, index) => index).filter((index) => !inside.has(index))
}
