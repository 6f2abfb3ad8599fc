import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { addresses } from '../addresses.ts'

export interface ExpectedVerdict {
  readonly word: 'Valido' | 'Non valido' | 'Non verificabile'
  /** What the sentence under the word must say. */
  readonly says?: string | RegExp
}

export interface File {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** The employer's page. */
export class VerifierPages {
  readonly page: Page
  readonly title: Locator
  readonly problem: Locator
  readonly chain: Locator

  constructor(page: Page) {
    this.page = page
    this.title = page.getByRole('heading', { level: 1 })
    this.problem = page.getByRole('alert')
    this.chain = page.locator('section', { has: page.getByRole('heading', { name: 'Chi ne risponde' }) }).locator('li')
  }

  async open(): Promise<void> {
    await this.page.goto(addresses().verifier)
    await expect(this.title).toHaveText('Verifica un attestato')
  }

  async scan(): Promise<void> {
    await this.page.getByRole('button', { name: 'Inquadra il QR' }).click()
  }

  /** Lets a file fall on the page, as a hand would. */
  async drop(path: string, name = basename(path)): Promise<void> {
    const text = readFileSync(path).toString('base64')
    const files = await this.page.evaluateHandle(
      ({ text, name }) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], name))
        return transfer
      },
      { text, name },
    )
    await this.page.locator('body').dispatchEvent('drop', { dataTransfer: files })
  }

  async choose(...files: File[]): Promise<void> {
    await this.page.getByLabel('Scegli i file').setInputFiles(files)
  }

  async paste(text: string): Promise<void> {
    const field = this.page.getByLabel('Link o testo dell’attestato')
    if (!(await field.isVisible())) await this.page.getByRole('button', { name: 'Incolla un link o un testo' }).click()
    await field.fill(text)
    await this.page.getByRole('button', { name: 'Verifica', exact: true }).click()
  }

  /** Asks whatever wallet scans; gives the QR on the screen and the link for a wallet on this machine. */
  async askWallet(): Promise<{ code: Locator; link: string }> {
    await this.page.getByRole('button', { name: 'Chiedi a un portafoglio' }).click()
    await this.page.getByRole('button', { name: 'Mostra il QR' }).click()
    const code = this.page.getByRole('img', { name: 'QR della richiesta' })
    await expect(code).toBeVisible()
    const link = await this.page.getByRole('link', { name: 'Il portafoglio è su questo computer' }).getAttribute('href')
    return { code, link: link ?? '' }
  }

  async verdict({ word, says }: ExpectedVerdict): Promise<void> {
    await expect(this.title).toHaveText(word, { timeout: 30_000 })
    if (says !== undefined) await expect(this.page.getByRole('article')).toContainText(says)
  }

  async another(): Promise<void> {
    await this.page.getByRole('button', { name: 'Verifica un altro' }).click()
    await expect(this.title).toHaveText('Verifica un attestato')
  }
}
