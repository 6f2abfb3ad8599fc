import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { EdcAccreditation } from '../../credential/edc/index.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { day } from '../day.ts'
import { acceptMandate } from '../edc/accept-mandate.ts'
import { accreditation } from '../edc/accreditation.ts'
import { giveMandate } from '../edc/give-mandate.ts'
import { readSettings } from '../edc/read-settings.ts'
import { refuseMandate } from '../edc/refuse-mandate.ts'
import { setProfile } from '../edc/set-profile.ts'
import { withdrawMandate } from '../edc/withdraw-mandate.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, id, idParams, jsonSchema } from './json-schema.ts'
import { onSeen, seenIn } from './on-seen.ts'
import { unknownId } from './unknown-id.ts'

export const EDC_PROFILES = ['generic', 'accredited', 'issued-by-mandate'] as const

const profileBody = z.strictObject({ profile: z.enum(EDC_PROFILES), accreditation: accreditation.optional() })
const mandateBody = z.strictObject({
  mandataryId: id,
  kinds: z
    .array(z.enum(['trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza']))
    .min(1)
    .max(5),
  statement: z.string().trim().min(1).max(2000),
  actNumber: z.string().trim().min(1).max(200),
  actDate: day,
  validUntil: day,
})

/** How a body's European credentials are made: their profile, and who seals them where that is another. */
export function europeanCredentialRoutes(app: FastifyInstance, { world }: { world: World }): void {
  app.get('/api/european-credential', async (request) => readSettings({ actor: actorIn(request) }, world))

  app.put<{ Body: z.infer<typeof profileBody> }>(
    '/api/european-credential',
    { schema: { body: jsonSchema(profileBody), ...onSeen } },
    async (request) => {
      const actor = actorIn(request)
      const { profile, accreditation: given } = request.body
      const accredited = given as EdcAccreditation | undefined
      await setProfile(
        { actor, idempotencyKey: idempotencyKeyOf(request), profile, accreditation: accredited, seen: seenIn(request) },
        world,
      )
      return readSettings({ actor }, world)
    },
  )

  app.post<{ Body: z.infer<typeof mandateBody> }>(
    '/api/european-credential/mandates',
    { schema: { body: jsonSchema(mandateBody) } },
    async (request, reply) => {
      const actor = actorIn(request)
      const { actNumber: number, actDate: date, validUntil, ...rest } = request.body
      await giveMandate(
        {
          ...rest,
          actor,
          idempotencyKey: idempotencyKeyOf(request),
          act: { number, date },
          validUntil: new Date(`${validUntil}T00:00:00Z`),
        },
        world,
      )
      return reply.code(201).send(await readSettings({ actor }, world))
    },
  )

  app.post<{ Params: IdParams }>(
    '/api/european-credential/mandates/:id/accept',
    { schema: { params: jsonSchema(idParams), body: jsonSchema(z.strictObject({})) }, ...unknownId('mandate.unknown') },
    async (request) => {
      const actor = actorIn(request)
      await acceptMandate({ actor, idempotencyKey: idempotencyKeyOf(request), mandateId: request.params.id }, world)
      return readSettings({ actor }, world)
    },
  )

  app.post<{ Params: IdParams }>(
    '/api/european-credential/mandates/:id/refuse',
    { schema: { params: jsonSchema(idParams), body: jsonSchema(z.strictObject({})) }, ...unknownId('mandate.unknown') },
    async (request) => {
      const actor = actorIn(request)
      await refuseMandate({ actor, idempotencyKey: idempotencyKeyOf(request), mandateId: request.params.id }, world)
      return readSettings({ actor }, world)
    },
  )

  app.post<{ Params: IdParams }>(
    '/api/european-credential/mandates/:id/withdraw',
    { schema: { params: jsonSchema(idParams), body: jsonSchema(z.strictObject({})) }, ...unknownId('mandate.unknown') },
    async (request) => {
      const actor = actorIn(request)
      await withdrawMandate({ actor, idempotencyKey: idempotencyKeyOf(request), mandateId: request.params.id }, world)
      return readSettings({ actor }, world)
    },
  )
}
