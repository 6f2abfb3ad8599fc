import { expect, type Locator, type Page } from '@playwright/test'
import { addresses } from '../addresses.ts'

export const PASSWORD = 'sette lucciole in fila'

/** The citizen's wallet, as people use it. */
export class WalletPages {
  readonly page: Page
  readonly title: Locator
  readonly problem: Locator

  constructor(page: Page) {
    this.page = page
    this.title = page.getByRole('heading', { level: 1 })
    this.problem = page.getByRole('alert')
  }

  /** First run: a password, twelve words on paper, done. Begins where the page is (at the wallet's door, or on the way to an offer). */
  async create(): Promise<void> {
    await this.choosePassword(PASSWORD)
    await this.page.getByRole('button', { name: 'Mostrami le dodici parole' }).click()
    await expect(
      this.page
        .getByRole('list')
        .filter({ has: this.page.locator('bdi') })
        .getByRole('listitem'),
    ).toHaveCount(12)
    await this.page.getByRole('button', { name: 'Le ho scritte' }).click()
    await expect(this.title).toHaveText('Il portafoglio è pronto')
  }

  async choosePassword(password: string): Promise<void> {
    await this.page.getByLabel('La tua password').fill(password)
    await this.page.getByRole('button', { name: 'Avanti' }).click()
  }

  async finishCreation(): Promise<void> {
    await this.page.getByRole('button', { name: /Apri il portafoglio|Vai a ricevere il documento|Vai alla richiesta/ }).click()
  }

  async open(path = ''): Promise<void> {
    await this.page.goto(`${addresses().wallet}/${path}`)
    await expect(this.title).toBeVisible()
  }

  /** As it locks itself, or as its owner does. */
  async lock(): Promise<void> {
    await this.page.getByRole('button', { name: 'Chiudi', exact: true }).click()
    await expect(this.title).toHaveText('Apri il portafoglio')
  }

  async unlock(password: string): Promise<void> {
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: 'Apri', exact: true }).click()
  }

  /** Types the code of an offer that is on the screen, and takes it. */
  async take(txCode: string): Promise<void> {
    await this.page.getByLabel('Il codice che ti ha dato l’ente').fill(txCode)
    await this.page.getByRole('button', { name: 'Ricevi il documento' }).click()
  }

  async received(title: string): Promise<void> {
    await expect(this.page.getByText('Il documento è nel portafoglio')).toBeVisible({ timeout: 30_000 })
    await expect(this.title).toContainText(title)
  }

  /** A wallet that nobody had, holding the document of one offer. */
  async createAndTake({ walletLink, txCode, title }: { walletLink: string; txCode: string; title: string }): Promise<void> {
    await this.page.goto(walletLink)
    await this.create()
    await this.finishCreation()
    await this.take(txCode)
    await this.received(title)
  }

  async openDocument(title: string): Promise<void> {
    await this.open('#/')
    await this.page.getByRole('link', { name: title }).click()
    await expect(this.title).toContainText(title)
  }

  /** Shown to somebody here: gives the QR on the screen. */
  async showHere(): Promise<Locator> {
    await this.page.getByRole('link', { name: 'Mostra', exact: true }).click()
    await this.page.getByRole('button', { name: 'È qui davanti a me' }).click()
    await this.page.getByRole('button', { name: 'Mostra il QR' }).click()
    const code = this.page.getByRole('img', { name: 'QR che mostra il tuo documento' })
    await expect(code).toBeVisible()
    return code
  }

  /** Shown to somebody far away: gives the link. */
  async showByLink({ views }: { views: string }): Promise<string> {
    await this.page.getByRole('link', { name: 'Mostra', exact: true }).click()
    await this.page.getByRole('button', { name: 'È lontano' }).click()
    await this.page.getByLabel('Quante volte si può aprire?').selectOption({ label: views })
    await this.page.getByRole('button', { name: 'Crea il link' }).click()
    await expect(this.title).toHaveText('Il link è pronto')
    return ((await this.page.locator('bdi').textContent()) ?? '').trim()
  }

  async download(button: 'Scarica (SD-JWT)' | 'Scarica (Open Badge)'): Promise<string> {
    const [file] = await Promise.all([this.page.waitForEvent('download'), this.page.getByRole('button', { name: button }).click()])
    return file.path()
  }

  async checkNow(): Promise<void> {
    await this.page.getByRole('button', { name: 'Controlla adesso' }).click()
    await expect(this.page.getByRole('button', { name: 'Controlla adesso' })).toBeVisible()
  }
}
