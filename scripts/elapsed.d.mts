export function tellElapsed(input: {
  readonly what: string
  readonly out?: { readonly isTTY?: boolean; write(text: string): unknown }
}): () => void
