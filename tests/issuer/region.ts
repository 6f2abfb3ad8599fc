import type { Actor, Role } from '../../issuer/auth/actor.ts'
import { TASKS } from '../../issuer/procedure/procedure.ts'
import { didOf } from '../../issuer/registry/did-of.ts'
import { type RulePack, rulePackInForce } from '../../issuer/rule-pack/rule-pack.ts'
import { recognise } from '../../issuer/steps/recognise.ts'
import { key, type People } from './exam.ts'
import type { House } from './house.ts'

/** The regions whose rules ship, each with a province of its own. */
export const REGIONS = [
  { name: 'Lombardia', code: 'ITC4', province: 'BS' },
  { name: 'Sicilia', code: 'ITG1', province: 'PA' },
  { name: 'Toscana', code: 'ITI1', province: 'FI' },
  { name: 'Lazio', code: 'ITI4', province: 'RM' },
] as const

export interface Region {
  readonly pack: RulePack
  readonly province: string
  /** Whoever recognises here. */
  readonly officerOfRegion: Actor
  readonly body: Actor
  /** Of another body that may carry a case on. */
  readonly nextBody: Actor
  readonly office: Actor
  readonly members: readonly { readonly actor: Actor; readonly expertId: string }[]
}

/** Somebody works where they are seated: nobody else is named for what is done there. */
export async function employ({ accountId, organisation, role, tasks }: Actor, { db }: House['world']): Promise<void> {
  await db.rows(`INSERT INTO membership (account_id, organisation_id, role, tasks) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, [
    accountId,
    organisation.id,
    role,
    tasks,
  ])
}

/** A Region with an office that appoints, two bodies and three experts, each as the region's own rules call them. */
export async function settle(
  { world, clock }: Pick<House, 'world' | 'clock'>,
  { code, province }: { code: string; province: string },
  /** Gives an organisation its key, where it is not made when it first signs. */
  giveKey: (slug: string) => Promise<unknown> = world.ensureKey,
): Promise<Region> {
  const pack = rulePackInForce({ region: code, day: '2026-11-23' })
  const organisation = async (slug: string, kind: string, name: string) => {
    const did = didOf({ issuerUrl: world.issuerUrl, slug })
    const [row] = await world.db.rows<{ id: string; name: string }>(
      `INSERT INTO organisation (slug, did, kind, name, legal_basis, province, region, demo)
       VALUES ($1, $2, $3, $4, 'Atto dimostrativo', $5, $6, true)
       ON CONFLICT (slug) DO UPDATE SET region = excluded.region RETURNING id, name`,
      [slug, did, kind, name, province, code],
    )
    await giveKey(slug)
    return { id: row?.id ?? '', slug, did, name: row?.name ?? name }
  }
  const [region, office, body, nextBody] = [
    // The region of the demo is there before: no other may give out its numbers.
    await organisation(code === 'ITC4' ? 'regione-lombardia' : `regione-di-${code.toLowerCase()}`, 'region', `Regione ${code}`),
    await organisation(pack.chambers[province] ?? '', pack.appointedBy.organisationKind, `Ufficio che nomina in ${code}`),
    await organisation(`ente-di-${code.toLowerCase()}`, 'body', `Ente di ${code}`),
    await organisation(`altro-ente-di-${code.toLowerCase()}`, 'body', `Altro ente di ${code}`),
  ]
  const who = async (sub: string, role: Role, of: Actor['organisation']): Promise<Actor> => {
    const [account] = await world.db.rows<{ id: string; name: string }>('SELECT id, name FROM account WHERE subject = $1', [sub])
    const tasks = role === 'officer' ? TASKS : []
    const actor = { accountId: account?.id ?? '', name: account?.name ?? '', role, tasks, organisation: of }
    await employ(actor, world)
    return actor
  }
  const officerOfRegion = await who('region-1', 'region', region)
  const given = { actor: officerOfRegion, act: { number: 'PROVA/1', date: '2026-01-10' }, validFrom: new Date('2026-02-01T00:00:00Z') }
  const appoint = { action: 'appoint', provinces: [province] } as const
  const issue = { action: 'issue', kinds: ['trasparenza', 'validazione', 'certificato'] } as const
  for (const [organisationId, grant] of [
    [office.id, appoint],
    [body.id, issue],
    [nextBody.id, issue],
  ] as const)
    await recognise({ ...given, idempotencyKey: key(), organisationId, grant }, world)

  const { profile, competence } = pack.compositions
  const roles = [...new Set([...profile.roles, ...competence.roles].map(({ id }) => id))]
  const members = []
  for (const sub of ['president-1', 'expert-1', 'expert-2']) {
    const member = await who(sub, 'member', office)
    const [row] = await world.db.rows<{ id: string }>(
      `INSERT INTO expert (organisation_id, account_id, name, tax_code, sectors, roles, demo)
       SELECT $1, account_id, name, tax_code, ARRAY['Area comune'], $3, true FROM expert WHERE account_id = $2 LIMIT 1
       ON CONFLICT ON CONSTRAINT expert_tax_code DO UPDATE SET roles = excluded.roles, sectors = excluded.sectors RETURNING id`,
      [office.id, member.accountId, roles],
    )
    members.push({ actor: member, expertId: row?.id ?? '' })
  }
  clock.advance(3600)
  return {
    pack,
    province,
    officerOfRegion,
    body: await who('officer-orobie', 'officer', body),
    nextBody: await who('officer-cpi-lecco', 'officer', nextBody),
    office: await who('chamber-bergamo', 'chamber', office),
    members,
  }
}

export type Certifies = 'profile' | 'competence'

/** Those who have to do with a case of this region, the seats as its rules ask for them: a whole profile, or a single competence. */
export function peopleOfRegion({ pack, province, officerOfRegion, body, office, members }: Region, certifies: Certifies): People {
  const needed = pack.compositions[certifies].roles.filter(({ onlyAfterCourse }) => !onlyAfterCourse)
  const roles = needed.flatMap(({ id, least }) => Array.from({ length: least }, () => id))
  const seats = roles.map((role, place) => {
    const member = members[place]
    if (member === undefined) throw new Error(`nobody sits as ${role}`)
    return { ...member, role }
  })
  const [president, expert] = [seats.find(({ role }) => role === 'presidente'), seats.find(({ role }) => role !== 'presidente')]
  if (president === undefined || expert === undefined) throw new Error('a commission has a president and somebody else')
  return {
    officer: body,
    chamber: office,
    region: officerOfRegion,
    president: president.actor,
    expert: expert.actor,
    seats,
    province,
    certifies,
  }
}
