import { addresses } from './addresses.ts'
import { showToCamera } from './camera.ts'
import { expectWholeVerdict } from './expect-whole-verdict.ts'
import { look } from './look.ts'
import { chamber, expert, officer, president } from './people.ts'
import { expect, test } from './test.ts'

const person = 'Beàta Ghirlanzòni'
const competences = ['Presidiare le attività di reclutamento', 'Progettare e gestire iniziative e strategie di inclusione']

/** The README's tour, step by step, as a newcomer would walk it; each page is looked at on the way. */
test('the tour', async ({ office, wallet, verifier, browser }) => {
  const { page } = office

  await test.step('1. the body asks for a commission', async () => {
    await page.goto(addresses().issuer)
    await expect(office.title).toBeVisible()
    await look(page, 'console-login')
    await page.getByRole('link', { name: 'Accedi' }).click()
    await expect(office.title).toHaveText('Chi vuoi essere?')
    await look(page, 'provider')
    await page.getByRole('button', { name: officer }).click()
    await expect(office.title).toContainText('da fare oggi')
    await look(page, 'console-home')
    await page.getByRole('link', { name: 'Pratiche', exact: true }).click()
    await expect(office.title).toContainText('pratiche')
    await look(page, 'console-cases')
    await office.openCase(person)
    await look(page, 'console-case')
    await office.requestCommission('La persona può solo di pomeriggio.')
    await look(page, 'console-case-requested')
    await office.logout()
  })

  await test.step('2. the Chamber appoints it', async () => {
    await office.login(chamber)
    await expect(office.title).toContainText('da fare oggi')
    await look(page, 'console-home-chamber')
    await page.getByRole('link', { name: 'Richieste', exact: true }).click()
    await expect(office.title).toContainText('commission')
    await look(page, 'console-requests')
    await office.openRequest(person)
    await look(page, 'console-request')
    await office.appoint({ president, experts: [expert], actNumber: 'TOUR/1' })
    await look(page, 'console-request-appointed')
    await office.logout()
  })

  await test.step('3. the commission judges', async () => {
    await office.login(expert)
    await office.openSittingOf(person)
    await look(page, 'console-sitting-declare')
    await office.declareNoConflict()
    await office.logout()

    await office.login(president)
    await expect(office.title).toContainText('da fare oggi')
    await look(page, 'console-home-member')
    await page.getByRole('link', { name: 'Sedute', exact: true }).click()
    await expect(office.title).toContainText('sedut')
    await look(page, 'console-sittings')
    await office.openSittingOf(person)
    await office.declareNoConflict()
    await look(page, 'console-sitting-convened')
    await office.beginSitting()
    await expect(page.getByText('Non risulti presente a questa seduta.')).toHaveCount(1) // said once, not before the signature again
    await office.markPresent([president, expert])
    await look(page, 'console-sitting-open')
    await office.judge({ outcome: 'Certificata', reason: 'Ha condotto una selezione simulata valorizzando le differenze.' })
    await office.judge({ outcome: 'Certificata', reason: 'Ha presentato un piano di inclusione con obiettivi misurabili.' })
    await look(page, 'console-sitting-judged')
    await page.getByRole('button', { name: 'Firma il verbale' }).click()
    await look(page, 'console-sitting-sign')
    await page.keyboard.press('Escape')
    await office.sign()
    await expect(page.getByText(`Ora Orobie Formazione e Lavoro rilascia l'attestato a ${person}.`)).toBeVisible()
    const signature = page.getByRole('region', { name: 'Chi ha firmato e chi ha sigillato' })
    await expect(signature.getByText(`${president}, presidente`).first()).toBeVisible()
    await expect(signature.getByText(`${expert}, esperto`)).toBeVisible()
    await expect(signature.getByText(/^il \d+ \p{L}+ \d{4} alle ore \d\d:\d\d \(ora di Roma\)$/u)).toHaveCount(2)
    await look(page, 'console-sitting-signed')
    const [minutes] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Scarica il testo' }).click()])
    expect(minutes.suggestedFilename()).toMatch(/^verbale-VERB-.+\.txt$/)
    const [decision] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Scarica con il sigillo' }).click(),
    ])
    expect(decision.suggestedFilename()).toMatch(/^decisione-VERB-.+\.jwt$/)
    await office.logout()
  })

  const handover = await test.step('4. the body releases', async () => {
    await office.login(officer)
    await office.openCase(person)
    await look(page, 'console-case-signed')
    await page.getByRole('button', { name: "Rilascia l'attestato" }).click()
    await look(page, 'console-case-release')
    await page.keyboard.press('Escape')
    expect(await office.release()).toMatch(/\d{4}/)
    await look(page, 'console-case-released')
    await page.getByRole('link', { name: /^Verbale d'esame/ }).click()
    await expect(page.getByText(/: la seduta è valida\.$/)).toBeVisible()
    await page.getByText("Che cosa c'è nel sigillo").click()
    await look(page, 'console-document-minutes')
    await page.getByRole('link', { name: 'Torna alla pratica' }).click()
    await page.getByRole('link', { name: /^Atto di nomina/ }).click()
    await expect(page.getByRole('button', { name: 'Stampa' })).toBeVisible()
    const [act] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Scarica il testo' }).click()])
    expect(act.suggestedFilename()).toMatch(/^nomina-.+\.txt$/)
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Scarica con il sigillo' }).click()])
    expect(file.suggestedFilename()).toMatch(/^nomina-.+\.jwt$/)
    await look(page, 'console-document-appointment')
    await page.getByRole('link', { name: 'Torna alla pratica' }).click()
    await office.openAttestation()
    await look(page, 'console-attestation')
    await office.openHandover()
    await look(page, 'console-offer-before')
    const made = await office.offer()
    await page.getByRole('button', { name: 'Copia il link' }).click()
    await expect(page.getByText('Link copiato.')).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(made.walletLink)
    await look(page, 'console-offer')
    return made
  })

  await test.step('5. the citizen takes it', async () => {
    await wallet.page.goto(handover.walletLink)
    await look(wallet.page, 'wallet-first-key')
    await wallet.create()
    await look(wallet.page, 'wallet-first-done')
    await wallet.finishCreation()
    await expect(wallet.page.getByRole('button', { name: 'Ricevi il documento' })).toBeVisible()
    await look(wallet.page, 'wallet-offer')
    await wallet.take(handover.txCode)
    await wallet.received('Diversity Manager')
    await look(wallet.page, 'wallet-document-new')
    await expect(page.getByText('Consegnato: ora è nel portafoglio')).toBeVisible()
    await look(page, 'console-offer-used')
    await wallet.open('#/')
    await look(wallet.page, 'wallet-home')
    await wallet.openDocument('Diversity Manager')
  })

  await test.step("6a. the verifier's camera scans the wallet", async () => {
    await wallet.page.getByRole('link', { name: 'Mostra', exact: true }).click()
    await expect(wallet.title).toHaveText('A chi lo mostri?')
    await look(wallet.page, 'wallet-show')
    await wallet.page.getByRole('button', { name: 'È qui davanti a me' }).click()
    await look(wallet.page, 'wallet-show-fields')
    await wallet.openDocument('Diversity Manager')
    const screen = await wallet.showHere()
    await look(wallet.page, 'wallet-show-here')
    await showToCamera({ screen, browser })
    await verifier.open()
    await look(verifier.page, 'verifier')
    await verifier.scan()
    await expectWholeVerdict({ verifier, holder: person, competences })
    await look(verifier.page, 'verifier-valid')
    await verifier.another()
  })

  await test.step('6b. the wallet scans the verifier, or follows its link', async () => {
    const asked = await verifier.askWallet()
    await look(verifier.page, 'verifier-ask')
    await showToCamera({ screen: asked.code, browser })
    await wallet.openDocument('Diversity Manager')
    await wallet.page.getByRole('link', { name: 'Mostra', exact: true }).click()
    await wallet.page.getByRole('link', { name: 'Me lo chiede con un QR' }).click()
    await expect(wallet.title).toContainText('vuole vedere un documento')
    await look(wallet.page, 'wallet-request')
    await wallet.page.getByRole('button', { name: 'Mostra', exact: true }).click()
    await expect(wallet.title).toHaveText('Fatto')
    await look(wallet.page, 'wallet-request-shown')
    await expectWholeVerdict({ verifier, holder: person, competences })
    await verifier.another()

    const { link } = await verifier.askWallet()
    await wallet.page.goto(link)
    await wallet.page.getByRole('button', { name: 'Mostra', exact: true }).click()
    await expect(wallet.title).toHaveText('Fatto')
    await expectWholeVerdict({ verifier, holder: person, competences })
    await verifier.another()
  })

  await test.step('6c. a downloaded file is dropped', async () => {
    await wallet.openDocument('Diversity Manager')
    await look(wallet.page, 'wallet-document')
    for (const button of ['Scarica (SD-JWT)', 'Scarica (Open Badge)'] as const) {
      await verifier.drop(await wallet.download(button))
      await expectWholeVerdict({ verifier, holder: person, competences })
      await verifier.another()
    }
  })
})
