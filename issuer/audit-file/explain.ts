import { CONTENTS } from './zip-stream.ts'

export interface Explained {
  readonly caseNumber: string
  readonly body: string
  readonly madeAt: string
  readonly askedFor: string
  /** Title in Italian, as everything here. */
  readonly rulePack: { readonly title: string; readonly version: string }
  readonly trail: {
    readonly outcome: 'passed' | 'failed'
    readonly rows: number
    readonly breaks: readonly string[]
    readonly entries: readonly object[]
  }
  readonly withEvidence: boolean
  /** What could not be put in, each with its code. */
  readonly missing: readonly string[]
}

/** What is in the archive and how to check it, for somebody who never saw the product. */
export function explain({ caseNumber, body, madeAt, askedFor, rulePack, trail, withEvidence, missing }: Explained): string {
  const check =
    trail.outcome === 'passed'
      ? `controllata ora per intero: ${trail.rows} voci, nessuna manca o è stata cambiata`
      : `ATTENZIONE: controllata ora per intero, non torna alle voci ${trail.breaks.join(', ')}`
  return `FASCICOLO DI CONTROLLO DELLA PRATICA ${caseNumber}

Ente: ${body}
Fatto il ${madeAt} per: ${askedFor}
Regole: ${rulePack.title}, versione ${rulePack.version} (regole.json). Dove regole.json dice "default": true,
la regola è provvisoria: nessuno l'ha ancora confrontata con un atto.

Che cosa c'è
  pratica.json         la pratica: persona, stati con data e chi, motivazioni, competenze
  documenti/           ogni documento della pratica, anche nomina e verbale per ciò che riguarda questa pratica: che cosa dice
                       (.json), se ha un sigillo suo com'è sigillato (.jwt), e la stampa (.pdf) rifatta ora da ciò che è registrato
  attestati/           ogni attestato: il documento com'è stato registrato, il suo sigillo, lo stato, le sue forme
  commissione/         nomina, revoca e decisione, come le ha sigillate chi nomina
  rettifiche/          ciò che è stato chiesto di correggere, le risposte e le decisioni che ne sono venute
  evidenze.json        elenco delle evidenze con impronta SHA-256${withEvidence ? '; i file sono in evidenze/' : '; i file non ci sono'}
  registro.json        le voci del registro delle operazioni su questa pratica (${trail.entries.length})
  ${CONTENTS}     impronta di ogni file

Come si controlla
  1. Che i file siano questi:  sha256sum -c ${CONTENTS}
  2. Il registro delle operazioni è una catena: ${check}.
     Ogni voce porta l'impronta di quella prima. L'impronta di una voce è SHA-256 dei 32 byte di quella prima, seguiti
     dalla voce (organisationId, seq, at, action, actor, subject, facts) come JSON canonico (RFC 8785).
  3. Un attestato si verifica con il suo file alla pagina di verifica, o senza internet con il programma di verifica.
${missing.length === 0 ? '' : `\nChe cosa non c'è, e perché\n${missing.map((line) => `  ${line}`).join('\n')}\n`}
Contiene dati personali: conservalo come il fascicolo della persona, e solo finché serve al controllo.
`
}
