import { TINY_SET } from "../_kit/tiny_set.ts";
import { assert, assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { drawPedestrians } from "../../lib/data/mod.ts";
import { type RunFolder, runFolder } from "../../lib/run/mod.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

/** What a user meets beside the command. */
export interface Surroundings {
  /** Variables; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The only place that may be written, where it is not every place. */
  readonly write?: string;
  /** The largest file in KiB: a disk that fills. */
  readonly limit?: number;
}

/** What a command printed, and its exit code. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder of this test file, with a cache of its own in it; removed in the end. */
export const place: string = Deno.realPathSync(
  Deno.makeTempDirSync({ prefix: "spherereid-user-" }),
);
globalThis.addEventListener("unload", () => {
  Deno.removeSync(place, { recursive: true });
});

/** A task's command with the permissions that deno.json gives it. */
export function commandOf(
  task: keyof typeof config.tasks,
  args: readonly string[],
  { env = {}, write, limit }: Surroundings = {},
): Deno.Command {
  const [program, ...words] = config.tasks[task].command.split(" ");
  assertEquals(program, "deno");
  if (write !== undefined) {
    assert(words.includes("--allow-write"), "the task may write");
    words[words.indexOf("--allow-write")] = `--allow-write=${write}`;
  }
  const all = {
    ...Deno.env.toObject(),
    FORCE_COLOR: undefined,
    NO_COLOR: undefined,
    SPHEREREID_LIBTENSORFLOW: undefined,
    SPHEREREID_CACHE: `${place}/cache`,
    ...env,
  };
  const known = Object.entries(all).filter(([, value]) => value !== undefined);
  const options = {
    cwd: ROOT,
    clearEnv: true,
    env: Object.fromEntries(known) as Record<string, string>,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  } as const;
  const deno = Deno.execPath();
  if (limit === undefined) {
    return new Deno.Command(deno, { ...options, args: [...words, ...args] });
  }
  const script = `trap '' XFSZ; ulimit -f ${limit}; exec "$0" "$@"`;
  return new Deno.Command("bash", {
    ...options,
    args: ["-c", script, deno, ...words, ...args],
  });
}

/** Runs a task to its end. */
export async function asUser(
  task: keyof typeof config.tasks,
  args: readonly string[],
  surroundings?: Surroundings,
): Promise<Said> {
  const { code, stdout, stderr } = await commandOf(task, args, surroundings)
    .output();
  const text = new TextDecoder();
  return { code, out: text.decode(stdout), err: text.decode(stderr) };
}

/** Fails unless a command ended with a code and, in its last line, this very message. */
export function assertRefused(
  { code, out, err }: Said,
  message: string,
  expected: 1 | 2 = 1,
): void {
  assertEquals(err.trimEnd().split("\n").at(-1), `error: ${message}`);
  assertEquals([code, out], [expected, ""]);
  assert(!/^\s+at .*:\d+/m.test(err), `a stack was shown: ${err}`);
}

let drawing: Promise<string> | undefined;

/** A set of eight persons to train on, six pictures of each; drawn at the first call. */
export function tinySet(): Promise<string> {
  drawing ??= (async () => {
    const folder = `${place}/set`;
    await drawPedestrians(folder, TINY_SET);
    return folder;
  })();
  return drawing;
}

/** A copy of the tiny set, to be spoilt. */
export async function spoiltSet(
  name: string,
  spoil: (folder: string) => void,
): Promise<string> {
  const folder = `${place}/${name}`;
  copy(await tinySet(), folder);
  spoil(folder);
  return folder;
}

/** The first image of a part of a set. */
export function firstImage(folder: string): string {
  return `${folder}/${names(folder)[0]}`;
}

/** The names in a folder, sorted; none if it is not there. */
export function names(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Every file below a folder, relative to it. */
export function filesBelow(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory
      ? filesBelow(`${folder}/${name}`).map((inner) => `${name}/${inner}`)
      : [name]
  ).sort();
}

/** Flags of a training that takes a second: one step of all images unless others follow. */
export async function tiny(...others: string[]): Promise<string[]> {
  const flags = {
    recipe: "demo_small",
    engine: "wasm",
    data: await tinySet(),
    width: "0.0625",
    input: "32x16",
    persons: "8",
    images: "6",
    epochs: "1",
    "held-out": "0",
  };
  const given = Object.entries(flags).filter(([name]) =>
    !others.includes(`--${name}`)
  );
  return [...given.flatMap(([name, value]) => [`--${name}`, value]), ...others];
}

/** The only run in a folder of runs. */
export function onlyRun(root: string): RunFolder {
  const found = names(root);
  assertEquals(found.length, 1);
  return runFolder(`${root}/${found[0]}`);
}

/** Copies a folder with all that is in it. */
export function copy(from: string, to: string): void {
  Deno.mkdirSync(to, { recursive: true });
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    if (isDirectory) copy(`${from}/${name}`, `${to}/${name}`);
    else Deno.copyFileSync(`${from}/${name}`, `${to}/${name}`);
  }
}
