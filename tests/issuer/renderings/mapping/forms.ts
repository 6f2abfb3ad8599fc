import type { Attestation } from '../../../../credential/attestation/attestation.ts'
import { digestOf } from '../../../../credential/attestation/index.ts'
import { composeCode } from '../../../../credential/cose/index.ts'
import { signDocument } from '../../../../credential/data-integrity/index.ts'
import { composeEdc } from '../../../../credential/edc/index.ts'
import { sealJades } from '../../../../credential/jades/index.ts'
import { signCompact } from '../../../../credential/jose/index.ts'
import { bake, composeBadgeClaims, composeOpenBadge } from '../../../../credential/open-badge/index.ts'
import { issueSdJwt } from '../../../../credential/sd-jwt/index.ts'
import { composeSdJwtVc } from '../../../../credential/sd-jwt-vc/index.ts'
import { formatDateTime, toNumericDate } from '../../../../credential/time.ts'
import { pictureOf } from '../../../../issuer/badges/picture-of.ts'
import { composePdf } from '../../../../issuer/pdf/compose-pdf.ts'
import { pictures } from '../../../credential/edc/pictures.ts'
import { type DemoWorld, moments } from '../../../fixtures/demo-world.ts'
import type { Seal } from '../../../fixtures/seal-authority.ts'

export const EIDAS = 'VATIT-00000000048'
const utf8 = new TextEncoder()

export interface Forms {
  readonly record: Attestation
  readonly 'sd-jwt vc': string
  readonly 'open badge': string
  readonly 'open badge jwt': string
  readonly 'open badge png': Uint8Array
  readonly 'open badge svg': Uint8Array
  readonly edc: string
  readonly pdf: Uint8Array
  readonly code: string
}

/** One record in every form, as the issuer's own renderings make them (issuer/renderings), without its database. */
export async function formsOf(record: Attestation, { demo, seal }: { demo: DemoWorld; seal: Seal }): Promise<Forms> {
  const digest = digestOf(record)
  const at = moments.copied
  const { body } = demo
  const badge = await signDocument({
    document: composeOpenBadge({ attestation: record, digest }),
    suite: 'ecdsa-rdfc-2019',
    signer: body.signer,
    verificationMethod: body.kid,
    created: formatDateTime(at),
  })
  const picture = await pictureOf({ slug: body.slug, name: body.name })
  const edc = await sealed(record, { demo, seal })
  const code = await composeCode({ attestation: record, digest, signer: body.signer, at })
  if (code === undefined) throw new Error('the act has no code')
  for (const { sha256, credential } of code.authority)
    demo.web.serve(`http://localhost:4000/org/${body.slug}/authority/${sha256}`, credential)
  const attachments = [
    { name: 'badge.json', mediaType: 'application/vc+ld+json', content: utf8.encode(JSON.stringify(badge)), description: 'badge' },
    { name: 'edc.json', mediaType: 'application/json', content: utf8.encode(edc), description: 'edc' },
  ]
  return {
    record,
    'sd-jwt vc': await sdJwtOf(record, demo),
    'open badge': JSON.stringify(badge),
    'open badge jwt': await badgeJwtOf(record, { demo, seal }),
    'open badge png': bake({ picture: picture.png, document: badge }),
    'open badge svg': bake({ picture: utf8.encode(picture.svg), document: badge }),
    edc,
    pdf: await paperOf(record, { offlineCode: code.text, attachments }),
    code: code.text,
  }
}

async function sdJwtOf(record: Attestation, { body, holder }: DemoWorld): Promise<string> {
  const { payload, disclosures, header } = composeSdJwtVc({
    attestation: record,
    digest: digestOf(record),
    issuerDid: record.body.id,
    holderJwk: holder.publicJwk,
    iat: toNumericDate(moments.copied),
    exp: toNumericDate(moments.expires),
    status: { idx: record.status.index, uri: record.status.tokenList },
  })
  return issueSdJwt({ payload, disclosures, header: { ...header, kid: body.kid }, signer: body.signer })
}

function badgeJwtOf(record: Attestation, { seal: { signer } }: { demo: DemoWorld; seal: Seal }): Promise<string> {
  const document = composeOpenBadge({ attestation: record, digest: digestOf(record), holderDid: `${record.id}#subject` })
  return signCompact({
    header: { typ: 'JWT', kid: `${record.body.id}#${signer.kid}` },
    payload: composeBadgeClaims({ document, issuedAt: moments.copied }),
    signer,
  })
}

async function sealed(record: Attestation, { demo, seal }: { demo: DemoWorld; seal: Seal }): Promise<string> {
  const issuer = { id: record.body.id, legalName: demo.body.name, eidasIdentifier: EIDAS, country: 'IT' }
  const document = composeEdc({ attestation: record, digest: digestOf(record), issuer, pictures })
  return sealJades({ payload: JSON.stringify(document), signer: seal.signer, certificates: seal.certificates, signedAt: moments.copied })
}

type More = Pick<Parameters<typeof composePdf>[0], 'offlineCode' | 'attachments' | 'duplicate'>

export function paperOf(attestation: Attestation, more: More): Promise<Uint8Array> {
  const statusPage = 'http://localhost:4000/a/BG-2026-000042-R4nD0mS3cr3tR4nD0mS3cr'
  return composePdf({ attestation, statusPage, verifierUrl: 'http://localhost:4001', at: moments.copied, ...more })
}
