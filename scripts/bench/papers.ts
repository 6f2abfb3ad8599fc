import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Attestation } from '../../credential/attestation/attestation.ts'
import { digestOf } from '../../credential/attestation/index.ts'
import { composeCode } from '../../credential/cose/index.ts'
import { composeEdc } from '../../credential/edc/index.ts'
import { sealJades } from '../../credential/jades/index.ts'
import { canonicalize } from '../../credential/json/index.ts'
import { signBadge } from '../../issuer/badges/sign-badge.ts'
import type { Attachment, Paper } from '../../issuer/pdf/paper.ts'
import { renderPage } from '../../issuer/pictures/render-page.ts'
import { certifyDemoSeal, generateSealKey, openDemoAuthority } from '../../keys/index.ts'
import { throwawaySigner } from '../vectors/throwaway-signer.ts'
import { actOf, authorityOf } from './acts.ts'

const AT = new Date('2026-05-15T10:00:00Z')
/** Drawing the pictures of a European credential takes longer than writing the page: some acts lend theirs to the others. */
const MOST_ATTACHED = 24

/**
 * Papers as the product prints them (issuer/renderings/pdf.ts): each act with the code that is verified without a network, and inside its
 * Open Badge and its European credential with two pictures, all made by the code that hands them out.
 */
export async function papersOf(count: number): Promise<readonly Paper[]> {
  const signer = throwawaySigner()
  const authority = await authorityOf(signer)
  const seal = await newSeal()
  const attached: (readonly Attachment[])[] = []
  const papers: Paper[] = []
  for (let n = 0; n < count; n += 1) {
    const attestation = actOf(n, authority)
    const digest = digestOf(attestation)
    const code = await composeCode({ attestation, digest, signer, at: AT })
    if (n < MOST_ATTACHED) attached.push([await badge({ attestation, digest, signer }), await european({ attestation, digest, seal })])
    papers.push({
      attestation,
      statusPage: `https://attestati.example/a/${attestation.number}-R4nD0mS3cr3tR4nD0mS3cr`,
      verifierUrl: 'https://verifica.example',
      ...(code === undefined ? {} : { offlineCode: code.text }),
      attachments: attached[n % MOST_ATTACHED] ?? [],
      at: AT,
    })
  }
  return papers
}

type Seal = Awaited<ReturnType<typeof newSeal>>

async function newSeal() {
  const dataDir = mkdtempSync(join(tmpdir(), 'attesta-bench-'))
  try {
    const by = await openDemoAuthority({ dataDir, now: AT })
    const privateKey = await generateSealKey('RS256')
    const subject = { commonName: 'Sigillo', organization: 'Orobie', country: 'IT', organizationIdentifier: 'VATIT-00000000048' }
    const certificates = await certifyDemoSeal({ by, privateKey, subject, now: AT })
    return { signer: throwawaySigner({ alg: 'RS256', jwk: privateKey.export({ format: 'jwk' }) }), certificates }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

interface FormInput {
  readonly attestation: Attestation
  readonly digest: string
}

async function badge({ attestation, digest, signer }: FormInput & { signer: ReturnType<typeof throwawaySigner> }): Promise<Attachment> {
  const publication = { picture: 'https://attestati.example/org/orobie/picture.png', refresh: 'https://attestati.example/refresh/1' }
  const document = await signBadge({ attestation, digest, publication, signer, at: AT })
  return attachment({
    name: `${attestation.number}.open-badge.json`,
    mediaType: 'application/vc+ld+json',
    text: JSON.stringify(document, null, 2),
    description: 'Lo stesso attestato come Open Badge 3.0',
  })
}

async function european({ attestation, digest, seal }: FormInput & { seal: Seal }): Promise<Attachment> {
  const { body } = attestation
  const pictures = []
  for (const language of ['it', 'en'] as const) {
    const png = await renderPage({ attestation, language, sealedBy: body.legalName })
    pictures.push({ language, mediaType: 'image/png' as const, content: Buffer.from(png).toString('base64') })
  }
  const issuer = { id: body.id, legalName: body.legalName, eidasIdentifier: 'VATIT-00000000048', country: 'IT' }
  const payload = canonicalize(composeEdc({ attestation, digest, issuer, pictures }))
  return attachment({
    name: `${attestation.number}.edc.json`,
    mediaType: 'application/json',
    text: await sealJades({ ...seal, payload, signedAt: AT }),
    description: 'Lo stesso attestato come European Digital Credential',
  })
}

function attachment({ text, ...more }: Omit<Attachment, 'content'> & { readonly text: string }): Attachment {
  return { ...more, content: new TextEncoder().encode(text) }
}
