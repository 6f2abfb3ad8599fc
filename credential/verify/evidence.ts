import type { ChainWalk, IssuerKeys, Step } from '../chain/index.ts'
import type { Work } from '../data-integrity/parts.ts'
import type { StatusAnswer } from './ask-status.ts'
import type { Expectation } from './check.ts'
import type { Statement } from './statement.ts'
import type { World } from './world.ts'

/** What one verification works with. */
export interface Tools {
  readonly world: World
  readonly keys: IssuerKeys
  readonly expect: Expectation
  readonly enclosure: Enclosure
}

/** Where a document stands among those around it, and how many more the whole verification may look at. */
export interface Enclosure {
  readonly depth: number
  readonly left: Left
}

/** What the whole verification may still look at: all that is inside one file, however it is put there. */
export interface Left extends Work {
  documents: number
  /** Of the documents inside. */
  bytes: number
}

/** Somebody as a badge names its recipient (Open Badges 3.0 §B.1.14, 2.0 §IdentityObject). */
export interface Identity {
  readonly hashed: boolean
  readonly identityHash: string
  readonly salt?: string | undefined
  /** `emailAddress`, `name`, `nationalIdentityNumber` …; absent: of any kind. */
  readonly identityType?: string | undefined
}

/** What looking at a document of a known form gives: a finding for each of the first checks, and what it states if they held. */
export interface Examination {
  readonly schema: Step
  readonly proof: Step
  readonly issuerKey: Step
  /** Of an act that another than its body sealed: why that body's own word for it was not found good. */
  readonly unmandated?: Step
  readonly holder: Step
  /** The recipient as the document names them beside what it shows, hashed perhaps. */
  readonly identities?: readonly Identity[]
  /** True: the checks of the European viewer are to be answered too. */
  readonly edc?: true
  /** Where the official shapes of the European model are there: whether they were asked. What does not conform fails `schema`. */
  readonly shapes?: Step
  /** Of one that says it is accredited: whether the register bears it out. */
  readonly accreditation?: Step
  /** Only when the form was closed and the proof held. */
  readonly statement?: Statement
}

/** All that the checks look at. Nothing in it changes; what costs a look-up is found out once, when the first check asks. */
export interface Evidence {
  readonly format: Step
  readonly examination?: Examination
  readonly tools: Tools
  readonly chain: (statement: Statement) => Promise<ChainWalk>
  readonly status: (statement: Statement) => Promise<StatusAnswer>
}
