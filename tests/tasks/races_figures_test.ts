import { assertEquals } from "@std/assert";
import {
  demoTable,
  growthTable,
  imagesTable,
  profileTable,
  stepTable,
} from "../../tasks/figures/races.ts";

const size = { batch: 16, height: 256, width: 128 };
const kit = { name: "kit, compiled", median: 1, peakGB: 2.18 };
const nchw = { name: "torch, cpu, eager, nchw", median: 4, peakGB: 2 };
const last = { name: "torch, cpu, eager, channels_last", median: 2, peakGB: 2 };
const compiled = {
  name: "torch, cpu, compile, channels_last",
  median: 1.6,
  peakGB: null,
};

Deno.test("stepTable() sets each side beside PyTorch's faster layout and torch.compile", () => {
  const sides = [kit, nchw, last, compiled];
  assertEquals(
    stepTable({ rows: [{ size, sides }, { size, sides: [kit, nchw] }] }),
    `| images a step | side | images/s | times PyTorch's best layout | times torch.compile | most memory |
| --- | --- | --: | --: | --: | --: |
| 16 of 256x128 | kit, compiled | 16 | 2 | 1.6 | 2.2 GB |
|  | torch, cpu, eager, nchw | 4 | 0.5 | 0.4 | 2.0 GB |
|  | torch, cpu, eager, channels_last | 8 | 1 | 0.8 | 2.0 GB |
|  | torch, cpu, compile, channels_last | 10 | 1.25 | 1 |  |
| 16 of 256x128 | kit, compiled | 16 | 4 |  | 2.2 GB |
|  | torch, cpu, eager, nchw | 4 | 1 |  | 2.0 GB |`,
  );
});

Deno.test("stepTable() has no column of torch.compile where none ran", () => {
  assertEquals(
    stepTable({ rows: [{ size, sides: [kit] }] }),
    `| images a step | side | images/s | times PyTorch's best layout | most memory |
| --- | --- | --: | --: | --: |
| 16 of 256x128 | kit, compiled | 16 |  | 2.2 GB |`,
  );
});

Deno.test("imagesTable() tells images a second, and memory where it is known", () => {
  const mine = { name: "kit", median: 0.002, peakGB: null };
  const theirs = { name: "torch", median: 0.005, peakGB: null };
  assertEquals(
    imagesTable({ rows: [{ size, sides: [mine, theirs] }] }),
    `| images a batch | side | images/s | kit's pace over it |
| --- | --- | --: | --: |
| 16 of 256x128 | kit | 500 | 1 |
|  | torch | 200 | 2.5 |`,
  );
  assertEquals(
    imagesTable({ rows: [{ size, sides: [{ ...mine, peakGB: 1.79 }] }] }),
    `| images a batch | side | images/s | kit's pace over it | most memory |
| --- | --- | --: | --: | --: |
| 16 of 256x128 | kit | 500 | 1 | 1.8 GB |`,
  );
});

Deno.test("growthTable() tells both sides' seconds in a line", () => {
  const rows = [
    { size: { ...size, classes: 751 }, sides: [kit, last] },
    { size: { ...size, classes: 85000 }, sides: [kit] },
  ];
  assertEquals(
    growthTable({ rows }),
    `| images a step | persons | kit, s | PyTorch, s | kit's pace over it | kit's memory | PyTorch's memory |
| --: | --: | --: | --: | --: | --: | --: |
| 16 of 256x128 | 751 | 1 | 2 | 2 | 2.2 GB | 2.0 GB |
| 16 of 256x128 | 85000 | 1 |  |  | 2.2 GB |  |`,
  );
});

Deno.test("demoTable() tells how many times as fast the demo is", () => {
  const sides = [
    { name: "deno task train", median: 100, peakGB: 1.5 },
    { name: "deno task train --eager", median: 140, peakGB: null },
  ];
  assertEquals(
    demoTable({ rows: [{ size: { recipe: "demo" }, sides }] }),
    `| command | seconds | \`deno task train\`'s pace over it | most memory |
| --- | --: | --: | --: |
| \`deno task train\` | 100 | 1 | 1.5 GB |
| \`deno task train --eager\` | 140 | 1.4 |  |`,
  );
});

Deno.test("profileTable() tells each kind's share and pace", () => {
  const rows = [
    { kind: "products", calls: 40, seconds: 0.75, gigaflop: 150 },
    { kind: "else", calls: 0, seconds: 0.25, gigaflop: 0 },
  ];
  assertEquals(
    profileTable({ size, seconds: 1, rows }),
    `| a step, 16 of 256x128 | calls | ms | share | GFLOP | GFLOP/s |
| --- | --: | --: | --: | --: | --: |
| products | 40 | 750 | 75 % | 150 | 200 |
| else |  | 250 | 25 % |  |  |`,
  );
});
