import type { JsonObject, JsonValue } from '../../../../credential/json/index.ts'
import { defined, type Reading } from './rows.ts'
import { at, between, each, isoDay, numberIn, text } from './walk.ts'

const ADDRESS = 'https://attesta.example/ns/'
const MODES: Readonly<Record<string, string>> = {
  'in presenza': 'presential',
  'a distanza': 'online',
  mista: 'blended',
  'sul lavoro': 'work-based',
}
const SETTINGS: Readonly<Record<string, string>> = { formale: 'formal', 'non formale': 'non-formal', informale: 'informal' }
const TYPES: Readonly<Record<string, string>> = {
  'ext:DocumentoDiTrasparenza': 'trasparenza',
  'ext:DocumentoDiValidazione': 'validazione',
  Certificate: 'certificato',
  MicroCredential: 'microcredenziale',
  CertificateOfCompletion: 'frequenza',
}

/**
 * An Open Badge 3.0, from the properties that any reader of badges knows (the table's column «OB3»), never from what we put beside them for
 * ourselves: the evidence with our record and with the claims of the outcome is not looked at.
 */
export function readBadge(badge: JsonObject): Reading {
  const subject = at(badge, 'credentialSubject')
  const achievement = at(subject, 'achievement')
  const parent = at(badge, 'issuer', 'parentOrg')
  const [named] = each(at(subject, 'identifier')).filter(({ identityType }) => identityType === 'name')
  const [list] = each(badge.credentialStatus)
  const lists = text(list?.statusListCredential) ?? ''
  return defined({
    'kind of document': kindOf(achievement),
    'M1 D1 name': named?.hashed === false ? named.identityHash : undefined,
    'M2 title': badge.name === at(achievement, 'name') ? badge.name : undefined,
    'M3 country and region of the issuer': placeOf(at(badge, 'issuer')),
    'M4 D2 awarding body': [at(badge, 'issuer', 'id') ?? null, at(badge, 'issuer', 'name') ?? null],
    'D2 its legal basis': basisOf(at(badge, 'issuer')),
    'D2 ente pubblico titolare': at(parent, 'name'),
    'D2 its legal basis and place': [basisOf(parent) ?? null, ...placeOf(parent)],
    'M5 date of issue': badge.awardedDate,
    'validity: from': badge.validFrom,
    'validity: until': badge.validUntil,
    'number in the register': at(subject, 'licenseNumber'),
    ...readAlignments(each(at(achievement, 'alignment'))),
    ...readDescription(text(at(achievement, 'description')) ?? ''),
    ...readCriteria(text(at(achievement, 'criteria', 'narrative')) ?? ''),
    'D4 experiences': each(badge.evidence)
      .filter(({ genre }) => genre === 'Experience')
      .map(({ name, narrative }) => [name ?? null, ...readExperience(text(narrative) ?? '')]),
    'chain of authority': each(badge.evidence)
      .filter(({ genre }) => genre === 'RecognizedEntityCredential' || genre === 'ExamDecisionCredential')
      .map(({ narrative }) => narrative ?? null),
    'state: place in the lists': [lists.slice(0, lists.lastIndexOf('/')), Number(list?.statusListIndex)],
  })
}

/** The type and the first tag say it, the one to programs and the other to people. */
function kindOf(achievement: JsonValue | undefined): string | undefined {
  const tags = at(achievement, 'tag')
  const kind = TYPES[text(at(achievement, 'achievementType')) ?? '']
  return Array.isArray(tags) && tags[0] === kind ? kind : undefined
}

function placeOf(profile: JsonValue | undefined): JsonValue[] {
  return [at(profile, 'address', 'addressCountryCode') ?? null, at(profile, 'address', 'addressRegion') ?? null]
}

function basisOf(profile: JsonValue | undefined): JsonValue | undefined {
  return each(at(profile, 'otherIdentifier')).find(({ identifierType }) => identifierType === 'ext:authorisation')?.identifier
}

/** Alignments to a competence are followed by those of its codes; the qualification comes after all of them. */
function readAlignments(alignments: readonly JsonObject[]): Reading {
  const framework = (name: string) => alignments.filter(({ targetFramework }) => text(targetFramework)?.startsWith(name))
  const versioned = (name: string) => framework(name).map(({ targetCode, targetFramework: of }) => coded(targetCode, of, name))
  const competences = alignments.filter(({ targetUrl, targetType }) => isOfRepertory(targetUrl) && targetType === undefined)
  const [qualification] = alignments.filter(({ targetType }) => targetType === 'ext:Qualification')
  const ofEach = (pick: (row: JsonObject) => string[]) =>
    competences.map((competence) => {
      const from = alignments.indexOf(competence) + 1
      const until = alignments.findIndex(({ targetUrl }, index) => index >= from && isOfRepertory(targetUrl))
      return alignments.slice(from, until < 0 ? alignments.length : until).flatMap(pick)
    })
  const [ateco, cpIstat] = [versioned('ATECO '), versioned('CP ISTAT ')]
  return defined({
    'M6 D3 competences': competences.map(({ targetName, targetCode }) => [targetName ?? null, targetCode ?? null]),
    'M6 D3 repertory of each': competences.map((row) => repertoryOf(row)),
    'dato dimostrativo': competences.map(({ targetFramework }) => text(targetFramework)?.endsWith(' (dato dimostrativo)') ?? null),
    ESCO: ofEach(({ targetFramework, targetUrl }) => (targetFramework === 'ESCO' ? [String(targetUrl)] : [])),
    'Atlante del lavoro': ofEach(({ targetFramework: of, targetCode }) =>
      text(of)?.startsWith('Atlante del lavoro ') ? [coded(targetCode, of, 'Atlante del lavoro ')] : [],
    ),
    'D3 reference qualification': qualification && [
      qualification.targetName ?? null,
      qualification.targetCode ?? null,
      ...repertoryOf(qualification),
    ],
    'M8 D3 levels': [
      ...new Set([
        ...framework('European Qualifications Framework').map(({ targetCode }) => `EQF ${targetCode}`),
        ...framework('Quadro nazionale delle qualificazioni').map(({ targetCode }) => `QNQ ${targetCode}`),
      ]),
    ].sort(),
    'D3 ATECO': ateco.length === 0 ? undefined : ateco,
    'D3 CP ISTAT': cpIstat.length === 0 ? undefined : cpIstat,
  })
}

function isOfRepertory(address: JsonValue | undefined): boolean {
  return text(address)?.startsWith(`${ADDRESS}repertory/`) ?? false
}

/** Name and release are two parts of the address, and the name of the framework says the same. */
function repertoryOf({ targetUrl, targetFramework }: JsonObject): string[] {
  const [name = '', release = ''] = String(targetUrl).slice(`${ADDRESS}repertory/`.length).split('/').map(decodeURIComponent)
  return String(targetFramework).replace(' (dato dimostrativo)', '') === `${name} ${release}` ? [name, release] : []
}

function coded(code: JsonValue | undefined, framework: JsonValue | undefined, name: string): string {
  return `${code} (${String(framework).slice(name.length)})`
}

/** For people: each competence is a paragraph, with its abilities and knowledge in a line each. */
function readDescription(description: string): Reading {
  const paragraphs = description.startsWith('**') ? description.split('\n\n') : []
  const listed = (label: string) => paragraphs.map((paragraph) => between(`${paragraph}\n`, `\n${label}: `, '\n')?.split('; ') ?? [])
  return { abilities: listed('Abilità'), knowledge: listed('Conoscenze') }
}

/** How it was learnt and judged, in sentences of Italian. */
function readCriteria(criteria: string): Reading {
  const text = `\n${criteria}\n`
  const [, type, mode = '', date = '', identity] =
    /\nValutazione: (.+) \(modalità (.+)\), (\S+); identità (accertata|non accertata) con documento\.\n/.exec(text) ?? []
  const qualification = between(text, '\nQualificazione di riferimento: ', '.\n')
  return defined({
    'M9 D4 assessment': type && [type, MODES[mode] ?? null, isoDay(date)],
    'identity at the assessment': identity && (identity === 'accertata' ? 'with-id' : 'none'),
    'D4 way of learning': SETTINGS[between(text, '\nApprendimento ', '.\n') ?? ''],
    'M10 form of participation': MODES[between(text, '\nPartecipazione: ', '.\n') ?? ''],
    'M7 workload in hours': numberIn(between(text, '\nCarico di lavoro: ', ' ore.\n')),
    'D3 only a part of it': qualification?.endsWith(' (parziale)'),
    'M11 quality assurance': between(text, '\nGaranzia della qualità: ', '\n'),
  })
}

/** `Filatoio Orobico, dal 01/02/2021, al 30/06/2025, 1600 ore` */
function readExperience(words: string): JsonValue[] {
  const [, organisation, from, until, hours] =
    /^(?:(.+?)(?:, |$))??(?:dal (\S+?)(?:, |$))?(?:al (\S+?)(?:, |$))?(?:([\d,]+) ore)?$/.exec(words) ?? []
  return [organisation ?? null, from ? isoDay(from) : null, until ? isoDay(until) : null, numberIn(hours) ?? null]
}
