/** Shortest password that is taken. What it protects can be carried away and tried offline, slowed by argon2id alone. */
export const LEAST_PASSWORD = 10
