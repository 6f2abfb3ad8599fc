import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import { readPngChunks } from '../../../credential/open-badge/picture/png-chunks.ts'
import { paint } from '../../../issuer/pictures/paint.ts'

const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2" fill="#297a38"/></svg>'

beforeAll(() => initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm'))))

describe('painting', () => {
  test('gives each who asks their own picture, also those who ask at once', async () => {
    const widths = [40, 80, 120]
    const pictures = await Promise.all(widths.map((width) => paint({ drawing, width })))
    const sizes = pictures.map((png) => {
      const header = readPngChunks(png).find(({ type }) => type === 'IHDR')
      return header === undefined ? 0 : new DataView(header.data.buffer, header.data.byteOffset).getUint32(0)
    })
    expect(sizes).toEqual(widths)
  })

  const around = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">${inside}</svg>`
  const white = '<rect width="64" height="64" fill="#fff"/>'
  const typesOf = (png: Uint8Array) => readPngChunks(png).map(({ type }) => type)
  /** The points of a drawing; of a picture, when a drawing shows it: so another reads what was written. */
  const pointsOf = (drawn: string) => new Resvg(drawn).render().pixels
  const shown = (png: Uint8Array) =>
    pointsOf(around(`<image width="64" height="64" href="data:image/png;base64,${Buffer.from(png).toString('base64')}"/>`))
  const furthest = (a: Uint8Array, b: Uint8Array) => a.reduce((most, value, index) => Math.max(most, Math.abs(value - (b[index] ?? 0))), 0)

  test('writes few colours as a table of them, each as it is', async () => {
    const drawn = around(`${white}<path d="M0 0H32V64H0z" fill="#297a38"/><path d="M40 40L60 47 44 60z" fill="#17211a"/>`)
    const png = await paint({ drawing: drawn, width: 64 })
    expect(typesOf(png)).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
    expect(furthest(shown(png), pointsOf(drawn))).toBe(0)
  })

  test('of more colours than a table has, lets those that are nearly equal be one', async () => {
    const shades = Array.from(
      { length: 1024 },
      (_, n) => `<rect x="${n % 64}" y="${n >> 6}" width="1" height="1" fill="rgb(${n >> 2},200,${n >> 4})"/>`,
    )
    const drawn = around(white + shades.join(''))
    const png = await paint({ drawing: drawn, width: 64 })
    expect(typesOf(png)).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND'])
    const far = furthest(shown(png), pointsOf(drawn))
    expect(far).toBeGreaterThan(0)
    expect(far).toBeLessThan(4)
  })

  test('leaves what one can look through as it is', async () => {
    const drawn = around('<circle cx="32" cy="32" r="20" fill="#297a38" opacity="0.5"/>')
    const png = await paint({ drawing: drawn, width: 64 })
    expect(typesOf(png)).not.toContain('PLTE')
    expect(furthest(shown(png), pointsOf(drawn))).toBeLessThan(2)
  })

  test('refuses what is no drawing, and goes on with the next', async () => {
    await expect(paint({ drawing: '<svg', width: 10 })).rejects.toThrow('could not be painted')
    await expect(paint({ drawing, width: 10 })).resolves.toBeInstanceOf(Uint8Array)
  })
})
