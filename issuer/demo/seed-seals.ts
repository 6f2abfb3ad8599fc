import type { Pool } from 'pg'
import { certifyDemoSeal, generateSealKey, type Keystore, openDemoAuthority } from '../../keys/index.ts'
import demo from '../../schemas/demo/organisations.json' with { type: 'json' }

const LOCK = 4_206_919

/** Once, whoever starts beside: two who both found no seal would make two, of which one stays unused and published for ever. */
export async function seedSealsOnce({ pool, ...input }: Parameters<typeof seedSeals>[0] & { readonly pool: Pool }): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await seedSeals(input)
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK])
    client.release()
  }
}

/** Gives each demo organisation that issues attestati a seal of its own, certified by an authority that exists for the demo only. */
export async function seedSeals({ keystore, dataDir, now }: { keystore: Keystore; dataDir: string; now: Date }): Promise<void> {
  const wanting: { slug: string; name: string; sealIdentifier: string }[] = []
  for (const organisation of demo.organisations) {
    const { slug, name, sealIdentifier } = organisation
    if (sealIdentifier === undefined) continue
    const sealed = (await keystore.listNow(slug)).some(({ use }) => use === 'seal')
    if (!sealed) wanting.push({ slug, name, sealIdentifier })
  }
  if (wanting.length === 0) return
  const by = await openDemoAuthority({ dataDir, now })
  await Promise.all(
    wanting.map(async ({ slug, name, sealIdentifier }) => {
      const privateKey = await generateSealKey('RS256')
      const subject = { commonName: `Sigillo di ${name}`, organization: name, country: 'IT', organizationIdentifier: sealIdentifier }
      await keystore.addSeal({ org: slug, privateKey, certificates: await certifyDemoSeal({ by, privateKey, subject, now }), from: now })
    }),
  )
}
