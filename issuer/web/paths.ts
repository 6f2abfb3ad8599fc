/** Addresses of the console's pages, in one place. */
export const paths = {
  home: '/',
  cases: '/pratiche',
  newCase: '/pratiche/nuova',
  case: (id: string) => `/pratiche/${id}`,
  document: (caseId: string, documentId: string) => `/pratiche/${caseId}/documenti/${documentId}`,
  request: (id: string) => `/richieste/${id}`,
  requests: '/richieste',
  planner: '/pianifica',
  fees: '/compensi',
  experts: '/esperti',
  newExpert: '/esperti/nuovo',
  conflicts: '/esperti/conflitti',
  expert: (id: string) => `/esperti/${id}`,
  volunteers: '/volontari',
  newVolunteer: '/volontari/nuovo',
  volunteerImports: '/volontari/importa',
  volunteerImport: (id: string) => `/volontari/importa/${id}`,
  volunteer: (id: string) => `/volontari/${id}`,
  sitting: (id: string) => `/sedute/${id}`,
  sittings: '/sedute',
  attestation: (id: string) => `/attestati/${id}`,
  offer: (id: string) => `/attestati/${id}/consegna`,
  correct: (id: string) => `/attestati/${id}/rettifica`,
  corrections: '/rettifiche',
  correction: (id: string) => `/rettifiche/${id}`,
  organisations: '/enti',
  newOrganisation: '/enti/nuovo',
  people: '/persone',
  exports: '/esportazioni',
  repertory: '/repertorio',
  atlante: '/atlante',
  release: (id: string) => `/repertorio/${id}`,
  register: '/registro',
  registerEntry: (id: string) => `/registro/${id}`,
  peopleOf: (id: string) => `/enti/${id}/persone`,
  organisation: (id: string) => `/enti/${id}`,
  dashboard: '/cruscotto',
  anomalies: '/anomalie',
  anomaliesOf: (kind: string) => `/anomalie?che=${kind}`,
  supervised: (id: string) => `/anomalie/${id}`,
  organisationsIn: (province: string) => `/enti?provincia=${province}`,
  rulePacks: '/regole',
  rulePack: ({ id, version }: { id: string; version: string }) => `/regole/${id}/${version}`,
  europeanCredential: '/credenziale-europea',
  badgePicture: '/badge',
  accessibility: '/accessibilita',
  privacy: '/privacy',
} as const

const PAGES = {
  cases: /^\/pratiche$/,
  newCase: /^\/pratiche\/nuova$/,
  case: /^\/pratiche\/([\w-]+)$/,
  document: /^\/pratiche\/([\w-]+)\/documenti\/([\w-]+)$/,
  requests: /^\/richieste$/,
  planner: /^\/pianifica$/,
  fees: /^\/compensi$/,
  experts: /^\/esperti$/,
  newExpert: /^\/esperti\/nuovo$/,
  conflicts: /^\/esperti\/conflitti$/,
  expert: /^\/esperti\/([\w-]+)$/,
  volunteers: /^\/volontari$/,
  newVolunteer: /^\/volontari\/nuovo$/,
  volunteerImports: /^\/volontari\/importa$/,
  volunteerImport: /^\/volontari\/importa\/([\w-]+)$/,
  volunteer: /^\/volontari\/([\w-]+)$/,
  request: /^\/richieste\/([\w-]+)$/,
  sittings: /^\/sedute$/,
  sitting: /^\/sedute\/([\w-]+)$/,
  attestation: /^\/attestati\/([\w-]+)$/,
  offer: /^\/attestati\/([\w-]+)\/consegna$/,
  correct: /^\/attestati\/([\w-]+)\/rettifica$/,
  corrections: /^\/rettifiche$/,
  correction: /^\/rettifiche\/([\w-]+)$/,
  organisations: /^\/enti$/,
  register: /^\/registro$/,
  registerEntry: /^\/registro\/([\w-]+)$/,
  repertory: /^\/repertorio$/,
  atlante: /^\/atlante$/,
  release: /^\/repertorio\/([\w-]+)$/,
  exports: /^\/esportazioni$/,
  people: /^\/persone$/,
  peopleOf: /^\/enti\/([\w-]+)\/persone$/,
  newOrganisation: /^\/enti\/nuovo$/,
  organisation: /^\/enti\/([\w-]+)$/,
  dashboard: /^\/cruscotto$/,
  anomalies: /^\/anomalie$/,
  supervised: /^\/anomalie\/([\w-]+)$/,
  rulePacks: /^\/regole$/,
  rulePack: /^\/regole\/([\w-]+)\/(\d+)$/,
  europeanCredential: /^\/credenziale-europea$/,
  badgePicture: /^\/badge$/,
  accessibility: /^\/accessibilita$/,
  privacy: /^\/privacy$/,
  home: /^\/$/,
} as const

export type PageName = keyof typeof PAGES

const CHAMBERS: ReadonlySet<string> = new Set<PageName>([
  'planner',
  'fees',
  'experts',
  'newExpert',
  'conflicts',
  'expert',
  'corrections',
  'correction',
])

/** A page that only a Chamber has. */
export const isChambers = (name: PageName) => CHAMBERS.has(name)

const REGISTER: ReadonlySet<string> = new Set<PageName>(['volunteers', 'newVolunteer', 'volunteer', 'volunteerImports', 'volunteerImport'])

/** A page that only a body of the third sector has. */
export const isOfVolunteers = (name: PageName) => REGISTER.has(name)

/** Which page a path is, whose, and which part of it. `undefined` = no page of the console. */
export function pageOf(path: string): { readonly name: PageName; readonly id: string; readonly part?: string } | undefined {
  for (const [name, pattern] of Object.entries(PAGES)) {
    const match = pattern.exec(path)
    if (match !== null) return { name: name as PageName, id: match[1] ?? '', ...(match[2] !== undefined && { part: match[2] }) }
  }
  return undefined
}

/** Pages that are the Region's alone, loaded when somebody opens one. */
const REGIONAL: readonly PageName[] = [
  'organisations',
  'newOrganisation',
  'organisation',
  'peopleOf',
  'repertory',
  'atlante',
  'release',
  'dashboard',
  'anomalies',
  'supervised',
]

export function isRegional(name: PageName): boolean {
  return REGIONAL.includes(name)
}
