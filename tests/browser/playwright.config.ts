import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

const root = process.getuid?.() === 0

// This file is read in every process of the run: each worker's browser has a camera of its own.
process.env.ATTESTA_RUN ??= String(process.pid)
process.env.ATTESTA_CAMERA = join(tmpdir(), `attesta-camera-${process.env.ATTESTA_RUN}-${process.env.TEST_PARALLEL_INDEX ?? 'none'}.y4m`)

/** Each worker runs against a whole product of its own, on free ports and a fresh data folder (start-product.ts). */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  globalSetup: './build-product.ts',
  outputDir: '../../test-results/browser',
  timeout: 600_000,
  expect: { timeout: 30_000 },
  workers: 2,
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
