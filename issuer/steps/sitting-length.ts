/** A sitting fills half a day: who sits, and where, is not free this long before and after it begins. */
export const SITTING_LENGTH = 4 * 3_600_000
