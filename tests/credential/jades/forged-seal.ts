import { sealJades } from '../../../credential/jades/index.ts'
import { type Issued, type Seal, signerOf } from '../../fixtures/seal-authority.ts'

export type Header = Record<string, unknown>

export interface Sealing {
  readonly payload: string
  readonly seal: Seal
  readonly signedAt: Date
}

export interface Forging {
  readonly header?: (header: Header) => Header
  readonly envelope?: (envelope: { payload: string; signatures: Header[] }) => unknown
  readonly payload?: string
}

/** Signed for real over a header that `sealJades` would not write. */
export async function forgedSeal(sealing: Sealing, forging: Forging, by: Pick<Seal, 'signer'> = sealing.seal): Promise<string> {
  const { header = (given) => given, envelope = (given) => given, payload: text = sealing.payload } = forging
  const genuine = JSON.parse(await sealJades({ payload: sealing.payload, ...sealing.seal, signedAt: sealing.signedAt }))
  const written = header(JSON.parse(Buffer.from(genuine.signatures[0].protected, 'base64url').toString()))
  const protectedText = Buffer.from(JSON.stringify(written)).toString('base64url')
  const signature = Buffer.from(await by.signer.sign(Buffer.from(`${protectedText}.${text}`))).toString('base64url')
  return JSON.stringify(envelope({ payload: text, signatures: [{ protected: protectedText, header: { etsiU: [] }, signature }] }))
}

/** The same with another certificate, whatever it is. */
export function certifiedSeal(sealing: Sealing, issued: Issued, others: readonly Issued[]): Promise<string> {
  const signer = signerOf(issued.keys)
  const x5c = [issued, ...others].map(({ certificate }) => certificate.toString('base64'))
  return forgedSeal(sealing, { header: ({ 'x5t#S256': _, ...header }) => ({ ...header, alg: signer.alg, x5c }) }, { signer })
}
