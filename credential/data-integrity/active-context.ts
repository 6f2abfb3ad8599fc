import type { ActiveContext } from 'jsonld'

/**
 * A copy of an active context that shares the definitions of its terms. The library copies all of them, with the contexts inside
 * them, for every typed node of a document (nine tenths of the time of a signature); but a definition is never changed
 * once it is made, so a copy of the map is enough, and only when something is about to be defined in it.
 */
export class ActiveContextCopy implements ActiveContext {
  readonly #origin: ActiveContext
  #mappings: Map<string, unknown> | undefined
  #protected: Record<string, boolean> | undefined
  inverse: unknown = null
  readonly getInverse: () => unknown
  readonly revertToPreviousContext = revertToPrevious
  declare previousContext?: ActiveContext
  declare '@base'?: unknown
  declare '@language'?: unknown
  declare '@vocab'?: unknown

  constructor(origin: ActiveContext) {
    this.#origin = untouchedOrigin(origin) ?? origin
    this.getInverse = origin.getInverse
    if (origin.previousContext !== undefined) this.previousContext = origin.previousContext
    for (const keyword of ['@base', '@language', '@vocab'] as const) if (keyword in origin) this[keyword] = origin[keyword]
  }

  get mappings(): Map<string, unknown> {
    this.#mappings ??= new Map(this.#origin.mappings)
    return this.#mappings
  }

  get protected(): Record<string, boolean> {
    this.#protected ??= { ...this.#origin.protected }
    return this.#protected
  }

  clone(): ActiveContext {
    return this.untouchedOrigin === undefined ? copyNow(this) : new ActiveContextCopy(this)
  }

  /** What this is still an equal of, as long as nobody has looked at its terms. */
  get untouchedOrigin(): ActiveContext | undefined {
    return this.#mappings === undefined && this.#protected === undefined ? this.#origin : undefined
  }
}

/**
 * Says that nothing more will be defined in this context: from now on its copies need not copy anything until they are changed
 * themselves, and leaving a type-scoped context leads back to the very same object.
 */
export function settle(context: ActiveContext): void {
  context.clone = () => new ActiveContextCopy(context)
  context.revertToPreviousContext = revertToPrevious
}

/** The settled context of which this one is an unchanged copy. */
export function untouchedOrigin(context: ActiveContext): ActiveContext | undefined {
  return context instanceof ActiveContextCopy ? context.untouchedOrigin : undefined
}

/** The origin is still being defined, so it may mean something else by the time that the copy is looked at. */
function copyNow(origin: ActiveContext): ActiveContext {
  const copy = new ActiveContextCopy(origin)
  void copy.mappings
  void copy.protected
  return copy
}

function revertToPrevious(this: ActiveContext): ActiveContext {
  return this.previousContext ?? this
}
