/**
 * The procedure of individuazione, validazione and certificazione, from the first meeting to the attestato, as a table to be read from
 * above downwards: who does what, from where, what it needs, and what the person then holds.
 *
 * Sources: D.Lgs. 13/2013 artt. 5-7, DM 30 giugno 2015 art. 5, and for the states domain.md §2.8. What a region decides for itself
 * (which documents, which offices, who appoints, how many sit, which terms) stands in its rule pack; here stands only what the law of
 * the State fixes for all of them. The database holds the same table (`case_move`) and refuses what is not in it.
 */

export const STATES = [
  'accoglienza',
  'individuazione',
  'trasparenza_rilasciata',
  'domanda_presentata',
  'ammessa',
  'accertamento',
  'validazione_rilasciata',
  'commissione_richiesta',
  'commissione_nominata',
  'convocato',
  'esame_aperto',
  'esame_svolto',
  'verbale_firmato',
  'da_registrare',
  'rilasciato',
  'annullato',
  'respinta',
  'non_validata',
  'non_certificata',
  'conclusa',
  'rinuncia',
  'passata',
] as const
export type CaseState = (typeof STATES)[number]

/** Which office acts; `appointing` is the Chamber in Lombardy, an office of the Region elsewhere. Which of its people may, `task` says. */
export type Office = 'body' | 'appointing' | 'commission' | 'region'

/** What must be there before an act; each is looked for by `missing-for.ts`, and named one by one. */
export type Need =
  | 'privacy-notice'
  | 'reception'
  | 'experience'
  | 'competence'
  | 'competence-with-experience'
  | 'evidence'
  | 'documents-of-application'
  | 'transparency-stands'
  | 'reasons'
  | 'plan'
  | 'judgement-of-validation'
  | 'minimum-data'
  | 'documents-for-commission'
  | 'act-stands'
  | 'documents-by-exception'
  | 'register-number'

export interface Transition {
  /** Empty: with this act a case begins. */
  readonly from: readonly CaseState[]
  readonly to: CaseState
  readonly by: Office
  /** Function that the rule pack gives to people of the office. */
  readonly task: Task
  readonly needs: readonly Need[]
  /** Class of the document that the act leaves in the person's hand. */
  readonly leaves?: DocumentClass
  /** Where it comes from. */
  readonly law: string
}

/** What people of a body do, each granted by name; a rule pack gives it the words of its region. */
export const TASKS = ['reception', 'tutoring', 'assessment', 'release'] as const
export type Task = (typeof TASKS)[number] | 'appointment' | 'judgement'
export type DocumentClass =
  | 'scheda-accoglienza'
  | 'trasparenza'
  | 'domanda'
  | 'esito-domanda'
  | 'piano-accertamento'
  | 'validazione'
  | 'diniego'
  | 'nomina'
  | 'convocazione'
  | 'verbale'
  | 'attestato'

/** Until the commission is asked for, whoever is in the procedure may leave it, and keeps what they have (DM 30 giugno 2015 art. 5). */
const BEFORE_THE_REQUEST = [
  'accoglienza',
  'individuazione',
  'trasparenza_rilasciata',
  'domanda_presentata',
  'ammessa',
  'accertamento',
  'validazione_rilasciata',
] as const satisfies readonly CaseState[]
const BEFORE_THE_EXAM = [
  ...BEFORE_THE_REQUEST,
  'commissione_richiesta',
  'commissione_nominata',
  'convocato',
] as const satisfies readonly CaseState[]

export const PROCEDURE = {
  // ---------------------------------------------------------------- 0. Informazione e accoglienza (D.Lgs. 13/2013 art. 7 c. 1 lett. b)
  welcome: { from: [], to: 'accoglienza', by: 'body', task: 'reception', needs: [], law: 'D.Lgs. 13/2013 art. 7' },
  'begin-identification': {
    from: ['accoglienza'],
    to: 'individuazione',
    by: 'body',
    task: 'reception',
    needs: ['privacy-notice', 'reception'],
    leaves: 'scheda-accoglienza',
    law: 'D.Lgs. 13/2013 art. 5',
  },

  // --------------------------------------------------------------------------------- 1. Individuazione (DM 30 giugno 2015 art. 5 c. 1)
  'release-transparency': {
    from: ['individuazione'],
    to: 'trasparenza_rilasciata',
    by: 'body',
    task: 'tutoring',
    needs: ['experience', 'competence', 'competence-with-experience'],
    leaves: 'trasparenza',
    law: 'DM 5 gennaio 2021, all. A, 1.3.1',
  },

  // ------------------------------------------------------------------------------------------------------------------------ 2. Domanda
  'file-application': {
    from: ['trasparenza_rilasciata'],
    to: 'domanda_presentata',
    by: 'body',
    task: 'tutoring',
    needs: ['competence-with-experience', 'evidence', 'documents-of-application', 'transparency-stands'],
    leaves: 'domanda',
    law: 'DM 30 giugno 2015 art. 5',
  },
  admit: {
    from: ['domanda_presentata'],
    to: 'ammessa',
    by: 'body',
    task: 'assessment',
    needs: ['reasons', 'transparency-stands'],
    leaves: 'esito-domanda',
    law: 'L. 241/1990 art. 2',
  },
  reject: {
    from: ['domanda_presentata'],
    to: 'respinta',
    by: 'body',
    task: 'assessment',
    needs: ['reasons'],
    leaves: 'diniego',
    law: 'L. 241/1990 art. 3',
  },

  // -------------------------------------------------------------------------------------------------------------------- 3. Validazione
  'plan-assessment': {
    from: ['ammessa'],
    to: 'accertamento',
    by: 'body',
    task: 'assessment',
    needs: ['plan'],
    leaves: 'piano-accertamento',
    law: 'DM 30 giugno 2015 art. 5',
  },
  'release-validation': {
    from: ['accertamento'],
    to: 'validazione_rilasciata',
    by: 'body',
    task: 'assessment',
    needs: ['judgement-of-validation', 'minimum-data'],
    leaves: 'validazione',
    law: 'D.Lgs. 13/2013 art. 6 c. 1',
  },
  'refuse-validation': {
    from: ['accertamento'],
    to: 'non_validata',
    by: 'body',
    task: 'assessment',
    needs: ['judgement-of-validation'],
    leaves: 'diniego',
    law: 'L. 241/1990 art. 3',
  },

  // ----------------------------------------------------------------------------------- 4. Certificazione (D.Lgs. 13/2013 art. 7 lett. f)
  'request-commission': {
    from: ['validazione_rilasciata'],
    to: 'commissione_richiesta',
    by: 'body',
    task: 'tutoring',
    needs: ['documents-for-commission', 'act-stands'],
    law: 'D.Lgs. 13/2013 art. 5',
  },
  // Where a region admits to the exam by way of exception, without a document of validation: its rule pack says so (`exceptions`).
  'request-commission-by-exception': {
    from: ['ammessa'],
    to: 'commissione_richiesta',
    by: 'body',
    task: 'tutoring',
    needs: ['documents-by-exception', 'evidence', 'transparency-stands', 'reasons'],
    law: 'rule pack',
  },
  appoint: {
    from: ['commissione_richiesta'],
    to: 'commissione_nominata',
    by: 'appointing',
    task: 'appointment',
    needs: ['act-stands'],
    leaves: 'nomina',
    law: 'D.Lgs. 13/2013 art. 7',
  },
  'revoke-appointment': {
    from: ['commissione_nominata', 'convocato'],
    to: 'commissione_richiesta',
    by: 'appointing',
    task: 'appointment',
    needs: ['reasons'],
    law: 'L. 241/1990 art. 21-quinquies',
  },
  convene: {
    from: ['commissione_nominata'],
    to: 'convocato',
    by: 'appointing',
    task: 'appointment',
    needs: [],
    leaves: 'convocazione',
    law: 'D.Lgs. 13/2013 art. 7',
  },
  'open-sitting': { from: ['convocato'], to: 'esame_aperto', by: 'commission', task: 'judgement', needs: [], law: 'D.Lgs. 13/2013 art. 7' },
  // Who does not come, or cannot be judged by this commission, waits for another one; the sitting goes on for the others.
  'leave-out': {
    from: ['esame_aperto'],
    to: 'commissione_richiesta',
    by: 'commission',
    task: 'judgement',
    needs: ['reasons'],
    law: 'D.Lgs. 13/2013 art. 7',
  },
  'end-exam': { from: ['esame_aperto'], to: 'esame_svolto', by: 'commission', task: 'judgement', needs: [], law: 'D.Lgs. 13/2013 art. 7' },
  // The text of the minutes must change: those who signed it sign the next one anew.
  'reopen-exam': {
    from: ['esame_svolto'],
    to: 'esame_aperto',
    by: 'commission',
    task: 'judgement',
    needs: ['reasons'],
    law: 'D.Lgs. 13/2013 art. 7',
  },
  'sign-minutes': {
    from: ['esame_svolto'],
    to: 'verbale_firmato',
    by: 'commission',
    task: 'judgement',
    needs: ['act-stands'],
    leaves: 'verbale',
    law: 'D.Lgs. 13/2013 art. 7',
  },
  'refuse-certificate': {
    from: ['esame_svolto'],
    to: 'non_certificata',
    by: 'commission',
    task: 'judgement',
    needs: [],
    leaves: 'diniego',
    law: 'L. 241/1990 art. 3',
  },

  // ----------------------------------------------------------- 5. Attestazione e registrazione (D.Lgs. 13/2013 art. 6 c. 1 lett. b)
  register: {
    from: ['verbale_firmato'],
    to: 'da_registrare',
    by: 'body',
    task: 'release',
    needs: ['minimum-data', 'act-stands'],
    law: 'D.Lgs. 13/2013 art. 6 c. 1 lett. b',
  },
  release: {
    from: ['da_registrare'],
    to: 'rilasciato',
    by: 'body',
    task: 'release',
    needs: ['register-number', 'act-stands'],
    leaves: 'attestato',
    law: 'D.Lgs. 13/2013 art. 6',
  },
  'annul-by-region': {
    from: ['rilasciato'],
    to: 'annullato',
    by: 'region',
    task: 'release',
    needs: [],
    law: 'L. 241/1990 art. 21-nonies',
  },
  annul: { from: ['rilasciato'], to: 'annullato', by: 'body', task: 'release', needs: [], law: 'L. 241/1990 art. 21-nonies' },

  // ------------------------------------------------------------------------------------------------------------- Ends before the exam
  conclude: {
    from: ['trasparenza_rilasciata', 'validazione_rilasciata'],
    to: 'conclusa',
    by: 'body',
    task: 'tutoring',
    needs: [],
    law: 'DM 30 giugno 2015 art. 5',
  },
  // To another body that carries on; what was done here stays here.
  'hand-over': {
    from: BEFORE_THE_REQUEST,
    to: 'passata',
    by: 'body',
    task: 'tutoring',
    needs: ['reasons'],
    law: 'DM 30 giugno 2015 art. 5',
  },
  'give-up': { from: BEFORE_THE_EXAM, to: 'rinuncia', by: 'body', task: 'tutoring', needs: ['reasons'], law: 'DM 30 giugno 2015 art. 5' },
} as const satisfies Readonly<Record<string, Transition>>

export type Act = keyof typeof PROCEDURE
export const ACTS = Object.keys(PROCEDURE) as readonly Act[]

export function transitionOf(act: Act): Transition {
  return PROCEDURE[act]
}

/** The acts that may come next, in the order of the procedure. */
export function actsFrom(state: CaseState): Act[] {
  return ACTS.filter((act) => transitionOf(act).from.includes(state))
}

/** A state after which nothing comes. */
export function isEnd(state: CaseState): boolean {
  return actsFrom(state).length === 0
}

/** Whether some act leads from the one to the other; `undefined` is a case that does not exist yet. */
export function mayFollow(from: CaseState | undefined, to: CaseState): boolean {
  return ACTS.map(transitionOf).some(
    (transition) => transition.to === to && (from === undefined ? transition.from.length === 0 : transition.from.includes(from)),
  )
}

/** Acts that only a rule pack opens. */
export const EXCEPTIONS = ['request-commission-by-exception'] as const satisfies readonly Act[]

/** The states through which every way to this one leads: what must have been before it can be. `open`: exceptions of the rule pack. */
export function mustPrecede(state: CaseState, open: ReadonlySet<Act>): CaseState[] {
  return STATES.filter((candidate) => candidate !== state && !reachable({ without: candidate, open }).has(state))
}

function reachable({ without, open }: { without: CaseState; open: ReadonlySet<Act> }): Set<CaseState> {
  const closed = new Set<Act>(EXCEPTIONS.filter((act) => !open.has(act)))
  const reached = new Set<CaseState>()
  const waiting = STATES.filter((state) => state !== without && mayFollow(undefined, state))
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (reached.has(state)) continue
    reached.add(state)
    const next = actsFrom(state).filter((act) => !closed.has(act))
    waiting.push(...next.map((act) => transitionOf(act).to).filter((to) => to !== without))
  }
  return reached
}
