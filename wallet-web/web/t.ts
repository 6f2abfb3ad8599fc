import { translator } from '../../ui/i18n.ts'
import type messages from './locales/it.json'
import type later from './locales/later/it.json'

/** Messages of the wallet and of the kit. */
export const t = translator<keyof typeof messages | keyof typeof later>()
