let given = $state(0)

/** Read by whoever shows a person's way in: read again when one was given elsewhere on the page. */
export const accessGiven = (): number => given

export function noteAccessGiven(): void {
  given++
}
