import { verifyDocument, type World } from '../../../../credential/verify/index.ts'
import { demoWorld, moments } from '../../../fixtures/demo-world.ts'
import { sealOf, sealPki } from '../../../fixtures/seal-authority.ts'
import { firstComplaint } from '../verdict.ts'
import { bytesOf, type Shown } from './attacks.ts'

export const BODY_IDENTIFIER = 'VATIT-00000000048'

/** The demonstration, with a seal of its body that it publishes. */
export const demo = await demoWorld()
export const pki = await sealPki()
export const seal = await sealOf(pki, { organisation: demo.body.name, identifier: BODY_IDENTIFIER, kind: 'RSA-2048' })
demo.body.keys.push({ signer: seal.signer, life: { from: moments.keys } })

const world: World = { ...demo.world, trust: { ...demo.trust, sealRoots: [pki.root.pem] } }

/** An end that lies behind the demonstration's present. */
export const ENDED = '2026-05-20T00:00:00Z'

export function judgedIn(here: World) {
  return async ({ bytes, expect }: Shown) =>
    firstComplaint(await verifyDocument({ bytes: bytesOf(bytes), ...(expect === undefined ? {} : { expect }) }, here))
}

export const judgeHere = judgedIn(world)
