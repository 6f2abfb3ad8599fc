import { randomUUID } from 'node:crypto'
import { link, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AttestaError } from '../credential/errors.ts'

/** Replaces a file as a whole, readable by its owner only, and makes sure that it is on the disk. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const temporary = besides(path)
  await writeWhole(temporary, text)
  await rename(temporary, path)
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/**
 * Creates a file that must not be there yet, whole from its first moment: of two processes that start together one wins, and
 * the other reads all of it.
 */
export async function createPrivateFile(path: string, text: string): Promise<boolean> {
  const temporary = besides(path)
  await writeWhole(temporary, text)
  try {
    await link(temporary, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(temporary, { force: true })
  }
}

/** A name of this call's own: two calls in one process may write the same file at once, too. */
function besides(path: string): string {
  return `${path}.${randomUUID()}.new`
}

async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** @throws AttestaError `keystore.readable` when others may read it: a copied key is a lost key */
export async function readPrivateFile(path: string): Promise<string> {
  const { mode } = await stat(path)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new AttestaError('keystore.readable')
  return readFile(path, 'utf8')
}
