import { setImmediate } from 'node:timers/promises'
import { facesOf, WEIGHTS } from './fonts.ts'

let areReady = false

/** Reads the faces of each weight, and lets others have their turn after each: a service that reads all in one piece answers nobody meanwhile. */
export async function prepareFaces(): Promise<void> {
  if (areReady) return
  for (const weight of WEIGHTS) {
    facesOf(weight)
    await setImmediate()
  }
  areReady = true
}
