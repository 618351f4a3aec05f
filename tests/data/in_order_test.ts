import { assertEquals, assertRejects } from "@std/assert";
import { inOrder } from "../../lib/data/in_order.ts";

/** A job that ends when told to. */
function jobs(count: number) {
  const ends = Array.from(
    { length: count },
    () => Promise.withResolvers<void>(),
  );
  const started: number[] = [];
  const ended: number[] = [];
  return {
    ends,
    started,
    ended,
    job: async (at: number) => {
      started.push(at);
      await ends[at]!.promise;
      ended.push(at);
      return at;
    },
  };
}

Deno.test("inOrder() yields in order though jobs end out of order", async () => {
  const { ends, job } = jobs(3);
  const results = inOrder(3, 2, job);
  const first = results.next();
  ends[2]!.resolve();
  ends[1]!.resolve();
  ends[0]!.resolve();
  assertEquals([
    (await first).value,
    (await results.next()).value,
    (await results.next()).value,
  ], [0, 1, 2]);
  assertEquals((await results.next()).done, true);
});

Deno.test("inOrder() starts no more jobs ahead than it may", async () => {
  for (const ahead of [0, 1, 3]) {
    const { ends, job, started } = jobs(9);
    const results = inOrder(9, ahead, job);
    const first = results.next();
    assertEquals(started.length, ahead + 1);
    ends.forEach(({ resolve }) => resolve());
    await first;
    assertEquals(started.length, ahead + 1);
    await results.next();
    assertEquals(started.length, ahead + 2);
    await results.return();
  }
});

Deno.test("inOrder() starts nothing after its consumer stops, and waits for what runs", async () => {
  const { ends, job, started, ended } = jobs(9);
  let aborted = false;
  const results = inOrder(9, 2, (at, signal) => {
    signal.addEventListener("abort", () => aborted = true);
    return job(at);
  });
  const first = results.next();
  ends[0]!.resolve();
  await first;
  const closed = results.return();
  await Promise.resolve();
  assertEquals(aborted, true);
  ends[1]!.resolve();
  ends[2]!.resolve();
  await closed;
  assertEquals([started, ended], [[0, 1, 2], [0, 1, 2]]);
});

Deno.test("inOrder() throws a job's error in its turn", async () => {
  const results = inOrder(
    3,
    2,
    (at) => at === 1 ? Promise.reject(new Error("one")) : Promise.resolve(at),
  );
  assertEquals((await results.next()).value, 0);
  await assertRejects(() => results.next(), Error, "one");
});

Deno.test("inOrder() refuses a number ahead that cannot be", async () => {
  await assertRejects(
    () => inOrder(3, -1, () => Promise.resolve(1)).next(),
    RangeError,
    "Cannot read images ahead as the number of batches must be a whole number from 0: current number is -1, pass 2",
  );
});
