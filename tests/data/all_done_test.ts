import { assertEquals, assertRejects } from "@std/assert";
import { allDone } from "../../lib/data/all_done.ts";

Deno.test("allDone() gives the values in order", async () => {
  assertEquals(await allDone([Promise.resolve(1), Promise.resolve(2)]), [1, 2]);
});

Deno.test("allDone() throws only when nothing runs any more", async () => {
  let ended = false;
  const slow = new Promise<void>((done) =>
    setTimeout(() => {
      ended = true;
      done();
    }, 20)
  );
  const fail = Promise.reject(new RangeError("bad"));
  await assertRejects(() => allDone([fail, slow]), RangeError, "bad");
  assertEquals(ended, true);
});
