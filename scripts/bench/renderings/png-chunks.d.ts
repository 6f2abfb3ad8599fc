// The chunk libraries bring no types.

interface PngLibraryChunk {
  readonly name: string
  readonly data: Uint8Array
}

declare module 'png-chunks-extract' {
  export default function extract(png: Uint8Array): PngLibraryChunk[]
}

declare module 'png-chunks-encode' {
  export default function encode(chunks: readonly PngLibraryChunk[]): Uint8Array
}
