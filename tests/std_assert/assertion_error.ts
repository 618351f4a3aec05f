/** What every assertion throws when it does not hold. */
export class AssertionError extends Error {
  override name = "AssertionError";
}

/** Throws with the caller's remark behind the fact, or a full stop. */
export function refuse(fact: string, remark?: string): never {
  throw new AssertionError(`${fact}${remark ? `: ${remark}` : "."}`);
}
