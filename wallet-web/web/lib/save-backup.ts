import { session, stillOpen } from '../session.svelte.ts'
import { download } from './download.ts'

/** Writes down that a backup is made, then hands the file over: so the file itself knows of it. */
export async function saveBackup(): Promise<void> {
  const { composeBackup } = await import('../../storage/index.ts')
  await session.append([{ type: 'backup.saved', documents: session.state.documents.length }])
  const { name, text } = await composeBackup({ wallet: await stillOpen(), now: new Date() })
  download({ name, content: text, mediaType: 'application/json' })
}
