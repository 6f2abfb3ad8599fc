import { z } from 'zod'
import { settings } from '../../http/config.ts'

/** docs/configuration.md, from the schema that the processes check their environment with. */
export function configurationPage(): string {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' })
  const rows = Object.entries(properties).map(([name, schema]) => {
    const { description = '', default: fallback, enum: choices } = typeof schema === 'object' ? schema : {}
    const words = choices === undefined ? '' : ` One of ${choices.map((choice) => `\`${choice}\``).join(', ')}.`
    return `| \`${name}\` | ${fallback === undefined ? '–' : `\`${fallback}\``} | ${cell(description)}${words} |`
  })
  return `<!-- Made by \`npm run docs\` from http/config.ts: change it there. -->

# Configuration

Settings come from the environment. A setting that cannot be right stops the process with a sentence. What is empty counts as absent.

| setting | default | meaning |
|---|---|---|
${rows.join('\n')}

Port and address of a service are those of its public address, unless a proxy stands before it. \`npm start\` sets \`DATABASE_URL\` for its own
PostgreSQL, and in the demo \`TRUST_ANCHORS\` for the demo's Region; every process that it starts gets the same environment.
`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
