import type { Composition, PlanInput } from '../../issuer/planner/planning.ts'

export const COMPOSITION: Composition = {
  roles: [
    { id: 'presidente', count: 1, needsSector: false },
    { id: 'esperto', count: 1, needsSector: true },
    { id: 'membro', count: 1, needsSector: false },
  ],
  minimum: 3,
  notAllFromOneBody: true,
  times: { personMinutes: 30, mostMinutes: 240, travelMinutes: 60 },
}

const SECTORS = ['06', '14', '20', '22', '23', '24']
const PROVINCES = ['MI', 'BG', 'BS', 'VA', 'CO', 'PV']
const DAYS = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04']
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

/** A week of invented work, the same every time: ten half days, twelve rooms. */
export function weekOf({ candidates, experts }: { candidates: number; experts: number }): PlanInput {
  const slots = DAYS.flatMap((day) => ['09', '14'].map((hour) => ({ id: `${day}T${hour}`, day, at: new Date(`${day}T${hour}:00:00Z`) })))
  return {
    candidates: Array.from({ length: candidates }, (_, index) => ({
      caseId: `c${index}`,
      body: `b${index % 48}`,
      sector: pick(SECTORS, Math.floor(index / 7)),
      province: pick(PROVINCES, index),
      waitingSince: `2026-0${1 + (index % 9)}-1${index % 10}`,
      unavailableDays: index % 5 === 0 ? [pick(DAYS, index / 5)] : [],
    })),
    experts: Array.from({ length: experts }, (_, index) => ({
      id: `e${index}`,
      roles: index % 3 === 0 ? ['presidente', 'membro'] : ['esperto', 'membro'],
      sectors: [pick(SECTORS, index), pick(SECTORS, index + 2)],
      slots: slots.filter((_slot, at) => (at + index) % 4 !== 0).map(({ id }) => id),
      employer: `b${index % 20}`,
      conflicts: Array.from({ length: Math.ceil(candidates / 40) }, (_none, at) => `c${(index * 11 + at * 37) % candidates}`),
    })),
    rooms: PROVINCES.flatMap((province) => [8, 12].map((capacity) => ({ id: `${province}${capacity}`, province, capacity }))),
    slots,
    composition: COMPOSITION,
  }
}
