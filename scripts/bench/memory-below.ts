import { readdirSync, readFileSync } from 'node:fs'

export interface Memory {
  /** Resident memory: pages that processes share count once for each. */
  readonly rssMb: number
  /** Proportional share (`Pss`): a page that n processes share counts 1/n for each, so that this is what the machine gives up. */
  readonly pssMb: number
}

/** Memory of a process and all below it (Linux: read from /proc). */
export function memoryBelow(root: number): Memory {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    parents.set(Number(name), numberIn({ file: `/proc/${name}/status`, line: 'PPid' }))
  }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && pid > 1 && isBelow(parents.get(pid) ?? 0))
  const ours = [...parents.keys()].filter(isBelow)
  const megabytes = (of: (pid: number) => number) => Math.round((ours.reduce((sum, pid) => sum + of(pid), 0) * 1024) / 1_000_000)
  return {
    rssMb: megabytes((pid) => numberIn({ file: `/proc/${pid}/status`, line: 'VmRSS' })),
    pssMb: megabytes((pid) => numberIn({ file: `/proc/${pid}/smaps_rollup`, line: 'Pss' })),
  }
}

/** The number of a `Name:  123 kB` line; 0 where the process has gone since the folder was read. */
function numberIn({ file, line }: { file: string; line: string }): number {
  try {
    return Number(new RegExp(`^${line}:\\s+(\\d+)`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
