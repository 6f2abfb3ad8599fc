/** Shortest password that is taken. What it protects can be carried away and tried offline, slowed by argon2id alone. */
export const LEAST_PASSWORD = 10

/** Why a password cannot be chosen, as the key of its sentence. */
export function passwordFault(password: string): 'password.short' | 'password.guessable' | undefined {
  if ([...password].length < LEAST_PASSWORD) return 'password.short'
  return isGuessable(password) ? 'password.guessable' : undefined
}

/** What is tried first: one sign again and again, a row of digits, a word that is at hand. */
function isGuessable(password: string): boolean {
  return /^(.)\1*$/su.test(password) || isRow(password) || /^(?:password|attesta)+[\d\s\p{P}\p{S}]*$/iu.test(password)
}

/** Digits at one distance from each other: 1234567890, 9876543210. */
function isRow(password: string): boolean {
  if (!/^\d+$/.test(password)) return false
  const steps = [...password].slice(1).map((digit, at) => (Number(digit) - Number(password[at]) + 10) % 10)
  return new Set(steps).size === 1
}
