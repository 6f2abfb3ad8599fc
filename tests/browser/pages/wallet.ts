import type { Page } from '@playwright/test'
export class WalletPages {
  constructor(readonly page: Page) {}
}
