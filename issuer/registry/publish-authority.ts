import type { Database } from '../db/database.ts'

export interface PublishAuthorityInput {
  readonly organisationId: string
  readonly credentials: readonly { readonly sha256: string; readonly credential: string }[]
}

/** Publishes the credentials that a code names by digest, before the code is there. They name no candidate, and never change. */
export async function publishAuthority(
  { organisationId, credentials }: PublishAuthorityInput,
  { rows }: Pick<Database, 'rows'>,
): Promise<void> {
  await rows(
    `INSERT INTO authority_credential (organisation_id, sha256, credential)
     SELECT $1, named.sha256, named.credential FROM unnest($2::text[], $3::text[]) AS named (sha256, credential) ON CONFLICT DO NOTHING`,
    [organisationId, credentials.map(({ sha256 }) => sha256), credentials.map(({ credential }) => credential)],
  )
}
