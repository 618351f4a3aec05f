/**
 * A whole `deno task train`, as a process that waits for its turn.
 *
 *     deno run --allow-all demo_side.ts FLAG...
 *
 * First line: its name. "go" trains with these flags, from start to end, into a
 * fresh run folder, and prints the seconds; "end" prints the most resident
 * memory in GB, or null, and leaves.
 */
import config from "../../deno.json" with { type: "json" };
import { residentGB } from "./resident.ts";

/** Milliseconds between two looks at the memory, whose peak the system itself keeps. */
const LOOK = 200;

const [, ...command] = config.tasks.train.command.split(" ");
const flags = Deno.args;
let most: number | null = null;

/** Trains once and gives the seconds. */
async function train(): Promise<number> {
  const out = await Deno.makeTempDir({ prefix: "spherereid-demo-" });
  const start = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: [...command, ...flags, "--out", out],
    cwd: new URL("../..", import.meta.url),
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const look = setInterval(() => {
    const now = residentGB("VmHWM", child.pid);
    if (now !== null) most = Math.max(most ?? 0, now);
  }, LOOK);
  const { success, stderr } = await child.output();
  const seconds = (performance.now() - start) / 1000;
  clearInterval(look);
  await Deno.remove(out, { recursive: true });
  if (success) return seconds;
  const said = new TextDecoder().decode(stderr).trim().split("\n").at(-1);
  console.error(`deno task train ${flags.join(" ")} fails: ${said}`);
  Deno.exit(1);
}

console.log(`deno task train${flags.includes("--eager") ? " --eager" : ""}`);
const words = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
for await (const text of words) {
  if (text.trim() === "end") break;
  console.log(await train());
}
console.log(most);
Deno.exit();
