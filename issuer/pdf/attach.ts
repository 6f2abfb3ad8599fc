import { packFile } from './pack-file.ts'
import type { Attachment } from './paper.ts'
import type { Document } from './pen.ts'

/** What pdfkit's documents are made with; its types do not tell. */
interface Inside {
  ref(data: object): { end(content?: Uint8Array): void }
  addNamedEmbeddedFile(name: string, file: object): void
  readonly _root: { readonly data: { AF?: object[] } }
}

/**
 * A file inside (ISO 32000-1 §7.11.4, ISO 19005-3 §6.8), as another form of the document. pdfkit's own way packs as tightly as it can,
 * which takes longer than the page for what is mostly pictures, and counts a checksum that PDF does not ask for: each file has a signature.
 */
export function attach(document: Document, { name, mediaType, content, description }: Attachment, at: Date): void {
  const inside = document as unknown as Inside
  const file = inside.ref({
    Type: 'EmbeddedFile',
    Subtype: mediaType.replaceAll('/', '#2F'),
    Params: { Size: content.length, CreationDate: at, ModDate: at },
    Filter: 'FlateDecode',
  })
  file.end(packFile(content))
  // pdfkit writes names as they are, and text when it is an object.
  const entry = inside.ref({
    Type: 'Filespec',
    AFRelationship: 'Alternative',
    F: new String(name),
    UF: new String(name),
    EF: { F: file },
    Desc: new String(description),
  })
  entry.end()
  inside.addNamedEmbeddedFile(name, entry)
  const { data } = inside._root
  data.AF = [...(data.AF ?? []), entry]
}
