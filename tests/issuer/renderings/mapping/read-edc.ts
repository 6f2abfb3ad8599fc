import type { JsonObject, JsonValue } from '../../../../credential/json/index.ts'
import { defined, levels, type Reading } from './rows.ts'
import { at, each, text } from './walk.ts'

// Codes of the Publications Office, from its own lists and not from ours.
const KINDS: Readonly<Record<string, string>> = {
  'Documento di trasparenza': 'trasparenza',
  'Documento di validazione': 'validazione',
  'Attestato di competenza': 'certificato',
  Microcredenziale: 'microcredenziale',
  'Attestato di frequenza': 'frequenza',
}
const QNQ = ['1eeca5f9', 'fd9234c1', '5c91e0ca', '7d534b92', 'd2b47671', '8cf0774e', '0fe2b814', '370653aa'].map((code) => `c_${code}`)
const SETTINGS: Readonly<Record<string, string>> = { '6fd4685715': 'formal', e207a81fc7: 'non-formal' }
const MODES: Readonly<Record<string, string>> = {
  '9191af2ed9': 'presential',
  '920fbb3cbe': 'online',
  e92d221e4d: 'blended',
  '729f3bed4b': 'work-based',
}
const SUPERVISION: Readonly<Record<string, string>> = { '70be69aaf9': 'with-id', c598449d64: 'none' }
const COUNTRIES: Readonly<Record<string, string>> = { ITA: 'IT', FRA: 'FR' }

/**
 * A European Digital Credential, from the properties of the learning model (the table's column «EDC»). The attachment with our record is
 * looked at for one thing that the model has no property for: who decided.
 */
export function readEdc(document: JsonObject): Reading {
  const person = at(document, 'credentialSubject')
  const achievement = at(person, 'hasClaim')
  const qualification = at(achievement, 'specifiedBy')
  const parts = each(at(achievement, 'hasPart'))
  const body = at(achievement, 'awardedBy', 'awardingBody')
  const titular = at(body, 'accreditation', 'accreditingAgent')
  const [list = '', place] = (text(at(document, 'credentialStatus', 'id')) ?? '').split('#')
  const { it: _, ...translated } = (at(achievement, 'title') ?? {}) as JsonObject
  return defined({
    'kind of document': KINDS[(text(at(document, 'displayParameter', 'title', 'it')) ?? '').split(': ')[0] ?? ''],
    'M1 D1 name': `${at(person, 'givenName', 'it')} ${at(person, 'familyName', 'it')}`,
    'M1 D1 birth date': dayOf(at(person, 'dateOfBirth')),
    'M1 D1 tax code': at(person, 'nationalID', 'spatial', 'id')?.toString().endsWith('/ITA')
      ? at(person, 'nationalID', 'notation')
      : undefined,
    'M2 title': at(achievement, 'title', 'it'),
    'M2 title in other languages': Object.keys(translated).length === 0 ? undefined : translated,
    'M3 country and region of the issuer': placeOf(at(document, 'issuer')),
    'M4 D2 awarding body': [at(body, 'id') ?? null, at(body, 'legalName', 'it') ?? null],
    'D2 its legal basis': at(body, 'accreditation', 'title', 'it'),
    'D2 ente pubblico titolare': at(titular, 'legalName', 'it'),
    'D2 its legal basis and place': [at(titular, 'additionalNote', 'noteLiteral', 'it') ?? null, ...placeOf(titular)],
    'M5 date of issue': document.issued === document.issuanceDate ? document.issued : undefined,
    'validity: from': document.validFrom,
    'validity: until': document.validUntil,
    'number in the register': at(document, 'identifier', 'notation'),
    ...readParts(parts),
    ...readQualification(qualification),
    'M8 D3 levels': [...new Set([qualification, ...parts.map(({ specifiedBy }) => specifiedBy)].flatMap(levelsOf))].sort(),
    'D4 experiences': each(at(achievement, 'influencedBy')).map((activity) => [
      at(activity, 'title', 'it') ?? null,
      at(activity, 'directedBy', 'prefLabel', 'it') ?? null,
      dayOf(at(activity, 'temporal', 'startDate')) ?? null,
      dayOf(at(activity, 'temporal', 'endDate')) ?? null,
      hoursOf(activity.workload) ?? null,
    ]),
    ...readAssessment(at(achievement, 'provenBy')),
    ...readRecord(document),
    'state: place in the lists': [list.slice(0, list.lastIndexOf('/')), Number(place)],
  })
}

function readParts(parts: readonly JsonObject[]): Reading {
  const of = (part: JsonObject) => at(part, 'specifiedBy')
  const outcomes = (part: JsonObject, kind: 'skill' | 'knowledge') =>
    each(at(of(part), 'learningOutcome'))
      .filter(({ dcType }) => codeOf(dcType) === kind)
      .map(({ title }) => at(title, 'it') ?? null)
  const own = (part: JsonObject) => each(at(of(part), 'learningOutcome')).find(({ dcType }) => dcType === undefined)
  const classified = (part: JsonObject) => each(at(of(part), 'identifier'))
  const inRepertory = (part: JsonObject) => classified(part).find(({ schemeName }) => schemeName !== 'Atlante del lavoro')
  return {
    'M6 D3 competences': parts.map((part) => {
      const notation = inRepertory(part)?.notation
      const name = at(part, 'title', 'it') ?? null
      return [name, notation === undefined || notation === name ? null : notation]
    }),
    'M6 D3 repertory of each': parts.map((part) => [inRepertory(part)?.schemeName ?? null, inRepertory(part)?.schemeVersion ?? null]),
    'M6 competences in other languages': parts.map((part) => {
      const { it: _, ...others } = (at(part, 'title') ?? {}) as JsonObject
      return others
    }),
    'dato dimostrativo': parts.map((part) =>
      each(at(of(part), 'additionalNote')).some(({ noteLiteral }) => at(noteLiteral, 'it') === 'Dato dimostrativo'),
    ),
    abilities: parts.map((part) => outcomes(part, 'skill')),
    knowledge: parts.map((part) => outcomes(part, 'knowledge')),
    ESCO: parts.map((part) => each(at(own(part), 'relatedESCOSkill')).map(({ id }) => id ?? null)),
    'Atlante del lavoro': parts.map((part) =>
      classified(part)
        .filter(({ schemeName }) => schemeName === 'Atlante del lavoro')
        .map(coded),
    ),
    'M8 D3 levels of each competence': parts.map((part) => levelsOf(of(part))),
  }
}

function readQualification(qualification: JsonValue | undefined): Reading {
  const identifiers = each(at(qualification, 'identifier'))
  const reference = identifiers.find(({ schemeName }) => schemeName !== 'CP ISTAT')
  const cpIstat = identifiers.filter(({ schemeName }) => schemeName === 'CP ISTAT').map(coded)
  const ateco = each(at(qualification, 'qualificationCode')).map(({ notation, inScheme }) => {
    const scheme = text(at(inScheme, 'id')) ?? ''
    return `${notation} (${decodeURIComponent(scheme.slice(scheme.lastIndexOf('/') + 1))})`
  })
  const notes = each(at(qualification, 'additionalNote')).map(({ noteLiteral }) => text(at(noteLiteral, 'it')) ?? '')
  const name = at(qualification, 'title', 'it') ?? null
  return defined({
    'D3 reference qualification': reference && [
      name,
      reference.notation === name ? null : (reference.notation ?? null),
      reference.schemeName ?? null,
      reference.schemeVersion ?? null,
    ],
    'D3 only a part of it': at(qualification, 'isPartialQualification'),
    'D3 ATECO': ateco.length === 0 ? undefined : ateco,
    'D3 CP ISTAT': cpIstat.length === 0 ? undefined : cpIstat,
    'M7 workload in hours': hoursOf(at(qualification, 'volumeOfLearning')),
    'M10 form of participation': MODES[codeOf(at(qualification, 'mode'))],
    'D4 way of learning':
      SETTINGS[codeOf(at(qualification, 'learningSetting'))] ?? (notes.includes('Apprendimento informale') ? 'informal' : undefined),
    'M11 quality assurance': notes.find((note) => note.startsWith('Garanzia della qualità: '))?.slice('Garanzia della qualità: '.length),
  })
}

function readAssessment(assessment: JsonValue | undefined): Reading {
  return defined({
    'M9 D4 assessment': [
      at(assessment, 'title', 'it') ?? null,
      MODES[codeOf(at(assessment, 'specifiedBy', 'mode'))] ?? null,
      dayOf(at(assessment, 'dateIssued')) ?? null,
    ],
    'identity at the assessment': SUPERVISION[codeOf(at(assessment, 'idVerification'))],
  })
}

function readRecord(document: JsonObject): Reading {
  const [attached] = each(document.attachment).filter(({ id }) => id === 'https://attesta.example/ns/edc/1')
  const record = JSON.parse(Buffer.from(text(attached?.content) ?? '', 'base64').toString('utf8'))
  const { decision, replaces, authority } = record
  return defined({
    'D4 decision and commission': decision && [
      decision.minutes.number,
      decision.minutes.date,
      decision.satAt,
      decision.commission.actNumber,
      decision.chamber.legalName,
    ],
    'rettifica of': replaces && [replaces.number, replaces.issuedAt],
    'chain of authority': Object.values(authority),
  })
}

function codeOf(concept: JsonValue | undefined): string {
  const id = text(at(concept, 'id')) ?? ''
  return id.slice(id.lastIndexOf('/') + 1)
}

function placeOf(organisation: JsonValue | undefined): JsonValue[] {
  const country = codeOf(at(organisation, 'location', 'address', 'countryCode'))
  return [COUNTRIES[country] ?? null, at(organisation, 'location', 'spatialCode', 'notation') ?? null]
}

function levelsOf(qualification: JsonValue | undefined): string[] {
  const [eqf, nqf] = [codeOf(at(qualification, 'eqfLevel')), codeOf(at(qualification, 'nqfLevel'))]
  return levels({
    ...(eqf === '' ? {} : { eqfLevel: Number(eqf) }),
    ...(nqf === '' ? {} : { qnqLevel: QNQ.indexOf(nqf) + 1 }),
  })
}

function coded({ notation, schemeVersion }: JsonObject): string {
  return `${notation} (${schemeVersion})`
}

function dayOf(instant: JsonValue | undefined): string | undefined {
  return text(instant)?.replace(/T00:00:00Z$/, '')
}

/** xsd:duration in hours and minutes. */
function hoursOf(duration: JsonValue | undefined): number | undefined {
  const found = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(text(duration) ?? '')
  return found === null ? undefined : Number(found[1] ?? 0) + Number(found[2] ?? 0) / 60
}
