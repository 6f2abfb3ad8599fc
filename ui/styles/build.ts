import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from 'sass'

/** Sass says these of bootstrap-italia's own code; they tell us nothing that we could mend. */
const NOT_OURS = ['import', 'global-builtin', 'color-functions', 'if-function'] as const

/**
 * Compiles the shared sheet into `.cache/attesta.css`, unless the one that lies there was made from the same inputs
 * (compiling costs seconds, and three apps ask for it).
 *
 * @returns the path of the compiled sheet
 */
export function buildStyles({ repository }: { repository: string }): string {
  const folder = join(repository, 'ui/styles')
  const target = join(repository, '.cache/attesta.css')
  const made = `/* ${inputsDigest({ repository, folder })} */`
  if (firstLine(target) === made) return target

  const { css } = compile(join(folder, 'attesta.scss'), {
    loadPaths: [join(repository, 'node_modules/bootstrap-italia/src/scss')],
    silenceDeprecations: [...NOT_OURS],
    quietDeps: true,
    charset: false,
  })
  mkdirSync(join(repository, '.cache'), { recursive: true })
  const partial = `${target}.${process.pid}`
  writeFileSync(partial, `${made}\n${css}\n`)
  renameSync(partial, target) // two builds at once: each sees a whole file
  return target
}

function inputsDigest({ repository, folder }: { repository: string; folder: string }): string {
  const digest = createHash('sha256')
  digest.update(readFileSync(join(repository, 'node_modules/bootstrap-italia/package.json')))
  for (const name of readdirSync(folder).sort()) digest.update(name).update(readFileSync(join(folder, name)))
  return digest.digest('hex')
}

function firstLine(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').split('\n', 1)[0]
  } catch {
    return undefined
  }
}
