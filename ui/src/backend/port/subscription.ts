// Things that last until they are ended.

/** Something that the host sends until it is ended. */
export interface Subscription {
  /** Ends it; nothing is sent afterwards. */
  end(): void;
}
