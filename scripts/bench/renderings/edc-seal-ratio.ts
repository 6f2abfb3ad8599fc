import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJades, readSealed, sealJades, verifyJades } from '../../../credential/jades/index.ts'
import { certifyDemoSeal, generateSealKey, openDemoAuthority, type SealAlgorithm } from '../../../keys/index.ts'
import { readVector } from '../../vectors/family.ts'
import { throwawaySigner } from '../../vectors/throwaway-signer.ts'
import { compare } from '../compare.ts'

const SAMPLE = 'edc/samples/signed/cert-of-participation-2025.jsonld'
const NOW = new Date('2026-03-01T09:00:00Z')

/**
 * How many times as long a seal takes as the bare operation of its key and one pass over the text, with RSA of 3072 bits and with P-256,
 * on a sample of the Commission of ordinary size. The pass of sealing writes the envelope (`JSON.stringify`), that of verifying takes it
 * apart (`JSON.parse`). Ours besides reads strictly, reads header and certificates, and walks them to their anchor.
 *
 * `edcSealRatio` is the worst of sealing and verifying a seal; `edcSealAndReadRatio` that of verifying it and reading the document that was
 * sealed, which is a text within the text and a second pass.
 */
export async function edcSealRatio(): Promise<Record<'edcSealRatio' | 'edcSealAndReadRatio', number>> {
  const { payload } = readVector<{ payload: string }>(SAMPLE)
  const dataDir = mkdtempSync(join(tmpdir(), 'attesta-bench-'))
  try {
    const by = await openDemoAuthority({ dataDir, now: NOW })
    const ratios = []
    for (const alg of ['RS256', 'ES256'] as const) ratios.push(await ratiosOf({ alg, payload, by }))
    return {
      edcSealRatio: Math.max(...ratios.flatMap(({ sealing, verifying }) => [sealing, verifying])),
      edcSealAndReadRatio: Math.max(...ratios.map(({ reading }) => reading)),
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

interface Measured {
  readonly alg: SealAlgorithm
  readonly payload: string
  readonly by: Awaited<ReturnType<typeof openDemoAuthority>>
}

async function ratiosOf({ alg, payload, by }: Measured): Promise<Record<'sealing' | 'verifying' | 'reading', number>> {
  const privateKey = await generateSealKey(alg)
  const subject = { commonName: 'Sigillo', organization: 'Ente', country: 'IT', organizationIdentifier: 'VATIT-00000000048' }
  const certificates = await certifyDemoSeal({ by, privateKey, subject, now: NOW })
  const signer = throwawaySigner({ alg, jwk: privateKey.export({ format: 'jwk' }) })
  const publicKey = createPublicKey(privateKey)
  const seal = () => sealJades({ payload, signer, certificates, signedAt: NOW })
  const text = await seal()
  const { protectedText, signature } = openJades(text)
  const bytes = (content: string) => Buffer.from(`${protectedText}.${content}`)

  const sealBare = () => {
    const made = signBare(bytes(payload), privateKey).toString('base64url')
    return JSON.stringify({ payload, signatures: [{ protected: protectedText, signature: made }] })
  }
  const checkBare = () => {
    const envelope: { payload: string } = JSON.parse(text)
    if (!verify('sha256', bytes(envelope.payload), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature))
      throw new Error('the bare operation refused a seal')
    return envelope
  }
  const check = async () => verifyJades(openJades(text), { sealRoots: [by.root] })
  const checkAndRead = async () => {
    const opened = openJades(text)
    const document = readSealed(opened)
    return { document, seal: await verifyJades(opened, { sealRoots: [by.root] }) }
  }
  if (!('anchor' in (await check()).chain)) throw new Error('the seal leads to no anchor')
  // The bare one stands first: what counts is how many times as long ours takes.
  return {
    sealing: await compare({ ours: sealBare, theirs: seal }),
    verifying: await compare({ ours: checkBare, theirs: check }),
    reading: await compare({ ours: checkBare, theirs: checkAndRead }),
  }
}

function signBare(data: Buffer, key: KeyObject): Buffer {
  return sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' })
}
