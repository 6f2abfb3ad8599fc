import type { Page } from '@playwright/test'
import { look } from './look.ts'
import { PASSWORD } from './pages/wallet.ts'
import { expect, test } from './test.ts'

/** Chromium's virtual authenticator, as a telephone's own. */
async function addAuthenticator(page: Page, { hasPrf }: { hasPrf: boolean }) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf,
    },
  })
  return {
    refuse: () => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false }),
  }
}

test('a fingerprint opens the wallet; when it is refused, the password still does', async ({ wallet }) => {
  const { page } = wallet
  const authenticator = await addAuthenticator(page, { hasPrf: true })
  await wallet.open()
  await expect(page.getByRole('checkbox', { name: 'Apri anche con impronta o volto' })).toBeChecked()
  await look(page, 'wallet-first-passkey')
  await wallet.create()
  await wallet.finishCreation()

  await page.getByRole('button', { name: 'Chiudi', exact: true }).click()
  await expect(wallet.title).toHaveText('Apri il portafoglio')
  await look(page, 'wallet-locked-passkey')
  await page.getByRole('button', { name: 'Usa impronta o volto' }).click()
  await expect(wallet.title).toHaveText('Il portafoglio è vuoto')

  await page.getByRole('button', { name: 'Chiudi', exact: true }).click()
  await authenticator.refuse()
  await page.getByRole('button', { name: 'Usa impronta o volto' }).click()
  await expect(wallet.problem).toContainText('annullato')
  await wallet.unlock(PASSWORD)
  await expect(wallet.title).toHaveText('Il portafoglio è vuoto')
})

test('a telephone without that secret gets a wallet with a password', async ({ wallet }) => {
  const { page } = wallet
  await addAuthenticator(page, { hasPrf: false })
  await wallet.open()
  await wallet.choosePassword(PASSWORD)
  await expect(wallet.problem).toContainText('Questo dispositivo non può aprire il portafoglio con impronta o volto.')
  await page.getByRole('button', { name: 'Avanti' }).click()
  await expect(wallet.title).toHaveText('Tieni una chiave di riserva')
})
