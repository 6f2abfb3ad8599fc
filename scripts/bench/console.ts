import { proposePlan } from '../../issuer/planner/propose-plan.ts'
import { weekOf } from './week.ts'

const RUNS = 5

/** Milliseconds to propose a week for 300 candidates and 60 experts: the median of five. */
export function benchConsole(): Record<string, number> {
  const input = weekOf({ candidates: 300, experts: 60 })
  const times = Array.from({ length: RUNS }, () => {
    const began = performance.now()
    proposePlan(input)
    return performance.now() - began
  }).sort((one, other) => one - other)
  return { plannerMs: Math.round((times[Math.floor(RUNS / 2)] ?? 0) * 10) / 10 }
}
