import { plainText, plainWords } from '../reads/plain-words.ts'
import type { AtlanteRelease } from './atlante.ts'
import { activitiesOf, type ToldActivity } from './told-activity.ts'

interface Indexed {
  readonly activity: ToldActivity
  /** The words of the activity, and those of where it stands. */
  readonly own: string
  readonly around: string
}

const indexes = new WeakMap<AtlanteRelease, readonly Indexed[]>()

/**
 * Activities that have all the words somebody looks for, in their own text or in that of their area, sector, process or sequence; those
 * that say it themselves come first. Accents, capitals and the endings of singular, plural and gender make no difference.
 */
export function searchActivities(
  { words, sector }: { words: string; sector?: string | undefined },
  atlante: AtlanteRelease,
): ToldActivity[] {
  const stems = plainWords(words).map(stemOf)
  const scored = indexOf(atlante).flatMap(({ activity, own, around }) => {
    if (sector !== undefined && activity.sector !== sector) return []
    if (!stems.every((stem) => own.includes(stem) || around.includes(stem))) return []
    return [{ activity, said: stems.filter((stem) => own.includes(stem)).length }]
  })
  return scored.sort((one, other) => other.said - one.said).map(({ activity }) => activity)
}

function indexOf(atlante: AtlanteRelease): readonly Indexed[] {
  const known = indexes.get(atlante)
  if (known !== undefined) return known
  const made = activitiesOf(atlante).map((activity) => {
    const { code, label, area, sector, process, sequence } = activity
    return { activity, own: plainText(`${label} ${code}`), around: plainText([area.name, area.code, sector, process, sequence].join(' ')) }
  })
  indexes.set(atlante, made)
  return made
}

/** `reclamo` and `reclami`, `pulizia` and `pulizie` are looked for by what they share; short words as they are. */
function stemOf(word: string): string {
  return /^\p{L}{5,}$/u.test(word) ? word.replace(/[aeiou]{1,2}$/, '') : word
}
