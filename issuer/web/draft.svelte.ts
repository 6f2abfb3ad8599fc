import { untrack } from 'svelte'

export interface Draft<Fields> {
  readonly name: string
  /** Bind the fields of the form to these. */
  readonly fields: Fields
  /** When a change was last kept; undefined while nothing was typed. */
  readonly savedAt: Date | undefined
  /** Forgets the draft, once what it was for is done; what is typed after that is a new one. */
  clear(): void
}

const PREFIX = 'attesta.draft.'

/** How often anything was kept or forgotten: what reads a kept draft is read again then. */
let writes = $state(0)

/**
 * What is being typed, kept for this tab: a lost connection, an expired session or a reload lose nothing (ux.md "Nothing is
 * lost"). It never leaves the browser and ends with the tab.
 */
export function draft<Fields extends Record<string, string>>(name: string, initial: Fields): Draft<Fields> {
  const key = PREFIX + name
  const fields = $state({ ...initial, ...stored(key, initial) })
  let savedAt: Date | undefined = $state.raw()
  const untouched = JSON.stringify({ ...initial })
  let last = JSON.stringify(fields)

  $effect(() => {
    const text = JSON.stringify(fields)
    if (text === last) return
    last = text
    // What was emptied again is no draft: nothing waits.
    if (text === untouched) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, text)
    savedAt = new Date()
    untrack(() => writes++)
  })

  return {
    name,
    fields,
    get savedAt() {
      return savedAt
    },
    clear() {
      last = JSON.stringify(fields)
      savedAt = undefined
      sessionStorage.removeItem(key)
      writes++
    },
  }
}

/** What is kept of a form that may not be on the page; nothing was typed where a field is missing. */
export function keptDraft<Fields extends Record<string, string>>(name: string, initial: Fields): Fields {
  void writes
  return { ...initial, ...stored(PREFIX + name, initial) }
}

/** Whether something was typed there that was not sent yet; the form may be closed, or not on the page. */
export function draftWaits(name: string): boolean {
  void writes
  return sessionStorage.getItem(PREFIX + name) !== null
}

/** Throws away what was typed in a form that is not on the page. */
export function dropDraft(name: string): void {
  sessionStorage.removeItem(PREFIX + name)
  writes++
}

/** Whoever leaves forgets what was typed: at a counter the next person logs in to the same tab. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
  writes++
}

/** Only the fields that the form has today, and only text: an older draft may have had others. */
function stored<Fields extends Record<string, string>>(key: string, initial: Fields): Partial<Fields> {
  try {
    const saved: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}')
    if (typeof saved !== 'object' || saved === null) return {}
    return Object.fromEntries(
      Object.entries(saved).filter(([name, value]) => name in initial && typeof value === 'string'),
    ) as Partial<Fields>
  } catch {
    return {}
  }
}
