/**
 * Waits until every promise has come to its end, then gives the values or throws the first error.
 *
 * `Promise.all` throws at once and leaves the others running: a decoder's
 * thread that outlives its program's add-on brings the process down.
 *
 * @param work The promises.
 * @returns Their values, in order.
 * @throws The reason of the first, in order, that was rejected.
 */
export async function allDone<T>(work: Iterable<Promise<T>>): Promise<T[]> {
  const ends = await Promise.allSettled(work);
  return ends.map((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}
