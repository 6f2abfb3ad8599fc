import { readFileSync } from 'node:fs'
import { addresses } from './addresses.ts'
import { holdExam } from './hold-exam.ts'
import { look } from './look.ts'
import { officer } from './people.ts'
import { expect, test } from './test.ts'

const person = "Noè D'Arquàte"
const title = 'Disability Manager'
const body = 'Orobie Formazione e Lavoro'

test('suspended, lifted, annulled: every verdict follows, with who and why', async ({ office, wallet, verifier }) => {
  const { page } = office
  await holdExam({ office, person, judgement: { outcome: 'Certificata', reason: 'La prova pratica mostra la competenza.' } })
  await office.login(officer)
  await office.openCase(person)
  await office.register()
  await office.release()
  await office.openAttestation()
  await office.openHandover()
  const { walletLink, txCode } = await office.offer()
  await wallet.createAndTake({ walletLink, txCode, title })
  const files = [await wallet.download('Scarica (SD-JWT)'), await wallet.download('Scarica (Open Badge)')]
  await verifier.open()

  /** The two files in the verifier's page and at its door for programs, and the citizen's own copy. */
  async function expectEverywhere({ verdict, word, says }: { verdict: string; word: 'Valido' | 'Non valido'; says: RegExp }) {
    for (const file of files) {
      await verifier.drop(file)
      await verifier.verdict({ word, says })
      const answer = await page.request.post(`${addresses().verifier}/api/verifications`, {
        headers: { 'content-type': file === files[0] ? 'application/dc+sd-jwt' : 'application/vc+ld+json' },
        data: readFileSync(file),
      })
      expect(await answer.json()).toMatchObject({ verdict, credential: { title: expect.stringContaining(title) } })
      if (file === files[0]) await look(verifier.page, `verifier-${word === 'Valido' ? 'valid' : says.source.split(' ')[0]?.toLowerCase()}`)
      await verifier.another()
    }
    await wallet.openDocument(title)
    await wallet.checkNow()
    const main = wallet.page.getByRole('main')
    await expect(main).toContainText(says)
    // Its owner is told whom to ask, not whether to rely on it; and showing it is no more the first thing to do.
    const show = wallet.page.getByRole('link', { name: 'Mostra', exact: true })
    if (verdict === 'valid') return expect(show).not.toHaveClass(/btn-quiet/)
    await expect(show).toHaveClass(/btn-quiet/)
    await expect(main.locator('.now')).toContainText(`chiedi a ${body}`)
    await expect(main).not.toContainText(/non contarci|chiedi alla persona/i)
  }

  await page.getByRole('link', { name: "Torna all'attestato" }).click()
  await office.changeState({
    press: 'Sospendi',
    reasonClass: 'Verifica in corso',
    reason: 'Controllo sulle ore dichiarate.',
    confirm: 'Sospendi',
  })
  await expect(page.getByText('Sospeso dal')).toBeFocused()
  await look(page, 'console-attestation-suspended')

  // The stack of cards asks by itself: nobody has to open a document to learn that it is suspended.
  await wallet.open('#/')
  const card = wallet.page.getByRole('link', { name: title })
  await expect(card).toContainText('Sospeso')
  await expect(card).toContainText(/controllato oggi alle \d/)
  await look(wallet.page, 'wallet-home-suspended')
  await expectEverywhere({ verdict: 'invalid', word: 'Non valido', says: new RegExp(`Sospeso da ${body} dal .+: verifica in corso`) })
  await look(wallet.page, 'wallet-document-suspended')

  await office.changeState({
    press: 'Togli la sospensione',
    reasonClass: "Verifica conclusa: l'attestato è confermato",
    reason: 'Le ore trovano riscontro.',
    confirm: 'Togli la sospensione',
  })
  await expectEverywhere({ verdict: 'valid', word: 'Valido', says: /Valido/ })

  await office.changeState({
    press: "Annulla l'attestato",
    reasonClass: "Annullamento d'ufficio (L. 241/1990 art. 21-nonies)",
    reason: 'Provvedimento di annullamento.',
    confirm: 'Annulla per sempre',
  })
  await expect(page.getByText('Non può più tornare valido')).toBeVisible()
  await expect(page.getByRole('button', { name: /Sospendi|Togli|Annulla/ })).toHaveCount(0)
  await look(page, 'console-attestation-annulled')
  await expectEverywhere({ verdict: 'invalid', word: 'Non valido', says: new RegExp(`Annullato da ${body} il .+: annullamento d'ufficio`) })
  await look(wallet.page, 'wallet-document-annulled')
})
