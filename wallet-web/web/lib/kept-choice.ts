/** What somebody had chosen on the way to showing a document. Ids of fields, never their values. */
export interface Choice {
  readonly fields: ReadonlySet<string>
  readonly way: 'here' | 'link' | undefined
  readonly days: string
  readonly views: string
}

let kept: { readonly address: string; readonly choice: Choice } | undefined

/**
 * Keeps a choice while the wallet is locked: in memory, for this screen alone. Whoever goes elsewhere begins with the least
 * again, so that what was chosen for one person is not shown to the next.
 */
export function keepChoice(choice: Choice): void {
  kept = { address: location.hash, choice }
  addEventListener('hashchange', forget, { once: true })
}

/** The choice that was kept for this screen, once. */
export function takeChoice(): Choice | undefined {
  const found = kept?.address === location.hash ? kept.choice : undefined
  forget()
  return found
}

function forget(): void {
  kept = undefined
  removeEventListener('hashchange', forget)
}
