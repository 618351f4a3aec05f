let last: Promise<unknown> = Promise.resolve();

/**
 * Runs acts one after the other, in the order in which they were asked for.
 *
 * @param act The act; it begins when all before it have ended, well or badly.
 * @returns What the act returned.
 */
export function inTurn<Result>(
  act: () => Result | Promise<Result>,
): Promise<Result> {
  const turn = last.then(act);
  last = turn.then(ended, ended);
  return turn;
}

function ended(): void {}
