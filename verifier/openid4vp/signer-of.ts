import { AttestaError } from '../../credential/errors.ts'
import type { VerifierWorld } from '../world.ts'
import type { RequestSigner } from './request-signer.ts'

/**
 * Who signs requests to wallets, where this verifier may ask them.
 *
 * @throws AttestaError `presentation.off`, `presentation.certificate-ended`
 */
export function signerOf({ requestSigner, now }: Pick<VerifierWorld, 'requestSigner' | 'now'>): RequestSigner {
  if (requestSigner === undefined) throw new AttestaError('presentation.off')
  // A wallet would refuse it, and could not say why as well as we can.
  if (now() > requestSigner.until) throw new AttestaError('presentation.certificate-ended')
  return requestSigner
}
