import { strictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import { verifyProofs } from '../../credential/data-integrity/index.ts'
import { isObject, type JsonObject, parseStrictJson } from '../../credential/json/index.ts'
import { identityHash, readLearnerRecord, type UnbakedBadge, unbake } from '../../credential/open-badge/index.ts'
import { readBitstring } from '../../credential/status/bitstring.ts'
import { parseDateTime } from '../../credential/time.ts'
import { readBadgeForm, typesOf } from '../../credential/verify/read-badge-form.ts'
import { didKeyOnly } from './di-mutations.ts'
import { type Family, readVector, runFamily, vectorUrl } from './family.ts'
import { judgeBadge2 } from './judge-badge-2.ts'
import { judgeBadgeJwt } from './judge-badge-jwt.ts'

interface Entry {
  readonly file: string
  readonly expected?: { readonly verdict: string }
}

/** The time that the samples made for this project are to be judged at. */
const NOW = new Date('2026-11-22T12:00:00Z')

/** The official samples of 1EdTech and those made for this project, each against what its manifest says. */
export async function run(): Promise<Family[]> {
  const samples = readVector<{ files: Entry[] }>('ob3/manifest.json').files.filter(({ expected }) => expected !== undefined)
  return [
    await runFamily({
      name: 'Open Badges samples',
      cases: samples.map(({ file, expected }) => ({ path: `ob3/${file}`, run: () => runSample(file, expected?.verdict ?? '') })),
    }),
    await runFamily({
      name: 'Open Badges vectors',
      cases: [
        { path: 'ob3/vectors/spec-eddsa-rdfc-2022.json', run: specification },
        { path: 'ob3/vectors/identity-hash.json', run: identities },
      ],
    }),
  ]
}

async function runSample(file: string, verdict: string): Promise<void> {
  const failure = await judge(file).then(
    () => undefined,
    (error: Error) => error,
  )
  // A revoked badge is a good document whose status is another check; a suite that is not known may be reported as such.
  if (/^(valid|revoked|signature valid|VC-JWT verifies|proof verifies|ecdsa-sd-2023 derived proof: valid)/.test(verdict)) {
    if (failure !== undefined) throw failure
  } else strictEqual(failure !== undefined, true, 'accepted')
}

async function judge(file: string): Promise<void> {
  const bytes = new Uint8Array(readFileSync(vectorUrl(`ob3/${file}`)))
  if (file.startsWith('ob20/')) return judgeBadge2({ file, bytes, now: NOW })
  if (file.endsWith('testlist.json')) return judgeStatusList(bytes)
  const { document: text, mediaType } = unbaked(file, bytes)
  if (mediaType === 'application/vc+jwt') return judgeBadgeJwt({ bytes, token: new TextDecoder().decode(text).trim(), now: NOW })
  const document = parseStrictJson(text)
  if (!isObject(document)) throw new Error('no object')
  await judgeJson(document)
}

/** Form, proof and dates; of a record also those of each badge in it. */
async function judgeJson(document: JsonObject): Promise<void> {
  const { validFrom, validUntil } = await readBadgeForm(document)
  await verifyProofs({ document, resolveKey: didKeyOnly, now: NOW })
  if (parseDateTime(validFrom) > NOW || (validUntil !== undefined && parseDateTime(validUntil) <= NOW)) throw new Error('not in force')
  for (const contained of typesOf(document).includes('ClrCredential') ? (await readLearnerRecord(document)).contained : []) {
    if (isObject(contained)) await judgeJson(contained)
  }
}

/** The list of 1EdTech is no badge: its reader is that of states, which must find that position 23 is set in it and its neighbour not. */
async function judgeStatusList(bytes: Uint8Array): Promise<void> {
  const list = parseStrictJson(bytes)
  const { encodedList } = isObject(list) && isObject(list.credentialSubject) ? list.credentialSubject : {}
  for (const [index, expected] of [
    [23, 1],
    [22, 0],
  ] as const) {
    strictEqual(await readBitstring({ encodedList: String(encodedList), index, statusSize: 1 }), expected)
  }
}

function unbaked(file: string, bytes: Uint8Array): UnbakedBadge {
  if (/\.(png|svg)$/.test(file)) return unbake(bytes)
  return { document: bytes, mediaType: file.endsWith('.jwt') ? 'application/vc+jwt' : 'application/vc' }
}

async function specification(): Promise<void> {
  const { signed } = readVector<{ signed: JsonObject }>('ob3/vectors/spec-eddsa-rdfc-2022.json')
  await verifyProofs({ document: signed, resolveKey: didKeyOnly })
}

async function identities(): Promise<void> {
  const vectors = readVector<{ identity: string; salt: string; identityHash: string }[]>('ob3/vectors/identity-hash.json')
  for (const { identity, salt, identityHash: expected } of vectors) strictEqual(identityHash({ identity, salt }), expected)
}
