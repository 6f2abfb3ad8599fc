/** What whoever was told no may do (L. 241/1990 art. 3 c. 4), as a letter says it; the terms are on the document. */
export const REMEDIES = {
  it: "Se non sei d'accordo puoi vedere gli atti, chiedere all'ente di riesaminarli e poi rivolgerti alla Regione. I termini per il ricorso sono scritti sul documento.",
  en: 'If you do not agree you may see the acts, ask the body to look at them again, and then turn to the Region. The terms for an appeal are written on the document.',
} as const
