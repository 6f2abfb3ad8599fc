import { read, write } from './client.ts'

export type PictureForm = 'png' | 'svg'

/** What badges of a form are made with. */
export interface BadgePicture {
  readonly form: PictureForm
  readonly address: string
  /** Absent: the drawn one. */
  readonly givenAt?: string
}

const PATH = '/api/badge-picture'

export function readPictures(): Promise<readonly BadgePicture[]> {
  return read(PATH)
}

export async function givePicture(file: File, key: string): Promise<readonly BadgePicture[]> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return write({ path: PATH, body: { content: btoa(text) }, key })
}

export function useDrawnPicture(form: PictureForm, key: string): Promise<readonly BadgePicture[]> {
  return write({ path: `${PATH}/drawn`, body: { form }, key })
}
