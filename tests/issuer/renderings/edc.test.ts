import { describe, expect, test } from 'vitest'
import { readEdc, validateEdcStructure } from '../../../credential/edc/index.ts'
import { AttestaError } from '../../../credential/errors.ts'
import { openJades, readSealed, verifyJades } from '../../../credential/jades/index.ts'
import { isObject } from '../../../credential/json/index.ts'
import { readCertificate, readPem } from '../../../credential/x509/index.ts'
import { edc } from '../../../issuer/renderings/edc.ts'
import type { World } from '../../../issuer/steps/world.ts'
import { demoWorld } from '../../fixtures/demo-world.ts'
import { type SealInput, sealOf, sealPki } from '../../fixtures/seal-authority.ts'

const at = new Date('2026-06-01T12:00:00Z')

/** What an officer downloads, sealed by an authority of the test. */
async function rendered(seal: SealInput = {}) {
  const pki = await sealPki()
  const { signer, certificates } = await sealOf(pki, { organisation: 'Orobie Formazione', from: '2025-01-01T00:00:00Z', ...seal })
  const [leaf = new Uint8Array()] = readPem(certificates.join(''))
  const sealFor: World['sealFor'] = async () => ({ signer, certificates, claimedTime: 'iat', owner: readCertificate(leaf).subject })
  const { attestation, digest } = await demoWorld()
  // Of the world only the seal is needed.
  const world = { sealFor } as World
  const text = await edc.render({
    attestation,
    digest,
    organisation: { id: 'x', slug: 'orobie' },
    signer,
    at,
    statusPage: 'http://localhost:4000/a/1',
    world,
  })
  return { text: String(text), attestation, digest, root: pki.root.pem }
}

describe('the European credential that a body hands out', () => {
  test('is sealed, says of its issuer what the certificate says, and is read back whole', async () => {
    const { text, attestation, digest, root } = await rendered({ kind: 'RSA-3072' })
    const opened = openJades(text)
    const { owner } = await verifyJades(opened, { sealRoots: [root] })
    expect(validateEdcStructure(readSealed(opened))).toEqual([])
    const { act, issuer } = readEdc(readSealed(opened))
    expect(issuer).toEqual({
      id: attestation.body.id,
      says: attestation.body.legalName,
      eidasIdentifier: owner.organizationIdentifier,
    })
    expect(act).toMatchObject({ digest, number: attestation.number, outcome: attestation.outcome })
    expect(act?.bindingFault).toBeUndefined()
  }, 60_000)

  test('has a page to look at in Italian and in English, each with its own words', async () => {
    const { text } = await rendered()
    const { displayParameter } = readSealed(openJades(text))
    const displays = isObject(displayParameter) ? JSON.parse(JSON.stringify(displayParameter.individualDisplay)) : []
    const images = displays.map((display: { displayDetail: { image: { content: string } } }) =>
      Buffer.from(display.displayDetail.image.content, 'base64'),
    )
    expect(images).toHaveLength(2)
    // PNG §11.2.2: width and height are the first two numbers of the header.
    for (const image of images) expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([1000, 1414])
    expect(images[0].equals(images[1])).toBe(false)
  }, 60_000)

  test('is not made with a certificate that does not say who the body is', async () => {
    await expect(rendered({ identifier: '' })).rejects.toEqual(new AttestaError('edc.seal-owner'))
  })
})
