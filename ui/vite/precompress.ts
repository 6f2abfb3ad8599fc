import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Plugin } from 'vite'

const WORTH_IT = /\.(js|css|html|json|svg|wasm|webmanifest)$/

/** Writes `FILE.br` beside each text file of the build (and beside the scanner's wasm), once, at the highest level. */
export function precompress(): Plugin {
  return {
    name: 'attesta:precompress',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      if (dir === undefined) return
      for (const file of Object.keys(bundle).filter((name) => WORTH_IT.test(name))) {
        const bytes = readFileSync(join(dir, file))
        const compressed = brotliCompressSync(bytes, {
          params: { [constants.BROTLI_PARAM_QUALITY]: bytes.length > 300_000 ? 9 : 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
        })
        if (compressed.length < bytes.length) writeFileSync(join(dir, `${file}.br`), compressed)
      }
    },
  }
}
