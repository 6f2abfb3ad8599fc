import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { showNothing } from './camera.ts'

const root = process.getuid?.() === 0

// This file is read in every process of the run: the first one chooses, the others inherit.
if (process.env.ATTESTA_CAMERA === undefined) {
  process.env.ATTESTA_CAMERA = join(tmpdir(), `attesta-camera-${process.pid}.y4m`)
  showNothing()
}

/** Browser tests run against a whole product of their own, on free ports and a fresh data folder (start-product.ts). One worker: they share it. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  globalSetup: './start-product.ts',
  outputDir: '../../test-results/browser',
  timeout: 600_000,
  expect: { timeout: 30_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  use: {
    locale: 'it-IT',
    timezoneId: 'Europe/Rome',
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        ...(root ? ['--no-sandbox'] : []),
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream', // permission is given without a prompt
        `--use-file-for-fake-video-capture=${process.env.ATTESTA_CAMERA}`, // what the camera sees: camera.ts
      ],
    },
  },
})
