import type { Side } from "./harness.ts";

/** A process that waits for its turn: a word in, a line out. */
export interface Child {
  /** The line with which it began. */
  readonly first: string;
  /** Says a word and hears the line that answers it. */
  ask(word: string): Promise<string>;
  /** Says a last word, hears the answer and waits until the process has ended. */
  end(word: string): Promise<string>;
}

/**
 * Starts a side of a race as a process of its own, and waits for its first line.
 *
 * @param program The program.
 * @param args Its arguments.
 * @param cure What to do if it ends at once: "install torch==2.13.0 there".
 * @returns The process, ready.
 * @throws {Error} If it ends before it was told to, with the last line that it complained in.
 */
export async function startChild(
  program: string,
  args: readonly string[],
  cure: string,
): Promise<Child> {
  const process = new Deno.Command(program, {
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const complaint = new Response(process.stderr).text();
  const words = process.stdin.getWriter();
  const lines = readLines(process.stdout);
  const hear = async () => {
    const { value, done } = await lines.next();
    if (!done) return value;
    const said = (await complaint).trim().split("\n").at(-1);
    throw new Error(`Cannot time "${program}" as it ended: ${said}: ${cure}`);
  };
  const ask = async (word: string) => {
    await words.write(new TextEncoder().encode(`${word}\n`));
    return await hear();
  };
  const end = async (word: string) => {
    const answer = await ask(word);
    await words.close();
    await process.status;
    return answer;
  };
  return { first: await hear(), ask, end };
}

/**
 * A side of a race in a process of its own: its first line is its name, "go"
 * gives the seconds of a run, "end" the most resident memory in GB or null.
 *
 * @param program The program.
 * @param args Its arguments.
 * @param cure What to do if it ends at once.
 * @returns The side, ready.
 */
export async function sideOf(
  program: string,
  args: readonly string[],
  cure: string,
): Promise<Side> {
  const child = await startChild(program, args, cure);
  return {
    name: child.first,
    run: async () => Number(await child.ask("go")),
    end: async () => JSON.parse(await child.end("end")),
  };
}

/** The kit's side likewise, by a file of this folder. */
export function kitSide(file: string, args: readonly string[]): Promise<Side> {
  const path = new URL(file, import.meta.url).pathname;
  return sideOf(
    Deno.execPath(),
    ["run", "--no-prompt", "--allow-all", path, ...args],
    "see its last words",
  );
}

/** A side that reads the paths of its images from a list, which goes when it ends. */
export async function listSide(
  paths: readonly string[],
  start: (list: string) => Promise<Side>,
): Promise<Side> {
  const list = await Deno.makeTempFile({ suffix: ".txt" });
  await Deno.writeTextFile(list, paths.join("\n"));
  const side = await start(list);
  return {
    ...side,
    async end() {
      const most = await side.end();
      await Deno.remove(list);
      return most;
    },
  };
}

/** The lines of an output, as they come. */
export async function* readLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, never> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    rest += text;
    const lines = rest.split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
  return undefined as never;
}
