import type { Actor } from '../../auth/actor.ts'
import { TASKS } from '../../procedure/procedure.ts'
import { didOf } from '../../registry/did-of.ts'
import { recognise } from '../../steps/recognise.ts'
import type { World } from '../../steps/world.ts'
import { actorOf, endOfRole, FOUNDED } from '../seed-organisations.ts'
import { type Chance, chance } from './chance.ts'
import { inventedCode, inventedName } from './invented.ts'

/** Seven Chambers, each with the provinces that it appoints for; the first two are those of the small demo. */
const CHAMBERS = [
  { slug: 'camera-bergamo', seat: 'Bergamo', provinces: ['BG'] },
  { slug: 'camera-como-lecco', seat: 'Lecco', provinces: ['CO', 'LC'] },
  { slug: 'camera-brescia', seat: 'Brescia', provinces: ['BS'] },
  { slug: 'camera-cremona-mantova-pavia', seat: 'Mantova', provinces: ['CR', 'MN', 'PV'] },
  { slug: 'camera-milano-monza-lodi', seat: 'Milano', provinces: ['MI', 'MB', 'LO'] },
  { slug: 'camera-sondrio', seat: 'Sondrio', provinces: ['SO'] },
  { slug: 'camera-varese', seat: 'Varese', provinces: ['VA'] },
] as const
const OF_THE_SMALL_DEMO = 2
const BODIES = 41
const CENTRES = 8
const EXPERTS_PER_CHAMBER = 9
const MEMBERS_OF_THE_SMALL_DEMO = 4
const BODY_NAMES = ['Valle', 'Ponte', 'Adda', 'Serio', 'Brianza', 'Oglio', 'Ticino', 'Lario', 'Mincio', 'Stelvio', 'Presolana']
const BODY_KINDS = ['Formazione', 'Cooperativa lavoro', 'Scuola mestieri', 'Servizi al lavoro']

export interface LargeBody {
  readonly officer: Actor
  readonly chamber: LargeChamber
  readonly province: string
}

export interface LargeChamber {
  readonly officer: Actor
  readonly seat: string
  /** Who may preside, and who may sit beside; each with the account under which they sign. */
  readonly presidents: readonly LargeExpert[]
  readonly experts: readonly LargeExpert[]
}

export interface LargeExpert {
  readonly expertId: string
  readonly actor: Actor
}

/** What is there before anything else: on the days of the acts of recognition. Sixty organisations, with those of the small demo. */
export function largeSlugs(): string[] {
  const chambers = CHAMBERS.slice(OF_THE_SMALL_DEMO).map(({ slug }) => slug)
  return [...chambers, ...largeBodies().map(({ slug }) => slug)]
}

/**
 * Adds to the small demo what makes sixty organisations: Chambers, accredited bodies and employment centres, an officer in each, experts
 * in each Chamber; and recognises them by acts of the Region.
 */
export async function seedDirectory(world: World): Promise<readonly LargeBody[]> {
  const dice = chance(60)
  const region = await actorOf({ sub: 'region-1', role: 'region' }, world.db)
  const chambers: LargeChamber[] = []
  for (const [index, { slug, seat, provinces }] of CHAMBERS.entries()) {
    if (index >= OF_THE_SMALL_DEMO) {
      const name = `Camera di commercio di ${seat} (dimostrativa)`
      const id = await keepOrganisation({ slug, kind: 'chamber', name, province: provinces[0] }, world)
      await recognised({ region, id, number: `DIM/2024/${20 + index}`, grant: { action: 'appoint', provinces: [...provinces] } }, world)
      await keepOfficer({ slug, role: 'chamber', dice }, world)
    }
    const officer = await officerOf({ slug, role: 'chamber' }, world)
    chambers.push({ officer, seat, ...(await seedExperts({ slug, index, dice }, world)) })
  }

  const bodies: LargeBody[] = []
  const chamberOf = (province: string) => {
    const chamber = chambers[CHAMBERS.findIndex(({ provinces }) => (provinces as readonly string[]).includes(province))]
    if (chamber === undefined) throw new Error(`no Chamber appoints for ${province}`)
    return chamber
  }
  for (const [index, { slug, kind, name, province }] of largeBodies().entries()) {
    const id = await keepOrganisation({ slug, kind, name, province }, world)
    const grant = { action: 'issue', kinds: ['trasparenza', 'validazione', 'certificato'] } as const
    await recognised({ region, id, number: `DIM/2024/${100 + index}`, grant }, world)
    await keepOfficer({ slug, role: 'officer', dice }, world)
    bodies.push({ officer: await officerOf({ slug, role: 'officer' }, world), chamber: chamberOf(province), province })
  }
  // People of the small demo find work of their own in the large one.
  for (const [sub, province] of [
    ['officer-orobie', 'BG'],
    ['officer-cpi-lecco', 'LC'],
  ] as const)
    bodies.push({ officer: await actorOf({ sub, role: 'officer' }, world.db), chamber: chamberOf(province), province })
  return bodies
}

function largeBodies(): { slug: string; kind: 'body' | 'cpi'; name: string; province: string }[] {
  const provinces = CHAMBERS.flatMap((chamber) => chamber.provinces)
  const provinceOf = (index: number) => provinces[index % provinces.length] ?? 'BG'
  const bodies = Array.from({ length: BODIES }, (_, index) => {
    const name = `${BODY_NAMES[index % BODY_NAMES.length]} ${BODY_KINDS[index % BODY_KINDS.length]} ${index + 1} (inventato)`
    return { slug: `ente-${index + 1}`, kind: 'body' as const, name, province: provinceOf(index) }
  })
  const centres = Array.from({ length: CENTRES }, (_, index) => {
    const province = provinceOf(index * 3 + 1)
    return {
      slug: `centro-impiego-${index + 1}`,
      kind: 'cpi' as const,
      name: `Centro per l'Impiego ${index + 1}, ${province} (dimostrativo)`,
      province,
    }
  })
  return [...bodies, ...centres].slice(0, BODIES + CENTRES)
}

async function keepOrganisation(
  { slug, kind, name, province }: { slug: string; kind: string; name: string; province: string },
  { db, issuerUrl }: World,
): Promise<string> {
  const [kept] = await db.rows<{ id: string }>(
    `INSERT INTO organisation (slug, did, kind, name, legal_basis, province, email, demo) VALUES ($1, $2, $3, $4, $5, $6, $7, true) RETURNING id`,
    [
      slug,
      didOf({ issuerUrl, slug }),
      kind,
      name,
      'Atto regionale dimostrativo (dato dimostrativo)',
      province,
      `sportello@${slug}.example`,
    ],
  )
  return kept?.id ?? ''
}

async function recognised(
  { region, id, number, grant }: { region: Actor; id: string; number: string; grant: Parameters<typeof recognise>[0]['grant'] },
  world: World,
): Promise<void> {
  const act = { number, date: '2024-01-15' }
  await recognise(
    {
      actor: region,
      idempotencyKey: `large-recognise-${number}`,
      organisationId: id,
      grant,
      act,
      validFrom: new Date('2024-02-01T00:00:00Z'),
    },
    world,
  )
}

async function keepOfficer({ slug, role, dice }: { slug: string; role: 'officer' | 'chamber'; dice: Chance }, world: World): Promise<void> {
  const { givenName, familyName } = inventedName(dice)
  await keepMember({ sub: `${role}-of-${slug}`, name: `${givenName} ${familyName}`, slug, role }, world)
}

function officerOf({ slug, role }: { slug: string; role: 'officer' | 'chamber' }, { db }: World): Promise<Actor> {
  const small: Readonly<Record<string, string>> = { 'camera-bergamo': 'chamber-bergamo', 'camera-como-lecco': 'chamber-como-lecco' }
  return actorOf({ sub: small[slug] ?? `${role}-of-${slug}`, role, slug }, db)
}

async function keepMember(
  { sub, name, slug, role }: { sub: string; name: string; slug: string; role: 'officer' | 'chamber' | 'member' },
  { db, now }: World,
): Promise<void> {
  await db.rows(
    `WITH kept AS (INSERT INTO account (issuer, subject, name, email) SELECT issuer, $1, $2, $1 || '@posta.example' FROM account LIMIT 1 RETURNING id)
     INSERT INTO membership (account_id, organisation_id, role, valid_from, valid_until, tasks)
     SELECT kept.id, o.id, $4, $5, $6, $7 FROM kept, organisation o WHERE o.slug = $3`,
    [sub, name, slug, role, FOUNDED, endOfRole(now()), role === 'officer' ? TASKS : []],
  )
}

/** Experts of a Chamber: a third of them may preside. */
async function seedExperts({ slug, index, dice }: { slug: string; index: number; dice: Chance }, world: World) {
  const seated: (LargeExpert & { presides: boolean })[] = []
  const wanted = index < OF_THE_SMALL_DEMO ? EXPERTS_PER_CHAMBER - MEMBERS_OF_THE_SMALL_DEMO : EXPERTS_PER_CHAMBER
  for (let place = 0; place < wanted; place++) {
    const { givenName, familyName } = inventedName(dice)
    const name = `${givenName} ${familyName}`
    const sub = `member-${place + 1}-of-${slug}`
    const presides = place % 3 === 0
    await keepMember({ sub, name, slug, role: 'member' }, world)
    const [kept] = await world.db.rows<{ id: string }>(
      `INSERT INTO expert (organisation_id, account_id, name, tax_code, sectors, roles, demo)
       SELECT o.id, a.id, $3, $4, $5, $6, true FROM organisation o, account a WHERE o.slug = $1 AND a.subject = $2 RETURNING id`,
      [slug, sub, name, inventedCode(500_000 + index * 100 + place), ['Area comune'], presides ? ['presidente', 'esperto'] : ['esperto']],
    )
    seated.push({ expertId: kept?.id ?? '', actor: await actorOf({ sub, role: 'member', slug }, world.db), presides })
  }
  return { presidents: seated.filter(({ presides }) => presides), experts: seated.filter(({ presides }) => !presides) }
}
