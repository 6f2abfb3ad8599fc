import type { VerificationResult } from '../../credential/verify/index.ts'
import { problemOf } from '../../http/problem.ts'
import { decidingOf, headlineOf, VERDICT_WORDS } from '../../ui/headline.ts'
import { adviceForNothing } from '../../ui/nothing-shown.ts'
import { showable } from '../../ui/visible.ts'
import { dateIn, type Language, OWN_WORDS, pageWords, type Say } from './words.ts'

interface Telling {
  readonly language: Language
  readonly say: Say
}

const SKIPPED = 'check.skipped'

/** A verdict as the page tells it: its word, the sentence that decided and what to do about it; then what the document says, and each check. */
export function inWords(given: VerificationResult, { language, trusts }: { language: Language; trusts: string }): string {
  const result = showable(given)
  const telling = { language, say: pageWords(language) }
  const { asOf, checks, credential, contained } = result
  const words = OWN_WORDS[language]
  const lines = [wordOf(result, telling).toLocaleUpperCase(language), ...sentencesOf(result, telling)]
  lines.push(`${words.asOf} ${dateIn(language, asOf, 'short')}`, trusts)
  if (credential !== undefined) {
    const { title, number, issuer, form } = credential
    lines.push('', [title, number].filter((part) => part !== undefined && part !== '').join(' · '))
    lines.push(`${words.form}: ${form}`, `${words.issuer}: ${issuer.id}`, `${words.says}: ${issuer.says}`)
    if (issuer.recognisedName !== undefined) lines.push(`${words.recognised}: ${issuer.recognisedName}`)
  }
  lines.push('')
  const made = checks.filter(({ code }) => code !== SKIPPED)
  for (const { id, outcome, code, facts } of made)
    lines.push(`${words[outcome].padEnd(16)} ${nameOf(id, telling).padEnd(26)} ${problemOf(code, facts)[language]}`)
  const skipped = checks.filter(({ code }) => code === SKIPPED).map(({ id }) => nameOf(id, telling))
  if (skipped.length > 0) lines.push(`${words['not-checked'].padEnd(16)} ${skipped.join(', ')}: ${problemOf(SKIPPED)[language]}`)
  if (contained !== undefined) lines.push('', `${words.contains}:`, ...contained.flatMap((one) => ofMember(one, telling)))
  return lines.map(plain).join('\n')
}

function wordOf(result: VerificationResult, { say }: Telling): string {
  const { as } = headlineOf(result)
  if (as === 'only-sealed') return say('verdict.onlySealed')
  return as === 'nothing-shown' ? say('verdict.nothingShown') : say(`state.${VERDICT_WORDS[result.verdict]}`)
}

/** The page's sentence, and below it the page's advice. */
function sentencesOf(result: VerificationResult, { language, say }: Telling): string[] {
  const headline = headlineOf(result)
  const { issuer } = result.credential ?? {}
  const body = issuer?.recognisedName ?? issuer?.says ?? ''
  switch (headline.as) {
    case 'only-sealed': {
      const { owner, organizationIdentifier: id } = headline.seal
      return [say('verdict.onlySealed.sentence', { owner, id }), say('verdict.now.onlySealed')]
    }
    case 'valid':
    case 'nothing-shown': {
      const { kind } = headline.credential
      const sentence = say('verdict.valid', { kind, body, asOf: dateIn(language, result.asOf, 'short') })
      return headline.as === 'valid' ? [sentence] : [sentence, say(adviceForNothing(headline.credential))]
    }
    case 'ended': {
      const { word, since, reasonClass } = headline.state
      const values = { body, since: since === undefined ? '' : dateIn(language, since), reason: reasonOf(reasonClass, say) }
      return [say(`verdict.${word}`, values), say(`verdict.now.${word}`)]
    }
    case 'decided': {
      const problem = problemOf(headline.check.code, headline.check.facts)
      if (headline.restHolds) return [`${problem[language]} ${say('verdict.restHolds')}`, problem.next[language]]
      const next = problem.next[language] === '' ? say('verdict.now.invalid') : problem.next[language]
      return [problem[language], result.verdict === 'unverifiable' ? `${next} ${say('verdict.now.unverifiable')}` : next]
    }
    case 'bare':
      return []
  }
}

/** A class of a rule pack that the page has no words for is shown as it is. */
function reasonOf(reasonClass: string | undefined, say: Say): string {
  if (reasonClass === undefined) return say('reason.none')
  const key = `reason.${reasonClass}`
  const said = say(key as Parameters<Say>[0])
  return said === key ? reasonClass : said
}

/** A check as the page names it. */
function nameOf(id: VerificationResult['checks'][number]['id'], { say }: Telling): string {
  return say(`check.${id}`)
}

/** A document inside: its own verdict, what it says it is, and the check that decided. */
function ofMember(member: VerificationResult, telling: Telling): string[] {
  const { credential } = member
  const said = [credential?.title, credential?.number].filter((part) => part !== undefined && part !== '')
  const deciding = decidingOf(member)
  const { language } = telling
  const why = deciding === undefined ? [] : [`    ${nameOf(deciding.id, telling)}: ${problemOf(deciding.code, deciding.facts)[language]}`]
  return [`- ${[wordOf(member, telling).toLocaleUpperCase(language), ...said].join(' · ')}`, ...why]
}

/** Letters of a stranger must not command the terminal. */
function plain(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}]/gu, '')
}
