import { z } from 'zod'
import { day, type ExportTarget, ID, line, maybe, taxCode, WORKING } from '../target.ts'

/** Bandi e Servizi: what a body hands in to be paid for a case (domain.md §7.4). */
export const bes: ExportTarget = {
  id: 'bes',
  name: 'BeS, Bandi e Servizi',
  status: WORKING,
  version: '2',
  columns: [
    ID,
    { name: 'numero_pratica', from: 'caseNumber', shape: line(60), it: 'Numero della pratica' },
    { name: 'ente', from: 'body', shape: line(200), it: 'Ente' },
    { name: 'codice_fiscale', from: 'taxCode', shape: taxCode, it: 'Codice fiscale' },
    { name: 'cognome', from: 'familyName', shape: line(100), it: 'Cognome' },
    { name: 'nome', from: 'givenName', shape: line(100), it: 'Nome' },
    { name: 'profilo', from: 'profileCode', shape: line(200), it: 'Profilo o competenza' },
    { name: 'ore', from: 'hours', shape: z.string().regex(/^\d{1,5}(\.\d{1,2})?$/), it: 'Ore di servizio registrate' },
    { name: 'data_seduta', from: 'satOn', shape: day, it: 'Data della seduta' },
    { name: 'verbale', from: 'minutesNumber', shape: line(100), it: 'Numero del verbale' },
    { name: 'numero_attestato', from: 'registerNumber', shape: maybe(line(60)), it: 'Numero di registro, se c’è' },
    {
      name: 'sostituisce',
      from: 'replacedNumber',
      shape: maybe(line(60)),
      it: 'Numero dell’attestato che questo sostituisce, se è una rettifica',
    },
  ],
}
