import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { AttestaError } from '../../credential/errors.ts'
import { loggerOptions } from '../../http/logger.ts'
import { onProblem } from '../../http/on-problem.ts'

const SECRETS = ['RSSMRA85T10A562S', "Dell'Orto", 'segreto']

/** What the services write, line by line. */
function logOf(work: (app: ReturnType<typeof Fastify>) => undefined | Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines: string[] = []
    const options = loggerOptions({ level: 'debug', service: 'issuer' })
    const app = Fastify({
      logger: { ...(typeof options === 'object' ? options : {}), stream: { write: (line: string) => void lines.push(line) } },
    })
    onProblem(app, { demo: true })
    app.get('/failing/:code', () => {
      throw new AttestaError('internal', {}, { cause: new Error(`duplicate key (${SECRETS[0]})`) })
    })
    Promise.resolve(work(app)).then(() => resolve(lines.join('')), reject)
  })
}

test('a failure is logged with its code and place, and with nothing that anybody wrote', async () => {
  const log = await logOf((app) =>
    app.inject({
      url: `/failing/${SECRETS[0]}?name=${encodeURIComponent(SECRETS[1] ?? '')}`,
      headers: { authorization: 'Bearer segreto' },
    }),
  )
  expect(log).toContain('"code":"internal"')
  expect(log).toContain('log.test.ts')
  for (const secret of [...SECRETS, encodeURIComponent(SECRETS[1] ?? '')]) expect(log).not.toContain(secret)
})

test('a member that is not on the list does not reach the line', async () => {
  const log = await logOf((app) => app.log.info({ taxCode: SECRETS[0], person: { name: SECRETS[1] }, count: 3 }, 'counted'))
  expect(log).toContain('"count":3')
  for (const secret of SECRETS) expect(log).not.toContain(secret)
})
