import { composePdf } from '../../../issuer/pdf/compose-pdf.ts'
import { median } from '../compare.ts'
import { papersOf } from '../papers.ts'

const WARM_UP = 300
const ROUNDS = 9
const PAGES = 60

/**
 * Whole papers of one page (tagged, fonts embedded, two vector codes, badge and European credential inside) in a second of processor time;
 * the median of some rounds.
 */
export async function pdfPerCpuSecond(): Promise<number> {
  const papers = await papersOf(WARM_UP + ROUNDS * PAGES)
  for (const paper of papers.slice(0, WARM_UP)) await composePdf(paper)
  const rounds: number[] = []
  for (let from = WARM_UP; from < papers.length; from += PAGES) {
    const before = process.cpuUsage()
    for (const paper of papers.slice(from, from + PAGES)) await composePdf(paper)
    const { user, system } = process.cpuUsage(before)
    rounds.push((PAGES * 1e6) / (user + system))
  }
  return Math.round(median(rounds) * 10) / 10
}
