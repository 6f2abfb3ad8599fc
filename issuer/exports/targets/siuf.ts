import { z } from 'zod'
import { day, type ExportTarget, ID, line, maybe, taxCode, WORKING } from '../target.ts'

/** Sistema informativo unitario della formazione: what is asked for a register number. */
export const siuf: ExportTarget = {
  id: 'siuf',
  name: 'SIUF, sistema informativo unitario della formazione',
  status: WORKING,
  version: '2',
  columns: [
    ID,
    { name: 'ente', from: 'bodyCode', shape: line(60), it: 'Ente' },
    { name: 'codice_fiscale', from: 'taxCode', shape: taxCode, it: 'Codice fiscale' },
    { name: 'cognome', from: 'familyName', shape: line(100), it: 'Cognome' },
    { name: 'nome', from: 'givenName', shape: line(100), it: 'Nome' },
    { name: 'data_nascita', from: 'birthDate', shape: day, it: 'Data di nascita' },
    { name: 'profilo', from: 'profileCode', shape: line(200), it: 'Profilo o competenza' },
    { name: 'titolo', from: 'title', shape: line(300), it: 'Che cosa è certificato' },
    { name: 'competenze', from: 'competences', shape: line(4000), it: 'Competenze certificate' },
    { name: 'release_repertorio', from: 'repertoryRelease', shape: z.union([z.literal(''), line(60)]), it: 'Release del repertorio' },
    { name: 'camera', from: 'chamber', shape: line(200), it: 'Chi ha nominato' },
    { name: 'atto_nomina', from: 'appointmentAct', shape: line(100), it: 'Atto di nomina' },
    { name: 'verbale', from: 'minutesNumber', shape: line(100), it: 'Numero del verbale' },
    { name: 'data_seduta', from: 'satOn', shape: day, it: 'Data della seduta' },
    {
      name: 'sostituisce',
      from: 'replacedNumber',
      shape: maybe(line(60)),
      it: 'Numero dell’attestato che questo sostituisce, se è una rettifica',
    },
  ],
}
