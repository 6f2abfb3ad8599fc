import { translator } from '../../ui/i18n.ts'
import type messages from './locales/it.json'

export type MessageKey = keyof typeof messages

/** Messages of the console and of the kit. */
export const t = translator<MessageKey>()
