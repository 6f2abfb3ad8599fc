import type { Attestation } from '../../../../credential/attestation/attestation.ts'
import type { Row } from './rows.ts'

const MONTHS = 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'.split(' ')
const KINDS = {
  trasparenza: 'Documento di trasparenza',
  validazione: 'Documento di validazione',
  certificato: 'Attestato di competenza',
  microcredenziale: 'Micro-credenziale',
  frequenza: 'Attestato di frequenza',
}
const MODES = {
  presential: 'in presenza',
  online: 'a distanza',
  blended: 'in parte in presenza e in parte a distanza',
  'work-based': 'sul lavoro',
}
const SETTINGS = { formal: '(apprendimento formale)', 'non-formal': '(apprendimento non formale)', informal: '(apprendimento informale)' }

/** `2026-05-12` as Italian writes it in full. */
function inFull(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-')
  return `${day === '01' ? '1°' : Number(day)} ${MONTHS[Number(month) - 1]} ${year}`
}

function hours(amount: number): string {
  return `${String(amount).replace('.', ',')} ore`
}

/**
 * What must stand on the paper for each row, in the words of its readers. A row that is missing here is not printed: the other languages,
 * since an act on paper is in Italian, and the address of the lists, for which there is the code.
 */
export const PAPER: Readonly<Partial<Record<Row, (record: Attestation) => readonly string[]>>> = {
  'kind of document': ({ kind }) => [KINDS[kind]],
  'M1 D1 name': ({ outcome: { person } }) => [`${person.givenName} ${person.familyName}`],
  'M1 D1 birth date': ({ outcome }) => [`data di nascita ${inFull(outcome.person.birthDate)}`],
  'M1 D1 tax code': ({ outcome }) => [`codice fiscale ${outcome.person.taxCode}`],
  'M2 title': ({ title }) => [title.it],
  'M4 D2 awarding body': ({ body }) => [body.legalName],
  'D2 its legal basis': ({ body }) => [body.legalBasis],
  'D2 ente pubblico titolare': ({ titular }) => [titular.legalName],
  'M5 date of issue': ({ issuedAt }) => [`Rilasciato il ${inFull(issuedAt)}`],
  'validity: from': ({ validFrom, issuedAt }) => (validFrom === issuedAt ? [] : [`Valido dal ${inFull(validFrom)}`]),
  'validity: until': ({ validUntil }) => (validUntil === undefined ? [] : [`Valido fino al ${inFull(validUntil)}`]),
  'number in the register': ({ number }) => [`Numero di registro ${number}.`],
  'M6 D3 competences': ({ outcome }) => outcome.competences.flatMap(({ name, code }) => [name.it, code ?? '']),
  'M6 D3 repertory of each': ({ outcome }) => outcome.competences.map(({ repertory: { name, release } }) => `${name}, edizione ${release}`),
  'dato dimostrativo': ({ outcome }) => (outcome.competences.some(({ demo }) => demo) ? ['DATO DIMOSTRATIVO', '· dato dimostrativo'] : []),
  abilities: ({ outcome }) => outcome.competences.flatMap(({ abilities }) => abilities),
  knowledge: ({ outcome }) => outcome.competences.flatMap(({ knowledge }) => knowledge),
  'D3 reference qualification': ({ outcome: { qualification } }) =>
    qualification === undefined
      ? []
      : [`${qualification.name.it} · ${qualification.code} · ${qualification.repertory.name}, edizione ${qualification.repertory.release}`],
  'D3 only a part of it': ({ outcome: { qualification } }) =>
    qualification === undefined ? [] : [qualification.partial ? 'Parte del profilo:' : 'Profilo:'],
  'M8 D3 levels of each competence': ({ outcome }) =>
    outcome.competences.flatMap(({ eqfLevel, qnqLevel }) => [
      ...(eqfLevel === undefined ? [] : [`livello EQF ${eqfLevel}`]),
      ...(qnqLevel === undefined ? [] : [`QNQ ${qnqLevel}`]),
    ]),
  'D3 ATECO': ({ outcome: { qualification } }) => qualification?.ateco.map(({ code, version }) => `ATECO ${code} (${version})`) ?? [],
  'D3 CP ISTAT': ({ outcome: { qualification } }) => qualification?.cpIstat.map(({ code, version }) => `CP ${code} (${version})`) ?? [],
  'M7 workload in hours': ({ outcome: { workloadHours } }) => (workloadHours === undefined ? [] : [hours(workloadHours)]),
  'D4 way of learning': ({ outcome }) => [SETTINGS[outcome.learning.setting]],
  'D4 experiences': ({ outcome }) =>
    outcome.learning.experiences.flatMap(({ title, organisation = '', from, until, hours: spent }) => [
      title,
      organisation,
      ...[from, until].flatMap((date) => (date === undefined ? [] : [inFull(date)])),
      ...(spent === undefined ? [] : [hours(spent)]),
    ]),
  'M9 D4 assessment': ({ outcome: { assessment } }) => [
    `Valutazione del ${inFull(assessment.date)}: ${assessment.type}, ${MODES[assessment.mode]}`,
  ],
  'identity at the assessment': ({ outcome }) =>
    outcome.assessment.idVerification === 'with-id' ? ['dopo aver controllato il documento di identità'] : [],
  'M10 form of participation': ({ outcome: { participationMode } }) =>
    participationMode === undefined ? [] : [`Partecipazione: ${MODES[participationMode]}`],
  'M11 quality assurance': ({ outcome: { qualityAssurance } }) =>
    qualityAssurance === undefined ? [] : [`Garanzia della qualità: ${qualityAssurance}`],
  'rettifica of': ({ replaces, issuedAt }) =>
    replaces === undefined
      ? []
      : [`RETTIFICA del ${inFull(issuedAt)}`, `Al posto del n. ${replaces.number} del ${inFull(replaces.issuedAt)}`],
  'D4 decision and commission': ({ decision }) =>
    decision === undefined
      ? []
      : [
          decision.chamber.legalName,
          `atto n. ${decision.commission.actNumber}`,
          `verbale n. ${decision.minutes.number} del ${inFull(decision.minutes.date)}`,
        ],
}
