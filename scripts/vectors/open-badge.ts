import { strictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import { verifyProofs } from '../../credential/data-integrity/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import { isObject, type JsonObject, parseStrictJson } from '../../credential/json/index.ts'
import { identityHash, readLearnerRecord, type UnbakedBadge, unbake } from '../../credential/open-badge/index.ts'
import { readBitstring } from '../../credential/status/bitstring.ts'
import { parseDateTime } from '../../credential/time.ts'
import { readBadgeForm, typesOf } from '../../credential/verify/read-badge-form.ts'
import { didKeyOnly } from './di-mutations.ts'
import { endOf, type Family, readVector, runFamily, vectorUrl } from './family.ts'
import { judgeBadge2 } from './judge-badge-2.ts'
import { judgeBadgeJwt } from './judge-badge-jwt.ts'

interface Entry {
  readonly file: string
  readonly expected?: { readonly verdict: string }
}

/** The time that the samples made for this project are to be judged at. */
const NOW = new Date('2026-11-22T12:00:00Z')

/** With which code each sample is refused that must not pass: refused for another reason, it would be let in once that one is gone. */
const REFUSALS: Readonly<Record<string, string>> = {
  // Two of 1EdTech's own without a proof are of older forms too, which is said first.
  'clr20/simple-noproof.json': 'schema.context',
  'ob30/simple-noproof.json': 'schema.open-badge credentialSubject.achievement',
  'ob20/basic-assertion-expired.json': 'validity.ended',
  'ob20/basic-assertion-invalid-context.json': 'schema.context',
  'ob20/basic-assertion-invalid-type.json': 'schema.open-badge-2',
  'ob20/rdf-validation/invalid-class.json': 'no class that is known',
  'ob20/rdf-validation/invalid-empty-type.json': 'no class that is known',
  'ob30/simple-err-context.json': 'schema.context',
  'ob30/simple-err-credential-subject-achievement-result-description-type.json':
    'schema.open-badge credentialSubject.achievement.resultDescription[2].type',
  'ob30/simple-err-credential-subject-identifier-type.json': 'schema.open-badge credentialSubject.identifier[0].type',
  'ob30/simple-err-credential-subject-type.json': 'schema.open-badge credentialSubject.type',
  'ob30/simple-err-expired.json': 'validity.ended',
  'ob30/simple-err-issuer-otheridentifier-type.json': 'schema.open-badge issuer.otherIdentifier[1].type',
  'ob30/simple-err-issuer-parentorg-type.json': 'schema.open-badge issuer.parentOrg.type',
  'ob30/simple-err-issuer.json': 'schema.open-badge issuer',
  'ob30/simple-err-proof-method-no-scheme.json': 'proof.malformed verificationMethod',
  'ob30/simple-err-proof-method.json': 'jwk.unsupported',
  'ob30/simple-err-proof-value.json': 'proof.signature',
  // The manifest says that it cannot be verified: it holds its badge in the claim `vc` of an older edition.
  'ob30/simple.jwt': 'schema.open-badge',
  'own/expired.json': 'validity.ended',
  'own/invalid-issuer-swapped.json': 'proof.signature',
  'own/invalid-jwt-iss-mismatch.jwt': 'schema.open-badge-jwt',
  'own/invalid-tampered-level.json': 'proof.signature',
}

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
  } else strictEqual(failure === undefined ? 'accepted' : placeOf(failure), REFUSALS[file])
}

/** The code, and the member that was not as it must be. */
function placeOf(failure: Error): string {
  const at = failure instanceof AttestaError ? failure.facts.at : undefined
  return at === undefined ? endOf(failure) : `${endOf(failure)} ${at}`
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
  if (parseDateTime(validFrom) > NOW) throw new Error('validity.not-yet')
  if (validUntil !== undefined && parseDateTime(validUntil) <= NOW) throw new Error('validity.ended')
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
