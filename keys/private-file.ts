import { open, readFile, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AttestaError } from '../credential/errors.ts'

/** Replaces a file as a whole, readable by its owner only, and makes sure that it is on the disk. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.new`
  const file = await open(temporary, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Creates a file that must not be there yet: of two processes that start together one wins, the other reads. */
export async function createPrivateFile(path: string, text: string): Promise<boolean> {
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return undefined
    throw error
  })
  if (file === undefined) return false
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  return true
}

/** @throws AttestaError `keystore.readable` when others may read it: a copied key is a lost key */
export async function readPrivateFile(path: string): Promise<string> {
  const { mode } = await stat(path)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new AttestaError('keystore.readable')
  return readFile(path, 'utf8')
}
