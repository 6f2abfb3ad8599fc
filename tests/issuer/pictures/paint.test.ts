import { describe, expect, test } from 'vitest'
import { readPngChunks } from '../../../credential/open-badge/picture/png-chunks.ts'
import { paint } from '../../../issuer/pictures/paint.ts'

const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2" fill="#297a38"/></svg>'

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

  test('refuses what is no drawing, and goes on with the next', async () => {
    await expect(paint({ drawing: '<svg', width: 10 })).rejects.toThrow('could not be painted')
    await expect(paint({ drawing, width: 10 })).resolves.toBeInstanceOf(Uint8Array)
  })
})
