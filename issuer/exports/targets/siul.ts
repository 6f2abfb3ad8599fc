import { z } from 'zod'
import { day, type ExportTarget, ID, line, maybe, taxCode, WORKING } from '../target.ts'

/** Sistema informativo unitario del lavoro: what the person did and holds. */
export const siul: ExportTarget = {
  id: 'siul',
  name: 'SIUL, sistema informativo unitario del lavoro',
  status: WORKING,
  version: '2',
  columns: [
    ID,
    { name: 'codice_fiscale', from: 'taxCode', shape: taxCode, it: 'Codice fiscale' },
    { name: 'cognome', from: 'familyName', shape: line(100), it: 'Cognome' },
    { name: 'nome', from: 'givenName', shape: line(100), it: 'Nome' },
    { name: 'data_nascita', from: 'birthDate', shape: day, it: 'Data di nascita' },
    { name: 'cittadinanza', from: 'citizenship', shape: maybe(z.string().regex(/^[A-Z]{2}$/)), it: 'Cittadinanza, se nota' },
    { name: 'provincia', from: 'province', shape: z.string().regex(/^[A-Z]{2}$/), it: 'Provincia' },
    { name: 'servizio', from: 'state', shape: line(60), it: 'Stato della pratica' },
    { name: 'contesto', from: 'context', shape: maybe(line(40)), it: 'Dove ha imparato' },
    { name: 'titolo', from: 'title', shape: line(300), it: 'Che cosa è certificato' },
    { name: 'eqf', from: 'eqf', shape: maybe(z.string().regex(/^[1-8]$/)), it: 'Livello EQF' },
    { name: 'numero_attestato', from: 'registerNumber', shape: maybe(line(60)), it: 'Numero di registro, se c’è' },
    { name: 'data_rilascio', from: 'releasedOn', shape: maybe(day), it: 'Data di rilascio' },
    {
      name: 'sostituisce',
      from: 'replacedNumber',
      shape: maybe(line(60)),
      it: 'Numero dell’attestato che questo sostituisce, se è una rettifica',
    },
  ],
}
