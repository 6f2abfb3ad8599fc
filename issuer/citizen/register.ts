import '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AttestaError } from '../../credential/errors.ts'
import type { Config } from '../../http/config.ts'
import { LANGUAGE, languageChosen } from '../../http/page/language.ts'
import { frameOf } from '../../http/page/served-page.ts'
import { sessionSecretOf } from '../auth/cookies.ts'
import { endSession, hashOfSecret } from '../auth/session.ts'
import { loginAddress } from '../badge-api/login-address.ts'
import { pageOfRefusal } from '../badge-api/page-of-refusal.ts'
import { readCasePaper } from '../reads/case-paper.ts'
import { sendFile } from '../routes/send-file.ts'
import { MAX_EVIDENCE_BYTES } from '../steps/dossier/add-evidence.ts'
import { makeFile } from '../steps/hand-out.ts'
import type { World } from '../steps/world.ts'
import { askBody } from './ask-body.ts'
import { casePage } from './case-page.ts'
import { enterWithCode } from './enter.ts'
import { enterPage, leftCitizenPage, listPage } from './enter-page.ts'
import { offerAct } from './offer-act.ts'
import { offerPage } from './offer-page.ts'
import { ENTER_ANEW } from './other-link.ts'
import { readOwnCase } from './own-case.ts'
import { SCRIPT, SCRIPT_PATH } from './page-script.ts'
import { ratePhase } from './rate-phase.ts'
import { readUpload } from './read-upload.ts'
import { receiveUpload } from './receive-upload.ts'
import { PATH } from './secrets.ts'
import { skipPhase } from './skip-phase.ts'
import { type Viewer, viewerOf } from './viewer.ts'

export interface CitizenDeps {
  readonly config: Pick<Config, 'issuerUrl' | 'walletUrl' | 'demo'>
  readonly world: World
}

/** The pages of the person in the procedure: light, without an account, the same on an old telephone. */
export async function registerCitizen(app: FastifyInstance, { config, world }: CitizenDeps): Promise<void> {
  const { demo, issuerUrl, walletUrl } = config
  const cookie = { httpOnly: true, sameSite: 'lax', secure: issuerUrl.startsWith('https:'), path: '/' } as const
  const ours = new URL(issuerUrl).origin

  app.get(SCRIPT_PATH, { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=31536000, immutable').type('text/javascript; charset=utf-8').send(SCRIPT),
  )

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 32 * 1024 }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    )
    await scope.register((await import('@fastify/multipart')).default, {
      // One byte more than is allowed is how a file shows that it is too large.
      limits: { fileSize: MAX_EVIDENCE_BYTES + 1, files: 1, fields: 5, fieldSize: 2000, parts: 6, headerPairs: 20 },
      throwFileSizeLimit: false,
    })
    scope.setErrorHandler(pageOfRefusal({ demo }))

    scope.get<{ Querystring: Readonly<Record<string, unknown>> }>(PATH, { schema: { hide: true } }, async (request, reply) => {
      const frame = frameOf(request, demo)
      const viewer = await viewerOf(request, world)
      if (viewer === undefined || ENTER_ANEW in request.query) return send(reply, enterPage({ frame, login: loginAddress(PATH, request) }))
      const [first, ...more] = viewer.caseIds
      if (first !== undefined && more.length === 0) return send(reply, casePage({ own: await readOwnCase(first, world), viewer, frame }))
      const own = await Promise.all(viewer.caseIds.map((caseId) => readOwnCase(caseId, world)))
      return send(reply, listPage({ own, viewer, frame }))
    })

    scope.post<{ Body: URLSearchParams | undefined }>(PATH, { schema: { hide: true } }, async (request, reply) => {
      fromHere(request)
      const link = request.body?.get('link') ?? ''
      try {
        const { secret, expiresAt } = await enterWithCode({ link, code: request.body?.get('code') ?? '' }, world)
        return reply
          .setCookie(app.attestaCookies.citizen, secret, { ...cookie, expires: expiresAt })
          .redirect(`${PATH}${languageQuery(request)}`, 303)
      } catch (error) {
        if (!(error instanceof AttestaError) || !error.code.startsWith('citizen.')) throw error
        const page = enterPage({ frame: frameOf(request, demo), login: loginAddress(PATH, request), refusal: error, link })
        return send(reply.code(error.code === 'citizen.wrong-link' ? 404 : 403), page)
      }
    })

    scope.get<{ Params: { id: string } }>(`${PATH}/:id`, { schema: { hide: true } }, async (request, reply) => {
      const viewer = await mustView(request)
      return send(reply, casePage({ own: await readOwnCase(own(viewer, request), world), viewer, frame: frameOf(request, demo) }))
    })

    scope.get<{ Params: { id: string; actId: string } }>(
      `${PATH}/:id/documenti/:actId`,
      { schema: { hide: true } },
      async (request, reply) => {
        const { acts, body } = await readOwnCase(own(await mustView(request), request), world)
        const act = acts.find(({ id, word }) => id === request.params.actId && (word === 'valido' || word === 'sospeso'))
        if (act === undefined) throw new AttestaError('citizen.unknown')
        reply.header('cache-control', 'no-store')
        return sendFile(reply, await makeFile({ attestationId: act.id, organisation: body, form: 'pdf', by: 'citizen' }, world))
      },
    )

    scope.post<{ Params: { id: string; actId: string }; Body: URLSearchParams | undefined }>(
      `${PATH}/:id/documenti/:actId/portafoglio`,
      { schema: { hide: true } },
      async (request, reply) => {
        const viewer = await mustView(request)
        const read = await readOwnCase(own(viewer, request), world)
        if (request.body?.get('csrf') !== viewer.csrf) throw new AttestaError('auth.csrf')
        const act = read.acts.find(({ id }) => id === request.params.actId)
        if (act === undefined) throw new AttestaError('citizen.unknown')
        const offer = await offerAct({ caseId: read.id, actId: act.id }, world)
        return send(reply, offerPage({ own: read, act, offer, walletUrl, viewer, frame: frameOf(request, demo) }))
      },
    )

    // The page of an offer is shown once: asked for again, in another language or by a reload of its address, it is made anew from the list.
    scope.get<{ Params: { id: string } }>(
      `${PATH}/:id/documenti/:actId/portafoglio`,
      { schema: { hide: true } },
      async (request, reply) => {
        const caseId = own(await mustView(request), request)
        return reply.redirect(`${PATH}/${caseId}${languageQuery(request)}#documenti`, 303)
      },
    )

    scope.get<{ Params: { id: string; documentId: string } }>(
      `${PATH}/:id/atti/:documentId`,
      { schema: { hide: true } },
      async (request, reply) => {
        const { id: caseId, papers } = await readOwnCase(own(await mustView(request), request), world)
        const listed = papers.find(({ id }) => id === request.params.documentId)
        const paper = listed && (await readCasePaper({ caseId, documentId: listed.id }, world.db))
        if (paper === undefined) throw new AttestaError('citizen.unknown')
        return sendFile(reply.header('cache-control', 'no-store'), paper)
      },
    )

    scope.post<{ Params: { id: string } }>(`${PATH}/:id/prove`, { schema: { hide: true } }, async (request, reply) => {
      const viewer = await mustView(request)
      const caseId = own(viewer, request)
      if (!request.isMultipart()) throw new AttestaError('request.media-type')
      const { fields, bytes } = await readUpload(request.parts())
      if (fields.get('csrf') !== viewer.csrf) throw new AttestaError('auth.csrf')
      const sent = { sendKey: fields.get('chiave') ?? '', class: fields.get('classe') ?? '', title: fields.get('titolo') ?? '', bytes }
      await receiveUpload({ caseId, ...sent }, world)
      return reply.redirect(`${PATH}/${caseId}${languageQuery(request)}#prove`, 303)
    })

    scope.post<{ Params: { id: string }; Body: URLSearchParams | undefined }>(
      `${PATH}/:id/richieste`,
      { schema: { hide: true } },
      async (request, reply) => {
        const viewer = await mustView(request)
        const caseId = own(viewer, request)
        const { body } = request
        if (body?.get('csrf') !== viewer.csrf) throw new AttestaError('auth.csrf')
        await askBody({ caseId, kind: body.get('tipo') ?? '', text: body.get('testo') ?? '' }, world)
        return reply.redirect(`${PATH}/${caseId}${languageQuery(request)}#richieste`, 303)
      },
    )

    scope.post<{ Params: { id: string }; Body: URLSearchParams | undefined }>(
      `${PATH}/:id/parere`,
      { schema: { hide: true } },
      async (request, reply) => {
        const viewer = await mustView(request)
        const caseId = own(viewer, request)
        const { body } = request
        if (body?.get('csrf') !== viewer.csrf) throw new AttestaError('auth.csrf')
        const said = (name: string) => body.get(name) ?? ''
        const rating = { phase: said('fase'), explained: said('spiegato'), helped: said('servito'), word: said('parola') }
        await ratePhase({ caseId, ...rating }, world)
        return reply.redirect(`${PATH}/${caseId}${languageQuery(request)}#parere`, 303)
      },
    )

    scope.post<{ Params: { id: string }; Body: URLSearchParams | undefined }>(
      `${PATH}/:id/parere/salta`,
      { schema: { hide: true } },
      async (request, reply) => {
        const viewer = await mustView(request)
        const caseId = own(viewer, request)
        const { body } = request
        if (body?.get('csrf') !== viewer.csrf) throw new AttestaError('auth.csrf')
        await skipPhase({ caseId, phase: body.get('fase') ?? '' }, world.db)
        return reply.redirect(`${PATH}/${caseId}${languageQuery(request)}#parere`, 303)
      },
    )

    scope.post<{ Body: URLSearchParams | undefined }>(`${PATH}/esci`, { schema: { hide: true } }, async (request, reply) => {
      const viewer = await mustView(request)
      if (request.body?.get('csrf') !== viewer.csrf) throw new AttestaError('auth.csrf')
      const secret = request.cookies[app.attestaCookies.citizen]
      if (secret !== undefined) await world.db.rows('DELETE FROM citizen_session WHERE id_hash = $1', [hashOfSecret(secret)])
      const login = viewer.by === 'login' ? sessionSecretOf(request) : undefined
      if (login !== undefined) {
        await endSession(login, world.db)
        reply.clearCookie(app.attestaCookies.session, cookie)
      }
      return send(reply.clearCookie(app.attestaCookies.citizen, cookie), leftCitizenPage(frameOf(request, demo)))
    })
  })

  async function mustView(request: FastifyRequest): Promise<Viewer> {
    const viewer = await viewerOf(request, world)
    if (viewer === undefined) throw new AttestaError('citizen.session')
    return viewer
  }

  function own({ caseIds }: Viewer, request: { params: { id: string } }): string {
    const found = caseIds.find((id) => id === request.params.id)
    if (found === undefined) throw new AttestaError('citizen.unknown')
    return found
  }

  /** A form of another site lets nobody into anything (security.md §2 row 47). */
  function fromHere({ headers }: FastifyRequest): void {
    const { origin } = headers
    // `null` is what a browser says of our own form, since our pages tell no referrer.
    const foreign = origin !== undefined && origin !== ours && origin !== 'null'
    if (foreign || headers['sec-fetch-site'] === 'cross-site') throw new AttestaError('auth.csrf')
  }
}

/** The language that was chosen on the page goes with the person. */
function languageQuery({ url }: FastifyRequest): string {
  const language = languageChosen({ url })
  return language === undefined ? '' : `?${LANGUAGE}=${language}`
}

function send(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow', vary: 'accept-language, cookie' })
    .type('text/html; charset=utf-8')
    .send(html)
}
