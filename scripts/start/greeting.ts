import type { Addresses } from './addresses.ts'

/** What a newcomer sees when everything runs: where to go, who to be, what to try first. */
export function greeting({ addresses, seconds }: { addresses: Addresses; seconds: number }): string {
  const { issuer, verifier, wallet, env } = addresses
  if (env.NODE_ENV === 'production') return `Attesta runs (${seconds} s): issuer ${issuer}, verifier ${verifier}, wallet ${wallet}.`
  return `
Attesta runs (${seconds} s). Ctrl-C stops all of it.

  issuer    ${issuer}     console of bodies, Chambers, commissions, Region
  verifier  ${verifier}     for whoever receives a document
  wallet    ${wallet}     for whoever keeps one
  mail      ${issuer}/demo/mail

What to try first (demo people log in with one click, no password)
   1. ${issuer} → Accedi → Niccolò Dell'Orto, officer of Orobie Formazione e Lavoro
   2. open the case “Diversity Manager” and ask the Chamber of Bergamo for a commission
   3. log out, log in as Ilaria Suardòni (Chamber of Bergamo): appoint the commission
   4. log in as the appointed expert and declare no conflict; then as Agnese Corti Valdimà (president): declare, judge, put the
      minutes to signature; both sign, she closes
   5. log in as Niccolò again: register number, release the attestato, then “Consegna” shows a QR, a link and a code
   6. ${wallet} → create the wallet → scan the QR or open the link → type the code
   7. ${verifier} → ask the wallet, scan its QR with the camera, or drop the file you downloaded
   8. read the verdict: Region → Chamber → commission → decision → body
   9. as Niccolò suspend the attestato, and look at the verdict again
  10. README.md has the same tour, step by step; docs/phone.md brings in a real phone
`
}
