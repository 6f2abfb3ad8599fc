import { AttestaError } from '../../credential/errors.ts'
import { loadConfig } from '../../http/config.ts'
import { installElmPack } from '../../http/elm-pack.ts'
import { problemOf } from '../../http/problem.ts'

/** `npm run elm:install -- DIR [DIR …]`: takes the official context and shapes of the European Learning Model 3.2 from there. */
async function main(): Promise<void> {
  const from = process.argv.slice(2)
  if (from.length === 0) {
    console.error('npm run elm:install -- DIR [DIR …]     folders that hold edc-ap-context.jsonld and the EDC-*.ttl of ELM 3.2')
    process.exit(1)
  }
  const folder = await installElmPack({ from, dataDir: loadConfig(process.env).dataDir })
  console.log(`Installed in ${folder}. Every credential is now held to the official shapes too, before it is sealed.`)
}

main().catch((error: unknown) => {
  if (error instanceof AttestaError) {
    const { en, next } = problemOf(error.code, error.facts)
    console.error(`${en} ${next.en}`)
  } else {
    console.error(error instanceof Error ? error.message : error)
  }
  process.exit(1)
})
