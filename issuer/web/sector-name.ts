import shipped from '../../schemas/repertory/sectors.json' with { type: 'json' }
import { language } from '../../ui/i18n.ts'

const ENGLISH: Readonly<Record<string, string>> = shipped.en

/** A sector, or a section of the repertory, in the page's language where we have a word for it; what is sent and kept is the Italian name. */
export const sectorName = (italian: string): string => (language() === 'en' ? (ENGLISH[italian] ?? italian) : italian)
