import { deepStrictEqual, strictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import { validateWithShapes } from '../../credential/edc/shapes/validate.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import type { VerificationResult } from '../../credential/verify/check.ts'
import { verifyDocument } from '../../credential/verify/index.ts'
import { decodeBase64, toPem } from '../../credential/x509/index.ts'
import { readPack } from './elm-pack.ts'
import { type Family, readVector, runFamily, vectorUrl } from './family.ts'

interface Entry {
  readonly file: string
  readonly expected?: Readonly<Record<string, string | boolean>>
}

/** The time that the samples made for this project are to be judged at. */
const NOW = new Date('2026-11-22T12:00:00Z')

/** Every sample of a European Digital Credential, as a whole document, against what the manifest says of its seal and its verdict. */
export async function run(): Promise<Family[]> {
  const { anchors } = readVector<{ anchors: { der: string }[] }>('edc/trust/test-trust-anchors.json')
  const sealRoots = anchors.map(({ der }) => toPem(decodeBase64(der)))
  const samples = readVector<{ files: Entry[] }>('edc/manifest.json').files.filter(({ file }) => file.startsWith('samples/'))
  const pack = readPack()
  const conformsToShapes = async (document: JsonObject) => (await validateWithShapes({ document, pack })).conforms
  return [
    await runFamily({
      name: 'European Digital Credentials, seal and verdict',
      cases: samples.map(({ file, expected = {} }) => ({
        path: `edc/${file}`,
        async run() {
          const bytes = new Uint8Array(readFileSync(vectorUrl(`edc/${file}`)))
          const world = { now: NOW, fetch: noNetwork, trust: { issuers: [], sealRoots } }
          const result = await verifyDocument({ bytes }, world)
          assertAsSaid({ expected, result })
          const withShapes = await verifyDocument({ bytes }, { ...world, conformsToShapes })
          deepStrictEqual(said(withShapes), said(result), 'with the official shapes')
        },
      })),
    }),
  ]
}

/** A page has no shapes, a service may have: both must say the same, but for whether the shapes were asked. */
function said({ verdict, checks, viewerChecks }: VerificationResult): unknown {
  return [verdict, checks.filter(({ id }) => id !== 'shapes'), viewerChecks]
}

type Judged = Pick<VerificationResult, 'verdict' | 'checks' | 'viewerChecks'>

function assertAsSaid({ expected, result }: { expected: NonNullable<Entry['expected']>; result: Judged }): void {
  assertNothingIdleIsGreen(result)
  const { seen, said } = compared(expected, result)
  deepStrictEqual(seen, said)
}

function compared(
  expected: NonNullable<Entry['expected']>,
  { verdict, checks, viewerChecks = [] }: Judged,
): { seen: unknown[]; said: unknown[] } {
  const says = (id: string) => viewerChecks.find((check) => check.id === id)?.outcome
  const codeOf = (id: string) => checks.find((check) => check.id === id)?.code
  if (expected.verdict === 'valid') return { seen: [verdict, says('seal'), says('format')], said: ['valid', 'passed', 'passed'] }
  if (expected.verdict === 'expired') return { seen: [verdict, says('seal'), says('expiry')], said: ['invalid', 'passed', 'failed'] }
  if (expected.verdict === 'not sealed')
    return { seen: [verdict, codeOf('proof'), says('format')], said: ['invalid', 'seal.none', 'passed'] }
  if (expected.jws === 'valid') {
    // Intact, and of somebody for whom no anchor vouches; some are no credential that could be read.
    const isReadable = expected['shacl:generic-full'] === true
    const rest = isReadable ? ['unverifiable', 'seal.unanchored'] : ['invalid', 'check.skipped']
    return { seen: [codeOf('proof'), verdict, codeOf('issuer-key')], said: ['proof.passed', ...rest] }
  }
  if (expected.seal === 'ok') return { seen: [verdict, codeOf('proof'), says('format')], said: ['invalid', 'proof.passed', 'failed'] }
  if (expected.seal === undefined || expected.seal === 'absent') return { seen: [verdict], said: ['invalid'] }
  return { seen: [verdict, says('seal')], said: ['invalid', 'failed'] }
}

function assertNothingIdleIsGreen({ checks, viewerChecks = [] }: Judged): void {
  for (const { outcome, code } of [...checks, ...viewerChecks])
    if (code === 'check.skipped') strictEqual(outcome, 'not-checked', 'a check that was not made is green')
}

async function noNetwork(): Promise<Response> {
  throw new TypeError('no network')
}
