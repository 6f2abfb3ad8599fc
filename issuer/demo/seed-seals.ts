import { certifyDemoSeal, generateSealKey, type Keystore, openDemoAuthority } from '../../keys/index.ts'
import demo from '../../schemas/demo/organisations.json' with { type: 'json' }

/** Gives each demo organisation that issues attestati a seal of its own, certified by an authority that exists for the demo only. */
export async function seedSeals({ keystore, dataDir, now }: { keystore: Keystore; dataDir: string; now: Date }): Promise<void> {
  const wanting: { slug: string; name: string; sealIdentifier: string }[] = []
  for (const organisation of demo.organisations) {
    const { slug, name, sealIdentifier } = organisation
    if (sealIdentifier === undefined) continue
    const sealed = (await keystore.list(slug)).some(({ use }) => use === 'seal')
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
