/** How many times as much we do in one CPU second, to two digits behind the point. */
export function ratio({ ours = 0, theirs = 1 }: Record<string, number>): number {
  return Math.round((ours / theirs) * 100) / 100
}
