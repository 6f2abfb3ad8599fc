import type { Competence, Qualification, VersionedCode } from '../attestation/attestation.ts'
import type { DisclosedOutcome } from '../attestation/index.ts'
import { canonicalize, type JsonObject } from '../json/index.ts'

/** Where classifications without an address of their own for each row are named: an identifier, not a page. */
const NAMES = 'https://attesta.example/ns'

/**
 * The codes of an outcome: QRSP and other repertories, EQF, QNQ, Atlante del lavoro, ESCO, ATECO, CP ISTAT. Equal rows stand once,
 * because RDF would make no difference between them.
 */
export function composeAlignments({ competences, qualification }: DisclosedOutcome): JsonObject[] {
  const all = [
    ...competences.flatMap(ofCompetence),
    ...(qualification === undefined ? [] : ofQualification(qualification)),
    ...levels({ eqfLevel: qualification?.eqfLevel }),
  ]
  return [...new Map(all.map((alignment) => [canonicalize(alignment), alignment])).values()]
}

function ofCompetence(competence: Competence): JsonObject[] {
  const { name, code, repertory, esco, ada, eqfLevel, qnqLevel, demo } = competence
  return [
    alignment({
      targetName: name.it,
      targetFramework: `${repertory.name} ${repertory.release}${demo ? ' (dato dimostrativo)' : ''}`,
      targetUrl: addressOfCompetence(competence),
      targetCode: code,
    }),
    ...levels({ eqfLevel, qnqLevel }),
    ...esco.map((uri) => alignment({ targetName: name.it, targetFramework: 'ESCO', targetUrl: uri })),
    ...ada.map((row) => versioned({ row, framework: 'Atlante del lavoro', place: 'atlante-lavoro' })),
  ]
}

/** One name for a competence of a repertory's release, whoever has it certified. */
export function addressOfCompetence({ name, code, repertory }: Competence): string {
  return address('repertory', repertory.name, repertory.release, code ?? name.it)
}

/** One name for a qualification of a repertory's release. */
export function addressOfQualification({ name, code, repertory }: Pick<Qualification, 'name' | 'code' | 'repertory'>): string {
  return address('repertory', repertory.name, repertory.release, code ?? name.it)
}

function ofQualification(qualification: Qualification): JsonObject[] {
  const { name, code, repertory, ateco, cpIstat } = qualification
  return [
    alignment({
      targetName: name.it,
      targetFramework: `${repertory.name} ${repertory.release}`,
      targetUrl: addressOfQualification(qualification),
      targetCode: code,
      targetType: 'ext:Qualification',
    }),
    ...ateco.map((row) => versioned({ row, framework: 'ATECO', place: 'ateco' })),
    ...cpIstat.map((row) => versioned({ row, framework: 'CP ISTAT', place: 'cp-istat' })),
  ]
}

function levels({ eqfLevel, qnqLevel }: { eqfLevel?: number | undefined; qnqLevel?: number | undefined }): JsonObject[] {
  const eqf =
    eqfLevel === undefined
      ? []
      : [level({ level: eqfLevel, name: 'EQF', framework: 'European Qualifications Framework', base: 'http://data.europa.eu/snb/eqf/' })]
  const qnq =
    qnqLevel === undefined
      ? []
      : [level({ level: qnqLevel, name: 'QNQ', framework: 'Quadro nazionale delle qualificazioni', base: `${NAMES}/qnq/` })]
  return [...eqf, ...qnq]
}

function level({ level, name, framework, base }: { level: number; name: string; framework: string; base: string }): JsonObject {
  return alignment({ targetName: `${name} ${level}`, targetFramework: framework, targetUrl: `${base}${level}`, targetCode: String(level) })
}

function versioned({ row, framework, place }: { row: VersionedCode; framework: string; place: string }): JsonObject {
  const { code, version } = row
  return alignment({
    targetName: code,
    targetFramework: `${framework} ${version}`,
    targetUrl: address(place, version, code),
    targetCode: code,
  })
}

function address(...segments: readonly string[]): string {
  return [NAMES, ...segments.map((segment) => encodeURIComponent(segment))].join('/')
}

interface Alignment {
  readonly targetName: string
  readonly targetFramework: string
  readonly targetUrl: string
  readonly targetCode?: string | undefined
  readonly targetType?: string
}

function alignment({ targetCode, ...members }: Alignment): JsonObject {
  return { type: ['Alignment'], ...members, ...(targetCode === undefined ? {} : { targetCode }) }
}
