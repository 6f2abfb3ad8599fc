/** The commission that stands for a case: not one that left the person out, and goes on for the others. */
export function standingCandidacy<
  Candidacy extends { readonly commission: { readonly sittings: readonly { readonly leftOut: readonly { readonly caseId: string }[] }[] } },
>(caseId: string, candidacies: readonly Candidacy[]): Candidacy | undefined {
  return candidacies.find(({ commission }) => commission.sittings.every(({ leftOut }) => leftOut.every((row) => row.caseId !== caseId)))
}
