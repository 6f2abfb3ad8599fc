import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { MAX_PICTURE_BYTES, PICTURE_FORMS } from '../badges/accept-picture.ts'
import { givePicture, shownPictures, takePictureBack } from '../badges/give-picture.ts'
import { ownPictures } from '../badges/own-picture.ts'
import { PICTURE_PATH, pictureOf } from '../badges/picture-of.ts'
import { requireThat } from '../steps/require-that.ts'
import { versionOf } from '../steps/require-unchanged.ts'
import type { World } from '../steps/world.ts'
import { jsonSchema } from './json-schema.ts'
import { onSeen, seenIn } from './on-seen.ts'

/** A picture as base64, and what stands around it in JSON. */
const BODY_BYTES = Math.ceil((MAX_PICTURE_BYTES * 4) / 3) + 1024

const pictureBody = z.strictObject({ content: z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/) })
const formBody = z.strictObject({ form: z.enum(PICTURE_FORMS) })

/** The picture of a body's badges: what it is, giving another, and going back to the drawn one. */
export function badgePictureRoutes(app: FastifyInstance, { world }: { world: World }): void {
  const tell = async (reply: FastifyReply, actor: Actor) => {
    const pictures = await read(actor, world)
    return reply.header('etag', `"${await versionOf(shownPictures(actor.organisation.id), world.db)}"`).send(pictures)
  }

  app.get('/api/badge-picture', async (request, reply) => tell(reply, actorIn(request)))

  app.post<{ Body: z.infer<typeof pictureBody> }>(
    '/api/badge-picture',
    {
      schema: { body: jsonSchema(pictureBody), ...onSeen },
      bodyLimit: BODY_BYTES,
      errorHandler(error, _request, _reply) {
        throw 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? tooLarge() : error
      },
    },
    async (request, reply) => {
      const actor = actorIn(request)
      const bytes = new Uint8Array(Buffer.from(request.body.content, 'base64'))
      await givePicture({ actor, idempotencyKey: idempotencyKeyOf(request), seen: seenIn(request), bytes }, world)
      return tell(reply, actor)
    },
  )

  app.post<{ Body: z.infer<typeof formBody> }>(
    '/api/badge-picture/drawn',
    { schema: { body: jsonSchema(formBody), ...onSeen } },
    async (request, reply) => {
      const actor = actorIn(request)
      await takePictureBack({ actor, idempotencyKey: idempotencyKeyOf(request), seen: seenIn(request), form: request.body.form }, world)
      return tell(reply, actor)
    },
  )
}

function tooLarge(): AttestaError {
  return new AttestaError('picture.too-large', { limit: MAX_PICTURE_BYTES / 1024 })
}

/** By form, where each is found; of the body's own also since when. */
async function read({ role, organisation }: Actor, { db }: World) {
  requireThat(role === 'officer', 'picture.not-allowed')
  const { slug, name } = organisation
  const own = await ownPictures(slug, db.pool)
  const { digest } = await pictureOf({ slug, name })
  return PICTURE_FORMS.map((form) => {
    const given = own.find((picture) => picture.form === form)
    const file = given === undefined ? `${digest}.svg` : `${given.digest}.${form}`
    return { form, address: `${PICTURE_PATH}${slug}/${file}`, ...(given === undefined ? {} : { givenAt: given.givenAt }) }
  })
}
