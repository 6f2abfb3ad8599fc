import { existsSync } from 'node:fs'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import type { Pool } from 'pg'
import type { Signer } from '../credential/crypto/port.ts'
import { type App, createApp } from '../http/app.ts'
import type { Config } from '../http/config.ts'
import { serveWebApp } from '../http/static-app.ts'
import type { Keystore } from '../keys/index.ts'
import { nameCookies } from './auth/cookies.ts'
import { guard } from './auth/guard.ts'
import { openProvider, type Provider } from './auth/provider.ts'
import { holdersOf } from './badge-api/keep-holder.ts'
import { registerBadges } from './badges/register.ts'
import { registerCitizen } from './citizen/register.ts'
import { openDatabase } from './db/database.ts'
import { openDeskPool } from './db/desk.ts'
import { openPrisma } from './db/prisma.ts'
import { demoDocuments } from './demo/documents.ts'
import { mailPage } from './demo/mail-page.ts'
import { registerOauth } from './oauth/register.ts'
import { registerOid4vci } from './oid4vci/register.ts'
import { openReads } from './reads/reads.ts'
import { refuseNul } from './refuse-nul.ts'
import { registerRegistry } from './registry/register.ts'
import { anomalyRoutes } from './routes/anomalies.ts'
import { appointmentRoutes } from './routes/appointments.ts'
import { attestationRoutes } from './routes/attestations.ts'
import { auditFileRoutes } from './routes/audit-files.ts'
import { authRoutes } from './routes/auth.ts'
import { authProblemPage } from './routes/auth-problem.ts'
import { badgePictureRoutes } from './routes/badge-picture.ts'
import { caseCitizenRoutes } from './routes/case-citizen.ts'
import { caseDocumentRoutes } from './routes/case-documents.ts'
import { caseFileRoutes } from './routes/case-files.ts'
import { caseRoutes } from './routes/cases.ts'
import { catalogueRoutes } from './routes/catalogue.ts'
import { commissionRequestRoutes } from './routes/commission-requests.ts'
import { correctionRoutes } from './routes/corrections.ts'
import { dashboardRoutes } from './routes/dashboard.ts'
import { docsRoutes } from './routes/docs.ts'
import { europeanCredentialRoutes } from './routes/european-credential.ts'
import { expertRoutes } from './routes/experts.ts'
import { exportRoutes } from './routes/exports.ts'
import { feeRoutes } from './routes/fees.ts'
import { hoursRoutes } from './routes/hours.ts'
import { readPageNumbers } from './routes/json-schema.ts'
import { switchRoleRoute, whoAmIRoute } from './routes/me.ts'
import { tellVersions } from './routes/on-seen.ts'
import { organisationRoutes } from './routes/organisations.ts'
import { peopleRoutes } from './routes/people.ts'
import { planRoutes } from './routes/plans.ts'
import { registerRoutes } from './routes/register.ts'
import { repertoryRoutes } from './routes/repertory.ts'
import { rulePackRoutes } from './routes/rule-packs.ts'
import { sittingRoutes } from './routes/sittings.ts'
import { volunteerImportRoutes } from './routes/volunteer-imports.ts'
import { volunteerRoutes } from './routes/volunteers.ts'
import { registerStatus } from './status/register.ts'
import { registerStatusPage } from './status-page/register.ts'
import type { World } from './steps/world.ts'
import { issuerWorld } from './world.ts'

/** What anybody calls without any account, and what makes a look into the database. */
const DOORS =
  /^\/(oid4vci\/(nonce|credential|records|renderings\/:form|offers\/:handle)|oauth\/\*|a\/:name)$|^\/il-mio-percorso|^\/ims\/ob\/v3p0\//

export interface IssuerAppOptions {
  readonly config: Config
  readonly pool: Pool
  readonly keystore: Pick<Keystore, 'list' | 'sealFor' | 'wrapping' | 'create'> & { signerFor(organisation: string): Promise<Signer> }
  readonly now?: () => Date
  /** Who says who somebody is; the configured OpenID provider unless another is given. */
  readonly provider?: Provider
  /** Folder of the built console. */
  readonly webDir?: string
}

/** The issuer as an application, testable by `inject`: what is mounted is listed here, nothing is loaded by itself. */
export async function createIssuerApp(options: IssuerAppOptions): Promise<{ app: App; world: World }> {
  const { config, pool, keystore, webDir } = options
  const { issuerUrl } = config
  const world = issuerWorld(options)
  const { db, now } = world
  const deskPool = openDeskPool(pool)
  const desk: World = { ...world, db: openDatabase({ pool: deskPool, now }) }
  const prisma = openPrisma({ pool: deskPool })
  const reads = openReads({ prisma, db: desk.db, now, wrapping: world.wrapping })
  const provider = options.provider ?? openProvider(providerSettings(config))

  const app = await createApp({ config, service: 'issuer', doors: DOORS, ready: async () => (await db.rows('SELECT 1')).length === 1 })
  refuseNul(app)
  await app.register(cookie)
  nameCookies(app, { issuerUrl })
  await app.register(swagger, {
    openapi: { info: { title: 'Attesta issuer', version: '1' } },
    hideUntagged: false,
  })
  app.addHook('onClose', async () => {
    await prisma.$disconnect()
    await deskPool.end()
  })

  await app.register(async (scope) => {
    authProblemPage(scope, { demo: config.demo })
    authRoutes(scope, { db, provider, now, issuerUrl, holders: holdersOf(db) })
  })
  await app.register(async (scope) => {
    guard(scope, { db, now, issuerUrl })
    readPageNumbers(scope)
    tellVersions(scope)
    switchRoleRoute(scope, { db })
    caseRoutes(scope, { world: desk, beyond: world, reads })
    caseDocumentRoutes(scope, { reads })
    caseFileRoutes(scope, { world: desk, beyond: world, reads, demo: config.demo })
    hoursRoutes(scope, { world: desk })
    volunteerRoutes(scope, { world: desk, demo: config.demo })
    volunteerImportRoutes(scope, { world: desk, demo: config.demo })
    caseCitizenRoutes(scope, { world: desk })
    commissionRequestRoutes(scope, { world: desk, reads })
    appointmentRoutes(scope, { world: desk, reads })
    feeRoutes(scope, { world: desk })
    expertRoutes(scope, { world: desk })
    planRoutes(scope, { world: desk })
    sittingRoutes(scope, { world: desk, reads })
    attestationRoutes(scope, { world: desk, reads, walletUrl: config.walletUrl })
    correctionRoutes(scope, { world: desk })
    organisationRoutes(scope, { world })
    registerRoutes(scope, { world })
    exportRoutes(scope, { world })
    repertoryRoutes(scope, { world: desk })
    auditFileRoutes(scope, { world })
    peopleRoutes(scope, { world: desk })
    dashboardRoutes(scope, { db, now })
    anomalyRoutes(scope, { db, now })
    europeanCredentialRoutes(scope, { world: desk })
    badgePictureRoutes(scope, { world: desk })
    catalogueRoutes(scope, desk)
    rulePackRoutes(scope)
  })
  whoAmIRoute(app, { db, now, demo: config.demo ? 'demo' : 'production' })
  docsRoutes(app)
  if (config.demo) {
    mailPage(app, { mailboxUrl: `${config.oidc.issuer}/mail.json` })
    await demoDocuments(app, world)
  }

  const edge = { config, pool, keystore, now }
  await registerOauth(app, edge)
  await registerOid4vci(app, { ...edge, world })
  await registerRegistry(app, edge)
  await registerStatus(app, edge)
  await registerBadges(app, edge, world)
  if (config.badgeApi !== undefined) {
    const { registerBadgeApi } = await import('./badge-api/register.ts')
    await registerBadgeApi(app, { ...edge, config, settings: config.badgeApi, world, login: provider })
  }
  if (config.vcApi !== undefined) {
    const { issuerVcApi } = await import('./vc-api/register.ts')
    await issuerVcApi(app, edge)
  }
  await registerStatusPage(app, edge)
  await registerCitizen(app, { config, world })

  if (webDir !== undefined && existsSync(join(webDir, 'index.html'))) await serveWebApp(app, webDir)
  return { app, world }
}

function providerSettings({ issuerUrl, oidc, taxCodeClaim }: Config) {
  return { ...oidc, taxCodeClaim, redirectUri: `${issuerUrl}/auth/callback`, postLogoutRedirectUri: `${issuerUrl}/` }
}
