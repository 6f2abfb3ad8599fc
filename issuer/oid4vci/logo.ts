/** A sheet with a seal: the picture that wallets put on the card. */
export const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="Attesta">
<rect width="64" height="64" rx="10" fill="#297A38"/>
<path d="M18 12h28v30l-4 4H18z" fill="#fff"/>
<path d="M24 21h16M24 28h16M24 35h9" stroke="#297A38" stroke-width="3" stroke-linecap="round"/>
<circle cx="42" cy="44" r="8" fill="#FFC93C" stroke="#fff" stroke-width="2"/>
</svg>
`
