import { renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Browser, Locator } from '@playwright/test'
import { setting } from './addresses.ts'

const WIDTH = 1280
const HEIGHT = 720

/**
 * Holds what a screen shows in front of the test browser's camera: photographs it and writes it as the video that Chromium's
 * virtual camera plays (playwright.config.ts). The file is read anew each time a page opens the camera.
 */
export async function showToCamera({ screen, browser }: { screen: Locator; browser: Browser }): Promise<void> {
  const picture = await screen.screenshot()
  const painter = await browser.newPage()
  const luma = await painter.evaluate(paint, { png: picture.toString('base64'), width: WIDTH, height: HEIGHT })
  await painter.close()
  writeVideo(Buffer.from(luma, 'base64'))
}

/** A grey wall, until there is something to see. */
export function showNothing(): void {
  writeVideo(Buffer.alloc(WIDTH * HEIGHT, 128))
}

export function putAwayCamera(): void {
  rmSync(setting('ATTESTA_CAMERA'), { force: true })
}

/** Uncompressed 4:2:0 video of two equal frames; it loops. Put in place whole, so that no reader meets half a file. */
function writeVideo(luma: Buffer): void {
  const frame = [Buffer.from('FRAME\n'), luma, Buffer.alloc((WIDTH * HEIGHT) >> 1, 128)]
  const file = setting('ATTESTA_CAMERA')
  writeFileSync(`${file}.new`, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420mpeg2\n`), ...frame, ...frame]))
  renameSync(`${file}.new`, file)
}

/** Runs in the browser: the picture in the middle of a light table, as grey values in base64. */
async function paint({ png, width, height }: { png: string; width: number; height: number }): Promise<string> {
  const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0))
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const canvas = new OffscreenCanvas(width, height).getContext('2d')
  if (canvas === null) throw new Error('no canvas')
  canvas.fillStyle = '#ddd'
  canvas.fillRect(0, 0, width, height)
  const scale = Math.min((width * 0.92) / image.width, (height * 0.92) / image.height)
  const [w, h] = [image.width * scale, image.height * scale]
  canvas.drawImage(image, (width - w) / 2, (height - h) / 2, w, h)
  const { data } = canvas.getImageData(0, 0, width, height)
  let text = ''
  for (let at = 0; at < data.length; at += 4) text += String.fromCharCode(16 + Math.round(((data[at] ?? 0) * 219) / 255))
  return btoa(text)
}
