import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElmPack } from '../credential/edc/shapes/validate.ts'
import { AttestaError } from '../credential/errors.ts'
import { isObject, parseStrictJson } from '../credential/json/index.ts'
import pack from '../schemas/edc/pack.json' with { type: 'json' }

/** Names that the same file has where it is published, and where it is kept here. */
const OTHER_NAMES: Readonly<Record<string, string>> = { 'edc-ap-context.jsonld': 'edc-ap-context-3.2.jsonld' }

const folderOf = (dataDir: string) => join(dataDir, 'elm', pack.version)

/**
 * Takes the official context and shapes from a folder, each only if it is the one file that is known here: a changed rule would let
 * through, or refuse, what nobody has decided.
 *
 * @returns the folder in which they are kept
 * @throws AttestaError `edc.pack` with the file that is missing or another
 */
export async function installElmPack({ from, dataDir }: { from: readonly string[]; dataDir: string }): Promise<string> {
  const found: [string, string][] = []
  for (const name of Object.keys(pack.files)) found.push([name, await findFile(name, from)])
  const folder = folderOf(dataDir)
  await mkdir(folder, { recursive: true })
  for (const [name, path] of found) await copyFile(path, join(folder, name))
  return folder
}

async function findFile(name: string, folders: readonly string[]): Promise<string> {
  for (const folder of folders) {
    for (const known of [name, OTHER_NAMES[name] ?? name]) {
      const path = join(folder, known)
      const bytes = await readFile(path).catch(() => undefined)
      if (bytes !== undefined && isPinned(name, bytes)) return path
    }
  }
  throw new AttestaError('edc.pack', { file: name })
}

/**
 * The official files, where the operator has installed them.
 *
 * @throws AttestaError `edc.pack` when one was changed since
 */
export async function readElmPack(dataDir: string): Promise<ElmPack | undefined> {
  const folder = folderOf(dataDir)
  const texts = new Map<string, string>()
  for (const name of Object.keys(pack.files)) {
    const bytes = await readFile(join(folder, name)).catch(() => undefined)
    if (bytes === undefined && texts.size === 0) return undefined
    if (bytes === undefined || !isPinned(name, bytes)) throw new AttestaError('edc.pack', { file: name })
    texts.set(name, bytes.toString('utf8'))
  }
  const context = parseStrictJson(new TextEncoder().encode(texts.get('edc-ap-context.jsonld') ?? ''))
  if (!isObject(context)) throw new AttestaError('edc.pack', { file: 'edc-ap-context.jsonld' })
  return { context, shapes: Object.fromEntries(texts) }
}

function isPinned(name: string, bytes: Uint8Array): boolean {
  const known = Object.entries(pack.files).find(([file]) => file === name)?.[1]
  return createHash('sha256').update(bytes).digest('hex') === known
}
