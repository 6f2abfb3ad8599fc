import { deflateSync, inflateSync } from 'node:zlib'
import { decodeBase45 } from '../../../../credential/cose/base45.ts'
import { decodeCbor, encodeCbor } from '../../../../credential/cose/cbor.ts'
import { CODE_PREFIX, composeCode } from '../../../../credential/cose/index.ts'
import { moments } from '../../../fixtures/demo-world.ts'
import { code, codeHeader } from '../strict-carriers.ts'
import { type Cell, cannot, type Format, refused, unbound, withoutCertificates } from './attacks.ts'
import { demo, judgeHere } from './world.ts'

const utf8 = new TextEncoder()
const { signer, slug } = demo.body
const kid = utf8.encode(signer.kid)
const HTTP = 'https://www.w3.org/2018/credentials#'

const composed = await composeCode({ attestation: demo.attestation, digest: demo.digest, signer, at: moments.copied })
if (composed === undefined) throw new Error('the act has no code')
for (const { sha256, credential } of composed.authority) demo.web.serve(`http://localhost:4000/org/${slug}/authority/${sha256}`, credential)
const [, , packed] = decodeCbor(decodeBase45(composed.text.slice(CODE_PREFIX.length)).subarray(1)) as [unknown, unknown, Uint8Array]

/** Members that end it, say what it is called, where its state is, and what it discloses (`write-content.ts`). */
const [TITLE, UNTIL, STATUS, DISCLOSURES] = [3, 8, 11, 13]

type Members = Map<unknown, unknown>

/** By the body's key, whatever it says. */
function changed(change: (members: Members) => void, head?: Uint8Array): Promise<string> {
  const members = decodeCbor(inflateSync(packed)) as Members
  change(members)
  return code({ payload: deflateSync(encodeCbor(members)), signer, ...(head === undefined ? {} : { head }) })
}

const FORM = 'schema: failed schema.cose'
const NUMBERED = cannot('Its dates are seconds that were counted: a day that no calendar has cannot be written.')

function moved(member: number, to: (members: Members, value: unknown) => void): () => Promise<string> {
  return () =>
    changed((members) => {
      const value = members.get(member) ?? 1_779_235_200
      members.delete(member)
      to(members, value)
    })
}

const INSIDE = cannot('Its disclosures stand inside the payload that is signed: nobody can put one beside them.')

/** CBOR with numbered members, signed as bytes: nobody but its issuer could spell it otherwise. */
export const codeOnPaper: Format = {
  genuine: async () => composed.text,
  judge: judgeHere,
  cells: {
    'end-by-iri': refused(
      FORM,
      moved(UNTIL, (it, value) => it.set(`${HTTP}validUntil`, value)),
    ),
    'end-in-nest': refused(
      FORM,
      moved(UNTIL, (it, value) => it.set('@nest', new Map([[UNTIL, value]]))),
    ),
    'end-elsewhere': refused(
      FORM,
      moved(UNTIL, (it, value) => it.set(TITLE, new Map([...(it.get(TITLE) as Members), ['@included', String(value)]]))),
    ),
    'state-by-iri': refused(
      FORM,
      moved(STATUS, (it, value) => it.set(`${HTTP}credentialStatus`, value)),
    ),
    'state-in-nest': refused(
      FORM,
      moved(STATUS, (it, value) => it.set('@nest', new Map([[STATUS, value]]))),
    ),
    'terms-swapped': refused(FORM, () => changed((it) => it.set('@context', new Map([['validFrom', 'validUntil']])))),
    ...unbound(async () => composed.text),
    'other-use': refused('schema: failed cose.type', () => changed(() => undefined, headerWith(16, 'another+cose;v=1'))),
    'unknown-condition': refused('schema: failed cose.malformed', () => changed(() => undefined, codeHeader(kid, [[2, ['x']]]))),
    'other-algorithm': refused('proof: failed jws.algorithm', () => changed(() => undefined, headerWith(1, -8))),
    'disclosure-of-nobody': INSIDE,
    'disclosure-twice': refused(FORM, () =>
      changed((it) => {
        const [first, ...others] = it.get(DISCLOSURES) as unknown[]
        it.set(DISCLOSURES, [first, first, ...others])
      }),
    ),
    'reserved-name': refused('schema: failed sd-jwt.reserved-name', () =>
      changed((it) => it.set(DISCLOSURES, [...(it.get(DISCLOSURES) as unknown[]), [new Uint8Array(16), '_sd', []]])),
    ),
    'weak-hash': cannot('It names no hash: digests are SHA-256 by the number of its version.'),
    'end-of-another-type': refused(FORM, () => changed((it) => it.set(UNTIL, '2026-05-20T00:00:00Z'))),
    'february-30': NUMBERED,
    'february-29': NUMBERED,
    'hour-24': NUMBERED,
    ...withoutCertificates,
  } satisfies Readonly<Record<string, Cell>>,
}

function headerWith(label: number, value: unknown): Uint8Array {
  return codeHeader(kid, [[label, value]])
}
