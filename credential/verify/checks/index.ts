import type { Check } from '../finding.ts'
import { accreditation } from './accreditation.ts'
import { decision } from './decision.ts'
import { format } from './format.ts'
import { freshness } from './freshness.ts'
import { holder } from './holder.ts'
import { issuerKey } from './issuer-key.ts'
import { proof } from './proof.ts'
import { recognition } from './recognition.ts'
import { schema } from './schema.ts'
import { shapes } from './shapes.ts'
import { status } from './status.ts'
import { validity } from './validity.ts'

/** In the order in which they run (design.md §4). */
export const checks: readonly Check[] = [
  format,
  schema,
  proof,
  issuerKey,
  recognition,
  decision,
  shapes,
  accreditation,
  status,
  validity,
  freshness,
  holder,
]
