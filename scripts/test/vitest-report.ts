import { writeFileSync } from 'node:fs'
import type { SerializedError } from 'vitest'
import type { Reporter, TestModule } from 'vitest/node'

/** What `npm test` reads of a run: how many passed, how many were left out, and a line for whatever failed, errors outside of any test too. */
export interface VitestReport {
  readonly passed: number
  /** Left out by a test file itself: what it needs is not here. */
  readonly notRun: number
  readonly faults: readonly string[]
}

/** Writes a `VitestReport` into the file that `ATTESTA_TEST_REPORT` names. */
export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const report: VitestReport = {
      passed: modules.flatMap((module) => [...module.children.allTests('passed')]).length,
      notRun: modules.flatMap((module) => [...module.children.allTests('skipped')]).length,
      faults: [...modules.flatMap(faultsOf), ...unhandled.map((error) => `outside of any test: ${told(error)}`)],
    }
    writeFileSync(process.env.ATTESTA_TEST_REPORT ?? '', JSON.stringify(report))
  }
}

/** A hook that fails, or a file that cannot be loaded, is a fault though no test has failed. */
function faultsOf(module: TestModule): string[] {
  const tests = [...module.children.allTests('failed')]
  const around = [module, ...module.children.allSuites()].flatMap((suite) => suite.errors())
  return [
    ...tests.map((test) => `${module.relativeModuleId} › ${test.fullName}: ${test.result().errors?.map(told).join(' ')}`),
    ...around.map((error) => `${module.relativeModuleId}: ${told(error)}`),
  ]
}

const told = ({ message, stack }: SerializedError) => `${message}${stack === undefined ? '' : ` (${stack.split('\n')[1]?.trim()})`}`
