/** How many of the competences that were judged are certified, as a document, a letter and a page begin. */
export function sayCount({ certified, of }: { readonly certified: number; readonly of: number }) {
  return {
    it: `${certified} di ${of} ${of === 1 ? 'competenza' : 'competenze'} ${certified === 1 ? 'certificata' : 'certificate'}`,
    en: `${certified} of ${of} ${of === 1 ? 'competence' : 'competences'} certified`,
  } as const
}
