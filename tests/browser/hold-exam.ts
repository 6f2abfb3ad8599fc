import type { ConsolePages, Judgement } from './pages/console.ts'
import { chamber, expert, officer, president } from './people.ts'

/** Takes a prepared case through request, appointment and sitting, each by the person whose task it is; ends logged out. */
export async function holdExam({
  office,
  person,
  judgement,
}: {
  office: ConsolePages
  person: string
  judgement: Judgement
}): Promise<void> {
  await office.login(officer)
  await office.openCase(person)
  await office.requestCommission('Richiesta di prova.')
  await office.logout()

  await office.login(chamber)
  await office.openRequest(person)
  await office.appoint({ president, experts: [expert], actNumber: `PROVA/${person}` })
  await office.logout()

  // The dossier opens to a member only after the declaration, and the sitting counts only those who declared.
  await office.login(expert)
  await office.openSittingOf(person)
  await office.declareNoConflict()
  await office.logout()

  await office.login(president)
  await office.openSittingOf(person)
  await office.declareNoConflict()
  await office.beginSitting()
  await office.markPresent([president, expert])
  await office.judgeAll(judgement)
  await office.writeMinutes()
  await office.sign()
  await office.logout()

  await office.login(expert)
  await office.openSittingOf(person)
  await office.sign()
  await office.logout()

  await office.login(president)
  await office.openSittingOf(person)
  await office.closeMinutes()
  await office.logout()
}
