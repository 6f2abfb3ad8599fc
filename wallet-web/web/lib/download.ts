import { saveFile } from '../../../ui/save-file.ts'

/** Gives the person a file. */
export function download({ name, text, mediaType }: { name: string; text: string; mediaType: string }): void {
  saveFile({ name, content: new Blob([text], { type: mediaType }) })
}
