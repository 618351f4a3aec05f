import { assertEquals } from "@std/assert";
import { growth, memoryGrowth } from "./growth.ts";

const flat = Array<number>(8).fill(50);

function rows(
  nativeMB: readonly number[],
  residentMB: readonly number[],
  heapMB?: readonly number[],
) {
  return nativeMB.map((native, place) => ({
    nativeMB: native,
    residentMB: residentMB[place]!,
    heapMB: heapMB?.[place] ?? null,
  }));
}

Deno.test("growth() is from the second quarter to the last, by their medians", () => {
  assertEquals(growth([0, 0, 10, 12, 99, 99, 13, 15]), 3);
  assertEquals(growth([0, 1, 2, 3]), 2);
  assertEquals(growth([90, 80, 70, 70, 70, 70, 70, 70]), 0);
});

Deno.test("memoryGrowth() allows what is in sight, and tells what it was", () => {
  const late = [50, 50, 50, 50, 50, 50, 51.5, 51.5];
  assertEquals(
    memoryGrowth(rows(late, flat.map((one) => one * 2), flat), 500),
    {
      told:
        "memory grew by 1.5 MB (native), 0.0 MB (JavaScript's), 0.0 MB (resident)",
      faults: [],
    },
  );
});

Deno.test("memoryGrowth() finds each kind that grows, and leaves out what is not known", () => {
  const steady = flat.map((one, place) => one + 20 * place);
  assertEquals(memoryGrowth(rows(steady, steady), 500), {
    told: "memory grew by 80.0 MB (native), 80.0 MB (resident)",
    faults: [
      "native memory grew by 80.0 MB, more than 2",
      "resident memory grew by 80.0 MB, more than 64",
    ],
  });
  assertEquals(memoryGrowth(rows(flat, flat, steady), 500).faults, [
    "JavaScript's memory grew by 80.0 MB, more than 2",
  ]);
  const { told, faults } = memoryGrowth(rows(steady, steady), 499); // still warming up
  assertEquals([told.includes("80.0 MB (native)"), faults], [true, []]);
});
