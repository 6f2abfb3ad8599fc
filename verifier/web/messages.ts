import { translator } from '../../ui/i18n.ts'
import type messages from './locales/it.json'

/** The page's texts; keys are checked against the Italian file. */
export const t = translator<keyof typeof messages>()
