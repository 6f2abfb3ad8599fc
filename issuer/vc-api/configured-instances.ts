import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Pool } from 'pg'
import { z } from 'zod'
import type { Signer } from '../../credential/crypto/port.ts'
import { findOrganisation } from '../registry/find-organisation.ts'
import type { ApiInstance } from './instance.ts'

const instances = z.array(
  z.strictObject({
    name: z.string().regex(/^[a-z0-9-]{1,60}$/),
    /** Whose key signs, and whose DID is the issuer. */
    organisation: z.string().regex(/^[a-z0-9-]{1,64}$/),
    mechanism: z.enum(['ecdsa-rdfc-2019', 'ecdsa-jcs-2019', 'ecdsa-sd-2023', 'vc+jwt']),
    /** File that holds the access token, 32 characters or more. */
    tokenFile: z.string().min(1),
    /** Whether what it issues can be revoked. */
    status: z.boolean().default(false),
    anyIssuer: z.boolean().default(false),
  }),
)

export interface ConfiguredInstancesDeps {
  readonly pool: Pool
  readonly keystore: { signerFor(organisation: string): Promise<Signer> | Signer }
}

/**
 * The issuers that the operator opens to other software, each behind a token of its own.
 *
 * @throws Error with a sentence when the file is not as it must be
 */
export async function configuredInstances(file: string, { pool, keystore }: ConfiguredInstancesDeps): Promise<readonly ApiInstance[]> {
  const parsed = instances.safeParse(await readJson(file))
  if (!parsed.success) {
    throw new Error(`Setting VC_API_INSTANCES: ${file} is not right at ${parsed.error.issues[0]?.path.join('.') || 'its beginning'}.`)
  }
  return Promise.all(
    parsed.data.map(async ({ name, organisation, mechanism, tokenFile, status, anyIssuer }) => ({
      name,
      organisation,
      tokenHash: await hashOfToken(tokenFile),
      ...(status ? { list: name } : {}),
      open: async () => {
        const [{ did }, signer] = await Promise.all([findOrganisation({ slug: organisation, pool }), keystore.signerFor(organisation)])
        return { did, verificationMethod: `${did}#${signer.kid}`, signer, mechanism, anyIssuer }
      },
    })),
  )
}

async function hashOfToken(file: string): Promise<Uint8Array> {
  const token = (await readFile(file, 'utf8').catch(() => '')).trim()
  if (token.length < 32) throw new Error(`Setting VC_API_INSTANCES: ${file} holds no token of 32 characters or more.`)
  return createHash('sha256').update(token).digest()
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    throw new Error(`Setting VC_API_INSTANCES: ${file} cannot be read as JSON.`)
  }
}
