/**
 * What one verification may go through as JSON-LD, in members and items: each is expanded, named and sorted, which takes a hundred times
 * as long as reading it. An ordinary act has some two hundred, and is gone through twice: once for its spelling, once for its proof.
 */
export const MAX_PARTS = 12_000
