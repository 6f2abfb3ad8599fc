import type { MultipartFile, MultipartValue } from '@fastify/multipart'

/** The one file of a form and its few fields, held in memory: its size is bounded where the form is read. */
export async function readUpload(
  parts: AsyncIterable<MultipartFile | MultipartValue>,
): Promise<{ fields: ReadonlyMap<string, string>; bytes: Uint8Array }> {
  const fields = new Map<string, string>()
  let bytes = new Uint8Array()
  for await (const part of parts) {
    if (part.type === 'file') bytes = new Uint8Array(await part.toBuffer())
    else if (typeof part.value === 'string') fields.set(part.fieldname, part.value)
  }
  return { fields, bytes }
}
