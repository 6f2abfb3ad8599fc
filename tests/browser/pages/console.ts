import { expect, type Locator, type Page } from '@playwright/test'
import { addresses } from '../addresses.ts'

export interface Judgement {
  readonly outcome: 'Certificata' | 'Non certificata'
  readonly reason: string
}

export interface Appointment {
  readonly president: string
  readonly experts: readonly string[]
  readonly actNumber: string
}

export interface Handover {
  readonly walletLink: string
  readonly deepLink: string
  readonly txCode: string
}

/** The console, as people use it: by what they read. */
export class ConsolePages {
  readonly page: Page
  readonly title: Locator

  constructor(page: Page) {
    this.page = page
    this.title = page.getByRole('heading', { level: 1 })
  }

  /** Through the provider's own page, as with SPID. */
  async login(name: string): Promise<void> {
    await this.page.goto(addresses().issuer)
    await this.page.getByRole('link', { name: 'Accedi' }).click()
    await this.page.getByRole('button', { name }).click()
    await expect(this.page.getByRole('button', { name: 'Esci' })).toBeVisible()
    await expect(this.page.getByRole('navigation', { name: 'Menu' })).toBeVisible()
  }

  async logout(): Promise<void> {
    await this.page.getByRole('button', { name: 'Esci' }).click()
    await expect(this.page.getByRole('link', { name: 'Accedi' })).toBeVisible()
  }

  async openCase(person: string): Promise<void> {
    await this.page.getByRole('link', { name: 'Pratiche', exact: true }).click()
    await this.page.getByRole('link', { name: person }).click()
    await expect(this.title).toHaveText(person)
  }

  async requestCommission(note: string): Promise<void> {
    await this.page.getByLabel('Nota per la Camera').fill(note)
    await this.page.getByRole('button', { name: 'Chiedi la commissione' }).click()
    await expect(this.page.getByText('Ora tocca alla Camera di commercio')).toBeVisible()
  }

  async openRequest(person: string): Promise<void> {
    await this.page.getByRole('link', { name: 'Richieste', exact: true }).click()
    await this.page.getByRole('link', { name: person }).click()
    await expect(this.title).toContainText(person)
  }

  async fillAppointment({ president, experts, actNumber }: Appointment): Promise<void> {
    await this.page.getByLabel(`Ruolo di ${president}`).selectOption({ label: 'presidente' })
    for (const expert of experts) await this.page.getByLabel(`Ruolo di ${expert}`).selectOption({ label: 'esperto' })
    await this.page.getByLabel("Numero dell'atto di nomina").fill(actNumber)
    await this.page.getByLabel('Giorno e ora della seduta').fill(await this.page.evaluate(soonToday))
    await this.page.getByLabel('Luogo della seduta').fill('Camera di commercio, sala A')
  }

  async appoint(appointment: Appointment): Promise<void> {
    await this.fillAppointment(appointment)
    await this.page.getByRole('button', { name: 'Nomina la commissione' }).click()
    await expect(this.title).toContainText('Commissione nominata')
  }

  async openSittingOf(person: string): Promise<void> {
    await this.page.getByRole('link', { name: 'Sedute', exact: true }).click()
    await this.page.getByRole('link', { name: person }).first().click()
    await expect(this.title).toHaveText(`Seduta per ${person}`)
  }

  async declareNoConflict(): Promise<void> {
    await this.page.getByRole('button', { name: 'Dichiaro di non avere conflitti' }).click()
    await expect(this.page.getByRole('button', { name: 'Dichiaro di non avere conflitti' })).toHaveCount(0)
  }

  async beginSitting(): Promise<void> {
    await this.page.getByRole('button', { name: 'Apri la seduta' }).click()
    await expect(this.page.getByRole('button', { name: 'Apri la seduta' })).toHaveCount(0)
  }

  async markPresent(names: readonly string[]): Promise<void> {
    for (const name of names) await this.page.getByRole('checkbox', { name }).check()
    await this.page.getByRole('button', { name: 'Salva le presenze' }).click()
    await expect(this.page.getByRole('heading', { name: `Presenti ${names.length}` })).toBeVisible()
  }

  /** Judges the competence that the page puts forward, and waits until it is kept. */
  async judge({ outcome, reason }: Judgement): Promise<void> {
    const before = await this.page.getByRole('button', { name: /^\d+\. (Certificata|Non certificata)$/ }).count()
    await this.page.getByRole('radio', { name: outcome, exact: true }).check()
    await this.page.getByLabel('Perché', { exact: true }).fill(reason)
    await this.page.getByRole('button', { name: 'Salva e vai avanti' }).click()
    await expect(this.page.getByRole('button', { name: /^\d+\. (Certificata|Non certificata)$/ })).toHaveCount(before + 1)
  }

  /** Judges every competence of the sitting the same way. */
  async judgeAll(judgement: Judgement): Promise<void> {
    const progress = await this.page.getByText(/, competenza \d+ di \d+$/).textContent()
    const total = Number(/\d+$/.exec(progress ?? '')?.[0])
    for (let judged = 0; judged < total; judged++) await this.judge(judgement)
  }

  /** The text stands still from here on. */
  async writeMinutes(): Promise<void> {
    await this.page.getByRole('button', { name: 'Metti il verbale in firma' }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: 'In firma' }).click()
    await expect(this.page.getByRole('heading', { name: 'Verbale da firmare' })).toBeVisible()
  }

  async sign(): Promise<void> {
    await this.page.getByRole('button', { name: 'Firma il verbale' }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: 'Firmo' }).click()
    await expect(this.page.getByRole('button', { name: 'Firma il verbale' })).toHaveCount(0)
  }

  async closeMinutes(): Promise<void> {
    await this.page.getByRole('button', { name: 'Chiudi il verbale' }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: 'Chiudo' }).click()
    await expect(this.page.getByText('è firmato: nulla può più cambiare')).toBeVisible()
  }

  /** Asks for the register number, and writes down what the register might answer. */
  async register(): Promise<void> {
    await this.page.getByRole('button', { name: 'Ho chiesto il numero' }).click()
    await this.page
      .getByRole('textbox', { name: 'Numero di registro' })
      .fill(`LOM-${new Date().getFullYear()}-${900_000 + Math.floor(Math.random() * 99_999)}`)
    await this.page.getByRole('button', { name: 'Salva il numero' }).click()
    await expect(this.page.getByRole('heading', { name: 'Numero di registro', exact: true })).toBeVisible()
  }

  /** Types the number of the case that the dialog asks for, and gives the attestato's. */
  async release(): Promise<string> {
    await this.page.getByRole('button', { name: "Rilascia l'attestato" }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('Scrivi il numero della pratica').fill(await numberIn(dialog))
    await dialog.getByRole('button', { name: 'Rilascia', exact: true }).click()
    const answer = this.page.getByText(/^L'attestato .+ è stato rilasciato/)
    await expect(answer).toBeVisible()
    return /^L'attestato (.+) è stato rilasciato/.exec((await answer.textContent()) ?? '')?.[1] ?? ''
  }

  async openAttestation(): Promise<void> {
    await this.page.getByRole('link', { name: "Apri l'attestato" }).click()
    await expect(this.title).toContainText('Attestato')
  }

  async openHandover(): Promise<void> {
    await this.page.getByRole('link', { name: "Consegna l'attestato", exact: true }).click()
    await expect(this.title).toContainText("Consegna l'attestato")
  }

  /** Makes an offer, or another one, and reads from the page what the citizen gets: link and code. */
  async offer(): Promise<Handover> {
    const link = this.page.getByRole('link', { name: 'Apri il portafoglio' })
    const before = (await link.isVisible()) ? await link.getAttribute('href') : null
    await this.page.getByRole('button', { name: /Prepara (la|una nuova) consegna|Ricomincia con un nuovo QR/ }).click()
    await expect(link).not.toHaveAttribute('href', before ?? '')
    const code = this.page.locator('.digits')
    await expect(code).toHaveText(/^\d{3} \d{3}$/)
    const walletLink = (await link.getAttribute('href')) ?? ''
    return {
      walletLink,
      deepLink: `openid-credential-offer://${walletLink.slice(walletLink.indexOf('?'))}`,
      txCode: ((await code.textContent()) ?? '').replaceAll(/\D/g, ''),
    }
  }

  async changeState({ press, reasonClass, reason, confirm }: Change): Promise<void> {
    await this.page.getByRole('button', { name: press, exact: true }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('Motivo', { exact: true }).selectOption({ label: reasonClass })
    await dialog.getByLabel('Spiegazione').fill(reason)
    await dialog.getByLabel('Scrivi il numero di registro').fill(await numberIn(dialog))
    await dialog.getByRole('button', { name: confirm, exact: true }).click()
    await expect(dialog).toHaveCount(0)
  }
}

export interface Change {
  readonly press: 'Sospendi' | 'Togli la sospensione' | "Annulla l'attestato"
  readonly confirm: 'Sospendi' | 'Togli la sospensione' | 'Annulla per sempre'
  readonly reasonClass: string
  readonly reason: string
}

/** The number that a dialog asks to type again stands in its hint. */
async function numberIn(dialog: Locator): Promise<string> {
  const hint = await dialog.getByText(/^È .+/).textContent()
  return (hint ?? '').replace(/^È /, '').trim()
}

/** The full hour that comes next, today by the clock of the page: a sitting opens on the day for which it is convened. */
function soonToday(): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const dayOf = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  const hour = new Date(Date.now() + 90 * 60_000)
  const day = dayOf(new Date())
  return dayOf(hour) === day ? `${day}T${two(hour.getHours())}:00` : `${day}T23:59`
}
