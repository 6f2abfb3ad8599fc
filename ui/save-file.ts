/** Gives the person a file. */
export function saveFile({ name, content }: { name: string; content: Blob }): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // Some browsers begin to read only after the click's task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
