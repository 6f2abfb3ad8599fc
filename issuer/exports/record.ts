/** One case as other registers may want it: flat, and named by nobody's format. What is not known is empty. */
export interface ExportRecord {
  /** Our id of the case: what a returned file is matched by. */
  readonly caseId: string
  readonly caseNumber: string
  readonly body: string
  readonly bodyCode: string
  readonly givenName: string
  readonly familyName: string
  readonly birthDate: string
  readonly taxCode: string
  readonly citizenship: string
  readonly province: string
  readonly profileCode: string
  readonly title: string
  readonly eqf: string
  readonly competences: string
  readonly context: string
  readonly hours: string
  readonly repertoryRelease: string
  readonly chamber: string
  readonly appointmentAct: string
  readonly minutesNumber: string
  readonly satOn: string
  readonly state: string
  readonly registerNumber: string
  readonly releasedOn: string
  /** Of a rettifica: number of the act that it replaces. */
  readonly replacedNumber: string
}
