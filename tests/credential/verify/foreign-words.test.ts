import { expect, test } from 'vitest'
import { signDocument } from '../../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { issueSdJwt } from '../../../credential/sd-jwt/index.ts'
import { formatDateTime, toNumericDate } from '../../../credential/time.ts'
import { demoWorld, moments } from '../../fixtures/demo-world.ts'
import { judge } from './verdict.ts'

// Trusted for anything that it issues, by the relying party's own word; no commission decided this.
const trusted = async () => {
  const demo = await demoWorld()
  const issuers = [...demo.trust.issuers, { id: demo.otherBody.did, name: demo.otherBody.name, from: '2020-01-01T00:00:00Z' }]
  return { demo, world: { ...demo.world, trust: { ...demo.trust, issuers } } }
}

test('a badge that calls itself by a word of the law is shown as a badge', async () => {
  const { demo, world } = await trusted()
  const { proof: _, evidence: __, credentialStatus: ___, ...document } = demo.openBadge
  const subject = document.credentialSubject as JsonObject
  const signed = await signDocument({
    document: {
      ...document,
      issuer: { id: demo.otherBody.did, type: ['Profile'], name: demo.otherBody.name },
      credentialSubject: { ...subject, achievement: { ...(subject.achievement as JsonObject), achievementType: 'ext:certificato' } },
    },
    suite: 'ecdsa-rdfc-2019',
    signer: demo.otherBody.signer,
    verificationMethod: demo.otherBody.kid,
    created: formatDateTime(moments.copied),
  })
  const { credential } = await judge(JSON.stringify(signed), world)
  expect(credential).toMatchObject({ kind: 'open-badge', type: 'ext:certificato' })
})

test('an SD-JWT VC that calls itself by a word of the law is shown as something else', async () => {
  const { demo, world } = await trusted()
  const { signer, kid, did } = demo.otherBody
  const payload = { iss: did, vct: 'certificato', iat: toNumericDate(moments.copied), title: 'Primario' }
  const { credential } = await judge(await issueSdJwt({ payload, disclosures: [], header: { typ: 'dc+sd-jwt', kid }, signer }), world)
  expect(credential).toMatchObject({ kind: 'other', type: 'certificato' })
})
