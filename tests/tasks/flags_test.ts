import {
  assertEquals,
  assertMatch,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  execute,
  help,
  nearest,
  readFlags,
  type Task,
  UsageError,
  type Values,
} from "../../tasks/flags.ts";

const task = {
  name: "draw",
  summary: "Writes a set of drawn pedestrians.",
  examples: ["deno task draw", "deno task draw --persons 8"],
  operand: { placeholder: "RUN", help: "run folder" },
  flags: {
    out: { group: "Set", type: "string", placeholder: "DIR", help: "folder" },
    persons: {
      group: "Set",
      type: "integer",
      least: 2,
      most: 900,
      default: 100,
      help: "number of persons",
    },
    imageHeight: {
      group: "Picture",
      type: "number",
      least: 0,
      otherwise: "the recipe's",
      help:
        "rows of a picture, which are as many as the recipe says unless this is given",
    },
    shift: { group: "Picture", type: "number", help: "shift" },
    flip: { group: "Picture", type: "boolean", default: true, help: "mirror" },
    json: { group: "Output", type: "boolean", help: "results as JSON" },
    engine: {
      group: "Engine",
      type: "choice",
      choices: ["auto", "tensorflow", "wasm"],
      default: "auto",
      help: "where to compute",
    },
  },
  results: "DIR holds the set.",
  exits: { 130: "stopped" },
} as const satisfies Task;

const defaults = {
  out: undefined,
  persons: 100,
  imageHeight: undefined,
  shift: undefined,
  flip: true,
  json: false,
  engine: "auto",
  verbose: false,
  help: false,
  operand: undefined,
};

function read(...args: string[]): unknown {
  return readFlags(task, args);
}

function refused(...args: string[]): string {
  return assertThrows(() => read(...args), UsageError).message;
}

Deno.test("readFlags() gives the defaults", () => {
  assertEquals(read(), defaults);
});

Deno.test("readFlags() reads as many arguments as a task takes", () => {
  assertEquals(read("a"), { ...defaults, operand: "a" });
  const operand = { ...task.operand, many: true } as const;
  const several = { ...task, operand };
  const { operand: words } = readFlags(several, ["a", "--no-flip", "b", "a"]);
  assertEquals(words, ["a", "b", "a"]);
  assertEquals(readFlags(several, []).operand, []);
});

Deno.test("readFlags() reads every type of flag", () => {
  assertEquals(
    read(
      "runs/a",
      "--out",
      "007",
      "--persons=8",
      "--image-height",
      "1e2",
      "--shift",
      "-.5",
      "--no-flip",
      "--json",
      "--engine",
      "wasm",
      "--verbose",
    ),
    {
      ...defaults,
      operand: "runs/a",
      out: "007",
      persons: 8,
      imageHeight: 100,
      shift: -0.5,
      flip: false,
      json: true,
      engine: "wasm",
      verbose: true,
    },
  );
});

Deno.test("readFlags() types its values", () => {
  const flags: Values<typeof task> = readFlags(task, []);
  const persons: number = flags.persons;
  const engine: "auto" | "tensorflow" | "wasm" = flags.engine;
  const flip: boolean = flags.flip;
  // @ts-expect-error without a default it may be undefined
  const out: string = flags.out;
  // @ts-expect-error not a flag
  const other: unknown = flags.epochs;
  assertEquals([persons, engine, flip, out, other], [
    100,
    "auto",
    true,
    undefined,
    undefined,
  ]);
});

Deno.test("readFlags() names the flag nearest to an unknown one", () => {
  assertEquals(
    refused("--person", "3"),
    "Cannot use --person as draw has no such flag: did you mean --persons?",
  );
  assertEquals(
    refused("--imageheight=3"),
    "Cannot use --imageheight as draw has no such flag: did you mean --image-height?",
  );
  assertEquals(
    refused("--no-flap"),
    "Cannot use --no-flap as draw has no such flag: did you mean --flip?",
  );
  assertEquals(
    refused("--colour"),
    "Cannot use --colour as draw has no such flag: see deno task draw --help",
  );
  assertEquals(
    refused("-x"),
    "Cannot use -x as draw has no such flag: see deno task draw --help",
  );
});

Deno.test("readFlags() says what a value must be", () => {
  assertEquals(
    refused("--persons", "many"),
    'Cannot read --persons as it must be a whole number from 2 to 900: current value is "many"',
  );
  for (const wrong of ["2.5", "1", "901", " "]) {
    assertMatch(refused("--persons", wrong), /a whole number from 2 to 900/);
  }
  assertEquals(
    refused("--image-height", "-1"),
    'Cannot read --image-height as it must be a number of at least 0: current value is "-1"',
  );
  assertEquals(
    refused("--shift", "Infinity"),
    'Cannot read --shift as it must be a number: current value is "Infinity"',
  );
  assertEquals(
    refused("--engine", "wsam"),
    'Cannot read --engine as it must be one of auto, tensorflow, wasm: current value is "wsam", did you mean wasm?',
  );
  assertEquals(
    refused("--engine", "gpu"),
    'Cannot read --engine as it must be one of auto, tensorflow, wasm: current value is "gpu"',
  );
});

Deno.test("readFlags() asks for a missing value", () => {
  assertEquals(
    refused("--out", "--json"),
    "Cannot read --out as it needs a value: write --out DIR",
  );
  assertEquals(
    refused("--persons"),
    "Cannot read --persons as it needs a value: write --persons N",
  );
});

Deno.test("readFlags() refuses arguments that are no flags", () => {
  assertEquals(
    refused("runs/a", "runs/b"),
    'Cannot use "runs/b" as draw takes one RUN: see deno task draw --help',
  );
  const { operand: _, ...plain } = task;
  assertEquals(
    assertThrows(() => readFlags(plain, ["persons"]), UsageError).message,
    'Cannot use "persons" as draw takes flags only: did you mean --persons?',
  );
});

Deno.test("nearest() finds the word that was meant", () => {
  const words = ["paper", "demo", "demo_small"];
  assertEquals(nearest("papre", words), "paper");
  assertEquals(nearest("Demo", words), "demo");
  assertEquals(nearest("demosmall", words), "demo_small");
  assertEquals(nearest("demo_", words), "demo");
  assertEquals(nearest("pa", words), "paper");
  assertEquals(nearest("resnet", words), undefined);
  assertEquals(nearest("x", ["a"]), "a");
  assertEquals(nearest("", words), undefined);
});

Deno.test("help() shows an example first, groups and defaults", () => {
  assertEquals(
    help(task, { width: 60 }),
    `Examples
  deno task draw
  deno task draw --persons 8

Writes a set of drawn pedestrians.

Argument
  RUN                     run folder

Set
  --out DIR               folder
  --persons N             number of persons (default: 100)

Picture
  --image-height N        rows of a picture, which are as
                          many as the recipe says unless
                          this is given (default: the
                          recipe's)
  --shift N               shift
  --no-flip               mirror

Output
  --json                  results as JSON

Engine
  --engine auto|tensorflow|wasm
                          where to compute (default: auto)

General
  --verbose               tell more; show the stack of an
                          error
  --help                  show this (-h)

Results
  DIR holds the set.

Exit codes
  0   done
  1   failed
  2   wrong usage
  130 stopped`,
  );
  assertStringIncludes(help(task, { bold: true }), "\x1b[1mSet\x1b[22m");
  assertEquals(
    help(task, { width: 200 }).includes("which are as many as the recipe says"),
    true,
  );
});

async function executed(
  args: string[],
  main: (flags: Values<typeof task>) => unknown,
  colour = false,
) {
  const said = { out: "", err: "" };
  const code = await execute(task, main, args, {
    out: (text) => said.out += `${text}\n`,
    err: (text) => said.err += `${text}\n`,
    colour,
  });
  return { code, ...said };
}

Deno.test("execute() gives the main function its flags and its code", async () => {
  let persons = 0;
  assertEquals(
    await executed(["--persons", "3"], (flags) => {
      persons = flags.persons;
    }),
    { code: 0, out: "", err: "" },
  );
  assertEquals(persons, 3);
  assertEquals((await executed([], () => Promise.resolve(130))).code, 130);
});

Deno.test("execute() prints help on stdout and runs nothing", async () => {
  for (const args of [["--help"], ["-h"], ["--wrong", "--help"]]) {
    const { code, out, err } = await executed(args, () => {
      throw new Error("ran");
    });
    assertEquals([code, err], [0, ""]);
    assertMatch(out, /^Examples\n {2}deno task draw\n/);
  }
});

Deno.test("execute() ends wrong usage with 2 and errors with 1", async () => {
  assertEquals(await executed(["--persons", "1"], () => {}), {
    code: 2,
    out: "",
    err:
      'error: Cannot read --persons as it must be a whole number from 2 to 900: current value is "1"\n',
  });
  assertEquals(
    (await executed([], () => Promise.reject(new UsageError("no recipe"))))
      .code,
    2,
  );
  const broken = () => {
    throw new RangeError("too far", { cause: new Error("deep down") });
  };
  assertEquals(await executed([], broken), {
    code: 1,
    out: "",
    err: "error: too far\n",
  });
  const { err } = await executed(["--verbose"], broken);
  assertMatch(err, /RangeError: too far\n +at .*flags_test/);
  assertStringIncludes(err, "caused by Error: deep down");
  assertStringIncludes(
    (await executed([], broken, true)).err,
    "\x1b[31merror\x1b[39m: too far",
  );
});

Deno.test("runTask() sets the exit code, quietly and without colours in a pipe", async () => {
  const program = `
    import { runTask } from "${import.meta.resolve("../../tasks/flags.ts")}";
    const task = { name: "t", summary: "s", examples: ["deno task t"], flags: {} };
    await runTask(task, () => { setInterval(() => {}, 1000); return 7; });`;
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "eval",
        "--no-check",
        `--config=${new URL("../../deno.json", import.meta.url).pathname}`,
        program,
        ...args,
      ],
    }).output();
    const text = new TextDecoder();
    return [code, text.decode(stdout), text.decode(stderr)] as const;
  };
  assertEquals(await run(), [7, "", ""]);
  const [code, out, err] = await run("--help");
  assertEquals([code, err], [0, ""]);
  assertMatch(out, /^Example\n {2}deno task t\n/);
  assertEquals(await run("--wrong"), [
    2,
    "",
    "error: Cannot use --wrong as t has no such flag: see deno task t --help\n",
  ]);
});
