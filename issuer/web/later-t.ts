import { translator } from '../../ui/i18n.ts'
import type later from './locales/later/it.json'
import type { MessageKey } from './t.ts'

/** As `t`, with the words that only screens loaded on demand carry. */
export const t = translator<MessageKey | keyof typeof later>()
