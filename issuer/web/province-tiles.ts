/**
 * Where each province of Lombardy lies in a drawing of squares: first column and row, last column and row, from 1. Neighbours touch; areas and
 * borders are not measured, and no one's geodata are in it.
 */
export const PROVINCE_TILES: Readonly<Record<string, readonly [number, number, number, number]>> = {
  SO: [3, 1, 5, 1],
  VA: [1, 2, 1, 2],
  CO: [2, 2, 2, 2],
  LC: [3, 2, 3, 2],
  BG: [4, 2, 4, 3],
  BS: [5, 2, 5, 3],
  MI: [1, 3, 2, 3],
  MB: [3, 3, 3, 3],
  PV: [1, 4, 2, 4],
  LO: [3, 4, 3, 4],
  CR: [4, 4, 4, 4],
  MN: [5, 4, 5, 4],
}
