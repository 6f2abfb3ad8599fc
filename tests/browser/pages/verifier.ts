import type { Page } from '@playwright/test'
export class VerifierPages {
  constructor(readonly page: Page) {}
}
