import { assert, assertEquals } from "@std/assert";
import {
  bicubic,
  bilinear,
  imagenetInput,
  type Kernel,
  readPixels,
} from "../../lib/data/mod.ts";
import { imageMemory } from "../../lib/data/image_memory.ts";
import { imageWorkers, type Job } from "../../lib/data/image_workers.ts";
import { render } from "../../lib/data/render.ts";
import { picture } from "./toy_set.ts";

const SIZE = { height: 18, width: 9 };
const INPUT = imagenetInput({ height: 16, width: 8 });
const VALUES = 16 * 8 * 3;

/** Plain JPEGs, one a job, each cut and mirrored in its own way. */
async function jobsOf(count: number): Promise<Job[]> {
  const folder = await Deno.makeTempDir();
  const paths = [0, 1, 2, 3].map((number) => `${folder}/${number}.jpg`);
  for (const path of paths) await picture(path);
  return Array.from({ length: count }, (_, position) => ({
    path: paths[position % 4]!,
    position,
    variation: {
      top: position % 3,
      left: position % 2,
      mirrored: position % 5 === 0,
      hole: position === 7
        ? { top: 1, left: 2, height: 3, width: 4, fill: 5 }
        : undefined,
    },
  }));
}

/** The same in the thread of the test. */
async function here(jobs: readonly Job[], kernel: Kernel) {
  const want = new Float32Array(jobs.length * VALUES);
  for (const { path, position, variation } of jobs) {
    const into = want.subarray(position * VALUES, (position + 1) * VALUES);
    const view = { size: SIZE, kernel, input: INPUT };
    render(await readPixels(path), view, variation, into);
  }
  return want;
}

for (const count of [1, 2, 5]) {
  Deno.test(`imageWorkers() makes what one thread makes, with ${count} of them`, async () => {
    const jobs = await jobsOf(50);
    for (const kernel of [bilinear, bicubic]) {
      const workers = imageWorkers(count, { size: SIZE, kernel, input: INPUT });
      assert(workers !== undefined);
      const batches = [jobs, jobs.slice(0, 3), jobs.slice(0, 20)];
      const made = await Promise.all(batches.map(async (batch) => {
        const memory = imageMemory(batch.length, INPUT);
        assertEquals(await workers.render(batch, memory.buffer), []);
        return new Float32Array(memory);
      }));
      workers.end();
      const want = await here(jobs, kernel);
      for (const values of made) {
        assertEquals(values, want.subarray(0, values.length));
      }
    }
  });
}

Deno.test("imageWorkers() leaves what is no plain JPEG to its caller", async () => {
  const jobs = await jobsOf(20);
  const png = `${await Deno.makeTempDir()}/0.png`;
  await picture(png);
  const odd = [png, "/none/a.jpg"];
  const mixed = jobs.map((job) =>
    job.position % 9 === 4 ? { ...job, path: odd.shift()! } : job
  );
  const workers = imageWorkers(2, {
    size: SIZE,
    kernel: bilinear,
    input: INPUT,
  })!;
  const memory = imageMemory(20, INPUT);
  assertEquals(await workers.render(mixed, memory.buffer), [4, 13]);
  workers.end();
  const want = await here(jobs, bilinear);
  for (const at of [4, 13]) want.fill(0, at * VALUES, (at + 1) * VALUES);
  assertEquals(new Float32Array(memory), want);
});

Deno.test("imageWorkers() leaves all to its caller once it has ended", async () => {
  const jobs = await jobsOf(100);
  const view = { size: SIZE, kernel: bilinear, input: INPUT };
  const workers = imageWorkers(2, view)!;
  const memory = imageMemory(100, INPUT);
  const cut = workers.render(jobs, memory.buffer);
  workers.end();
  workers.end();
  const left = await cut;
  assertEquals(left, [...jobs.keys()].filter((at) => left.includes(at)));
  assert(left.length > 0);
  const places = [...jobs.keys()];
  assertEquals(await workers.render(jobs, memory.buffer), places);
});

Deno.test("imageWorkers() leaves a kernel of somebody else's to its caller", () => {
  const box: Kernel = { name: "box", support: 0.5, weight: () => 1 };
  const view = { size: SIZE, kernel: box, input: INPUT };
  assertEquals(imageWorkers(2, view), undefined);
});

Deno.test("imageWorkers() does without threads that may not start or read", async () => {
  const program = `
    import { imageWorkers } from "${
    import.meta.resolve("../../lib/data/image_workers.ts")
  }";
    import { bilinear } from "${
    import.meta.resolve("../../lib/data/resize.ts")
  }";
    const size = { height: 2, width: 2 };
    const input = { ...size, order: "rgb", scale: 1, mean: [0, 0, 0], std: [1, 1, 1] };
    const workers = imageWorkers(2, { size, kernel: bilinear, input });
    const variation = { top: 0, left: 0, mirrored: false };
    const jobs = [0, 1].map((position) => ({ path: "a.jpg", position, variation }));
    console.log(await workers.render(jobs, new SharedArrayBuffer(96)));
    workers.end();`;
  const path = await Deno.makeTempFile({ suffix: ".js" });
  await Deno.writeTextFile(path, program);
  const { stdout, stderr } = await new Deno.Command("deno", {
    args: ["run", "--no-prompt", "--config", "deno.json", path],
    cwd: new URL("../..", import.meta.url).pathname,
  }).output();
  const text = new TextDecoder();
  assertEquals(text.decode(stdout).trim(), "[ 0, 1 ]", text.decode(stderr));
});
