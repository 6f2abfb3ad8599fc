import people from '../../schemas/demo/people.json' with { type: 'json' }

export type DemoPerson = (typeof people.people)[number]

export const demoPeople: readonly DemoPerson[] = people.people

/**
 * The demo provider's only page: whom do you want to be? One press is a real login with a real code flow behind it.
 * The two languages stand side by side: there is nothing to switch.
 */
export function loginPage({ uid }: { uid: string }): string {
  const buttons = demoPeople
    .map(
      ({ sub, given_name, family_name, works }) => `<li><form method="post" action="/login/${escapeHtml(uid)}">
<button name="sub" value="${escapeHtml(sub)}"><strong>${escapeHtml(given_name)} ${escapeHtml(family_name)}</strong>
<span>${escapeHtml(works.it)}</span><span lang="en">${escapeHtml(works.en)}</span></button></form></li>`,
    )
    .join('\n')
  return page(
    'Chi vuoi essere?',
    `<p>Accesso dimostrativo: scegli una persona inventata, senza password. In produzione qui c'è SPID o CIE.</p>
<p lang="en">Demonstration login: choose an invented person, no password. In production this is SPID or CIE.</p>
<ul>${buttons}</ul>`,
  )
}

/** Leaves by itself; the button is for browsers without script. `form` is the provider's own, with its token against forged requests. */
export function logoutPage({ form }: { form: string }): string {
  return page(
    'Esci',
    `${form}
<input type="hidden" form="op.logoutForm" name="logout" value="yes">
<p><button form="op.logoutForm"><strong>Esci</strong><span lang="en">Log out</span></button></p>
<script>document.getElementById('op.logoutForm').submit()</script>`,
  )
}

/** A page for what the provider refuses; it says what to do next, never what was sent. */
export function errorPage(): string {
  return page(
    'Accesso interrotto',
    `<p>L'accesso è scaduto o è già stato usato. Torna alla pagina da cui sei partito e premi di nuovo «Accedi».</p>
<p lang="en">This login expired or was already used. Go back to where you started and press “Log in” again.</p>`,
  )
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="it">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Accesso dimostrativo</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<aside class="band" aria-label="Dimostrazione">Ambiente dimostrativo: nessun dato reale</aside>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`
}

export const STYLE = `
*{box-sizing:border-box}
body{margin:0;font:1.0625rem/1.5 "Titillium Web","Noto Sans",system-ui,sans-serif;color:#17324d;background:#fff}
.band{margin:0;padding:.375rem 1rem;text-align:center;font-weight:600;color:#3d2c00;background:repeating-linear-gradient(135deg,#ffe9a8 0 14px,#fff3cf 14px 28px)}
main{max-width:44rem;margin:0 auto;padding:2rem 1rem 4rem}
h1{font-size:2rem;line-height:1.2;margin:0 0 1rem}
ul{list-style:none;margin:2rem 0 0;padding:0;display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr))}
li,form{height:100%}
button{display:flex;flex-direction:column;gap:.125rem;width:100%;height:100%;min-height:44px;padding:1rem 1.25rem;font:inherit;color:inherit;text-align:start;cursor:pointer;border:1px solid #5b6f82;border-radius:.5rem;background:#fff}
button:hover{border-color:#297a38;background:#f3f8f4}
button span{font-size:.9375rem}
button span+span{color:#435a70}
:focus-visible{outline:3px solid #0b57d0;outline-offset:2px}
`

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
