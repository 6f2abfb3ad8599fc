/** Where the one container of this device lies; IndexedDB in the browser (indexed-db.ts). */
export interface ContainerStore {
  /** As it was written, unread. */
  readonly read: () => Promise<unknown>
  readonly write: (container: unknown) => Promise<void>
  /** Runs alone among all tabs. */
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>
}
