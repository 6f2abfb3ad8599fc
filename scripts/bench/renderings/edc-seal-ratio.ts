import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJades, sealJades, verifyJades } from '../../../credential/jades/index.ts'
import { parseStrictText } from '../../../credential/json/index.ts'
import { certifyDemoSeal, generateSealKey, openDemoAuthority, type SealAlgorithm } from '../../../keys/index.ts'
import { readVector } from '../../vectors/family.ts'
import { throwawaySigner } from '../../vectors/throwaway-signer.ts'
import { compare } from '../compare.ts'

const SAMPLE = 'edc/samples/signed/cert-of-participation-2025.jsonld'
const NOW = new Date('2026-03-01T09:00:00Z')

/**
 * How many times as long a seal takes as the bare operation of its key and one pass over the text: the worst of sealing and verifying,
 * with RSA of 3072 bits and with P-256, on a sample of the Commission of ordinary size (86 kB). The pass of sealing writes the envelope;
 * that of verifying is the strict reading that every form goes through here (by `JSON.parse` alone it would be half as long). Ours besides
 * reads the header and the certificates, and walks them to their anchor.
 */
export async function edcSealRatio(): Promise<number> {
  const ratios = await edcSealRatios()
  return Math.max(...Object.values(ratios))
}

/** Each of the four by its name. */
async function edcSealRatios(): Promise<Record<string, number>> {
  const { payload } = readVector<{ payload: string }>(SAMPLE)
  const dataDir = mkdtempSync(join(tmpdir(), 'attesta-bench-'))
  try {
    const by = await openDemoAuthority({ dataDir, now: NOW })
    const ratios: Record<string, number> = {}
    for (const alg of ['RS256', 'ES256'] as const) Object.assign(ratios, await ratiosOf({ alg, payload, by }))
    return ratios
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

interface Measured {
  readonly alg: SealAlgorithm
  readonly payload: string
  readonly by: Awaited<ReturnType<typeof openDemoAuthority>>
}

async function ratiosOf({ alg, payload, by }: Measured): Promise<Record<string, number>> {
  const privateKey = await generateSealKey(alg)
  const subject = { commonName: 'Sigillo', organization: 'Ente', country: 'IT', organizationIdentifier: 'VATIT-00000000048' }
  const certificates = await certifyDemoSeal({ by, privateKey, subject, now: NOW })
  const signer = throwawaySigner({ alg, jwk: privateKey.export({ format: 'jwk' }) })
  const publicKey = createPublicKey(privateKey)
  const seal = () => sealJades({ payload, signer, certificates, signedAt: NOW })
  const text = await seal()
  const { protectedText, signature } = openJades(text)
  const bytes = () => Buffer.from(`${protectedText}.${payload}`)

  const sealBare = () => {
    const made = signBare(bytes(), privateKey).toString('base64url')
    return JSON.stringify({ payload, signatures: [{ protected: protectedText, signature: made }] })
  }
  const check = async () => verifyJades(openJades(text), { sealRoots: [by.root] })
  const checkBare = () => {
    parseStrictText(text)
    const read = parseStrictText(payload)
    if (!verify('sha256', bytes(), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature))
      throw new Error('the bare operation refused a seal')
    return read
  }
  if (!('anchor' in (await check()).chain)) throw new Error('the seal leads to no anchor')
  // The bare one stands first: what counts is how many times as long ours takes.
  return {
    [`seal ${alg}`]: await compare({ ours: sealBare, theirs: seal }),
    [`verify ${alg}`]: await compare({ ours: checkBare, theirs: check }),
  }
}

function signBare(data: Buffer, key: KeyObject): Buffer {
  return sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' })
}
