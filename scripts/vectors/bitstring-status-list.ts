import { strictEqual } from 'node:assert'
import { AttestaError } from '../../credential/errors.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { readBitstringEntry, readBitstringStatus } from '../../credential/status/index.ts'
import { type Family, readVector, runFamily } from './family.ts'

interface BitstringCase {
  readonly id: string
  readonly credentialStatus: JsonObject
  readonly listCredentialSubject: JsonObject
  readonly expect:
    | { readonly valid: true; readonly status: number; readonly message?: string }
    | { readonly valid: false; readonly error: string }
}

const file = 'w3c/bitstring-status-list/cases.json'

/** The errors of Bitstring Status List 1.0 §3.5, and the codes that say the same here. */
const errors: Readonly<Record<string, readonly string[]>> = {
  MALFORMED_VALUE_ERROR: ['status-entry.malformed', 'status-list.malformed'],
  RANGE_ERROR: ['status-list.index'],
  STATUS_LIST_LENGTH_ERROR: ['status-list.too-short'],
  STATUS_VERIFICATION_ERROR: ['status-list.type', 'status-list.other-purpose'],
}

/** Entry and list in, value or error out (Bitstring Status List 1.0 §3.2). */
export async function bitstringStatusList(): Promise<Family> {
  const cases = readVector<BitstringCase[]>(file).map((vector) => ({ path: `${file}#${vector.id}`, run: () => runCase(vector) }))
  return runFamily({ name: 'Bitstring Status List', cases })
}

async function runCase({ credentialStatus, listCredentialSubject: subject, expect }: BitstringCase): Promise<void> {
  if (expect.valid) {
    const { value, message } = await readBitstringStatus({ entry: readBitstringEntry(credentialStatus), subject })
    strictEqual(value, expect.status)
    strictEqual(message, expect.message)
    return
  }
  const code = await refusal(async () => readBitstringStatus({ entry: readBitstringEntry(credentialStatus), subject }))
  strictEqual(errors[expect.error]?.includes(code), true, `${code} for ${expect.error}`)
}

async function refusal(attempt: () => Promise<unknown>): Promise<string> {
  try {
    await attempt()
    return 'accepted'
  } catch (error) {
    if (error instanceof AttestaError) return error.code
    throw error
  }
}
