import { listFolder } from './list-folder.ts'
import type { Form, StatusList } from './status-list.ts'

/** Public address of one form of a list; the four share all but the last segment. */
export function listUrl({ list, form, issuerUrl }: { list: Pick<StatusList, 'slug' | 'number'>; form: Form; issuerUrl: string }): string {
  return `${listFolder({ issuerUrl, slug: list.slug, number: list.number })}${form}`
}
