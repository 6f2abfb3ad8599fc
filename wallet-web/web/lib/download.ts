import { saveFile } from '../../../ui/save-file.ts'

/** Gives the person a file. */
export function download({ name, content, mediaType }: { name: string; content: BlobPart; mediaType: string }): void {
  saveFile({ name, content: new Blob([content], { type: mediaType }) })
}
