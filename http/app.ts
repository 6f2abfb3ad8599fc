import { readFileSync } from 'node:fs'
import { getHeapStatistics } from 'node:v8'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import { AttestaError } from '../credential/errors.ts'
import { MAX_JSON_BYTES, parseStrictJson } from '../credential/json/index.ts'
import type { Config } from './config.ts'
import { loggerOptions } from './logger.ts'
import { onClientError } from './on-client-error.ts'
import { onFrameworkError, onProblem } from './on-problem.ts'
import { pageAssets } from './page/page-assets.ts'
import { problemPage, wantsPage } from './page/problem-page.ts'
import { frameOf } from './page/served-page.ts'
import { problemOf } from './problem.ts'
import { type HeaderOptions, securityHeaders } from './security-headers.ts'

/** In which a request must have arrived whole; the largest, of 25 MB, at 2 Mbit/s. Fastify's default waits for ever. */
const REQUEST_MS = 120_000
const UNCOUNTED = /^\/(assets\/|health$|ready$)/

export type App = FastifyInstance

export interface AppOptions {
  readonly config: Config
  readonly service: 'issuer' | 'verifier' | 'wallet'
  /** Whom pages of this service may connect to, beside itself (CSP `connect-src`). */
  readonly connect?: HeaderOptions['connect']
  /** Where forms and redirects after them may go (CSP `form-action`). */
  readonly formAction?: HeaderOptions['formAction']
  /** Patterns of routes that anybody may call and that cost a row or a signature: each has a limit of its own beside the general one. */
  readonly doors?: RegExp
  /** Tells `/ready` whether the service can do its work; a rejection or false means 503. */
  readonly ready?: () => Promise<boolean>
}

/**
 * A Fastify application with what every service of Attesta has: strict schemas, strict JSON, security headers, problem+json,
 * logs by allow-list, `/health` and `/ready`.
 */
export async function createApp({ config, service, connect, formAction, doors, ready = async () => true }: AppOptions): Promise<App> {
  const app = Fastify({
    logger: loggerOptions({ level: config.logLevel, service }),
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    bodyLimit: 256 * 1024,
    // Fastify's default of 100 cuts off addresses that name a key (`/badges/refresh/…`); each route has its own narrower limit.
    routerOptions: { maxParamLength: 2048 },
    return503OnClosing: true,
    requestTimeout: REQUEST_MS,
    clientErrorHandler: onClientError,
    frameworkErrors: (error, request, reply) => onFrameworkError(error, request, reply, config.demo),
    // Fastify's defaults remove unknown members, turn numbers into strings and fill in defaults: all silent (security.md finding 9).
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false, allErrors: false } },
    ...tlsOf(config),
  } as FastifyServerOptions) as unknown as App

  app.removeAllContentTypeParsers()
  // A route that takes more than others says so once: its limit is that of the bytes and of what is read from them.
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined)
    try {
      done(null, parseStrictJson(new Uint8Array(body as Buffer), { maxBytes: request.routeOptions.bodyLimit ?? MAX_JSON_BYTES }))
    } catch (error) {
      done(error as Error)
    }
  })

  securityHeaders(app, {
    https: config[`${service}Url`].startsWith('https:'),
    ...(connect === undefined ? {} : { connect }),
    ...(formAction === undefined ? {} : { formAction }),
  })
  onProblem(app, config)
  app.addHook('onResponse', async (request, reply) => {
    // Route patterns, never addresses: an address may hold an id that somebody else wrote.
    request.log.info(
      { route: request.routeOptions.url ?? 'none', method: request.method, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    )
  })

  // Before the limiter is there, which reads what a route asks for when the route is made.
  app.addHook('onRoute', (route) => {
    if (doors?.test(route.url) !== true) return
    // A door that asks for less keeps its own.
    route.config = { rateLimit: { max: config.doorRequestsPerMinute, timeWindow: '1 minute' }, ...route.config }
  })
  // Per address; accounts have limits of their own where guessing would pay. Files of the page do not count.
  await app.register(rateLimit, {
    max: config.requestsPerMinute,
    timeWindow: '1 minute',
    allowList: (request) => UNCOUNTED.test(request.url),
    errorResponseBuilder: () => new AttestaError('request.too-many'),
  })
  await app.register(underPressure, {
    maxEventLoopDelay: config.busyAfterMs,
    maxHeapUsedBytes: Math.floor(getHeapStatistics().heap_size_limit * 0.9),
    retryAfter: 3,
    pressureHandler: (request, reply) => {
      const problem = problemOf('service.busy')
      // Answered before any route's own hooks, and it tells nothing of anybody: pages that may read the answer may read the refusal.
      reply.headers({ 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after', 'retry-after': '3' })
      reply.code(problem.status).header('cache-control', 'no-store')
      if (wantsPage(request)) reply.type('text/html; charset=utf-8').send(problemPage(problem, frameOf(request, config.demo)))
      else reply.type('application/problem+json').send(problem)
    },
  })

  pageAssets(app)
  app.get('/health', async () => ({ status: 'ok', service }))
  app.get('/ready', async (_request, reply) => {
    if (await ready().catch(() => false)) return { status: 'ready', service }
    throw notReady(reply)
  })
  return app
}

function notReady(reply: { header(name: string, value: string): unknown }): AttestaError {
  reply.header('retry-after', '5')
  return new AttestaError('service.not-ready')
}

function tlsOf({ tls }: Config): object {
  return tls === undefined ? {} : { https: { key: readFileSync(tls.keyFile), cert: readFileSync(tls.certFile) } }
}
