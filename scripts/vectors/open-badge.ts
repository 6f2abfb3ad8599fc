import { strictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import { verifyProofs } from '../../credential/data-integrity/index.ts'
import { isObject, type JsonObject, parseStrictJson } from '../../credential/json/index.ts'
import { identityHash, readOpenBadge, type UnbakedBadge, unbake } from '../../credential/open-badge/index.ts'
import { parseDateTime } from '../../credential/time.ts'
import { didKeyOnly } from './di-mutations.ts'
import { type Family, readVector, runFamily, vectorUrl } from './family.ts'
import { judgeBadgeJwt } from './judge-badge-jwt.ts'

interface Entry {
  readonly file: string
  readonly expected?: { readonly verdict: string }
}

/** The time that the samples made for this project are to be judged at. */
const NOW = new Date('2026-11-22T12:00:00Z')

const DIFFERENT: readonly [RegExp, string][] = [
  [/^ob20\//, 'Open Badges 2.0 is not read yet: refused, never taken for valid'],
  [/^clr20\//, 'Comprehensive Learner Records are not read yet: refused, never taken for valid'],
  [
    /simple-jwt\.png$/,
    'its header has no typ, so nothing tells this token from others of the issuer (RFC 8725 §3.11); and aud is no claim of a badge',
  ],
  [/endorsement-valid/, 'an endorsement is read inside a badge; as a document of its own it is refused'],
  [/testlist/, 'a status list is read by credential/status, and is no badge'],
  [/simple_v1|ob30\/credential-status-revoked/, 'VCDM 1.1 with Ed25519Signature2020 is not read yet: refused, never taken for valid'],
]

/** The official samples of 1EdTech and those made for this project, each against what its manifest says. */
export async function run(): Promise<Family[]> {
  const samples = readVector<{ files: Entry[] }>('ob3/manifest.json').files.filter(({ expected }) => expected !== undefined)
  return [
    await runFamily({
      name: 'Open Badges samples',
      cases: samples.map(({ file, expected }) => ({ path: `ob3/${file}`, run: () => runSample(file, expected?.verdict ?? '') })),
      explained: Object.fromEntries(
        samples.flatMap(({ file }) => DIFFERENT.filter(([files]) => files.test(file)).map(([, why]) => [`ob3/${file}`, why])),
      ),
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
  if (/^(valid|revoked|signature valid|VC-JWT verifies|proof verifies)/.test(verdict)) {
    if (failure !== undefined) throw failure
  } else strictEqual(failure !== undefined, true, 'accepted')
}

async function judge(file: string): Promise<void> {
  const bytes = new Uint8Array(readFileSync(vectorUrl(`ob3/${file}`)))
  const { document: text, mediaType } = unbaked(file, bytes)
  if (mediaType === 'application/vc+jwt') return judgeBadgeJwt({ bytes, token: new TextDecoder().decode(text).trim(), now: NOW })
  const document = parseStrictJson(text)
  if (!isObject(document)) throw new Error('no object')
  const { validFrom, validUntil } = await readOpenBadge(document)
  await verifyProofs({ document, resolveKey: didKeyOnly, now: NOW })
  if (parseDateTime(validFrom) > NOW || (validUntil !== undefined && parseDateTime(validUntil) <= NOW)) throw new Error('not in force')
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
