import { defineConfig } from '@playwright/test'

const root = process.getuid?.() === 0

/** Browser tests run against a whole product of their own, on free ports and a fresh data folder (start-product.ts). One worker: they share it. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  globalSetup: './start-product.ts',
  outputDir: '../../test-results/browser',
  timeout: 300_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  use: {
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    // A test that needs a camera picture repeats this with its own flags: launchOptions replace one another, they do not merge.
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: root ? ['--no-sandbox'] : [],
    },
  },
})
