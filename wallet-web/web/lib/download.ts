/** Gives the person a file. */
export function download({ name, text, mediaType }: { name: string; text: string; mediaType: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Some browsers begin to read only after the click's task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
