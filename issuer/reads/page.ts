/** Rows of a table on one page: as many as are read at a glance and come at once. */
export const PER_PAGE = 25

/** An id that nothing has: who may see none is asked for what belongs to nobody. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Where a page lies, from 1, in the words of the client. */
export function onPage(page: number): { skip: number; take: number } {
  return { skip: (page - 1) * PER_PAGE, take: PER_PAGE }
}

/** What a list says about itself; a list without rows has one page. */
export function pageOf({ page, total }: { page: number; total: number }): { total: number; page: number; pages: number } {
  return { total, page, pages: Math.max(1, Math.ceil(total / PER_PAGE)) }
}
