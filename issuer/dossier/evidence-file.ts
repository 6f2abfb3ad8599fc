import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { AttestaError } from '../../credential/errors.ts'

const IV = 12
const TAG = 16

/** Seals the bytes of a piece of evidence (AES-256-GCM): iv, ciphertext, tag. Bound to its id, so that two rows cannot be exchanged. */
export function sealEvidence({ key, evidenceId, bytes }: { key: Uint8Array; evidenceId: string; bytes: Uint8Array }): Buffer {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG })
  cipher.setAAD(Buffer.from(evidenceId))
  return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** @throws AttestaError `evidence.damaged` when anything is not as it was sealed */
export function openEvidence({ key, evidenceId, sealed }: { key: Uint8Array; evidenceId: string; sealed: Buffer }): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV), { authTagLength: TAG })
    decipher.setAAD(Buffer.from(evidenceId))
    decipher.setAuthTag(sealed.subarray(-TAG))
    return Buffer.concat([decipher.update(sealed.subarray(IV, -TAG)), decipher.final()])
  } catch (cause) {
    throw new AttestaError('evidence.damaged', {}, { cause })
  }
}
