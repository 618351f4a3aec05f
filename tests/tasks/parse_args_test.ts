import { assertEquals } from "@std/assert";
import { parseArgs } from "@std/cli/parse-args";
import { parseArgs as fromFront } from "@std/cli";

Deno.test("parseArgs() pairs flags with values and keeps the rest", () => {
  assertEquals(
    parseArgs(["--data", "drawn", "a.jpg", "--rate=0.1", "-v", "7"]),
    { _: ["a.jpg"], data: "drawn", rate: 0.1, v: 7 },
  );
  assertEquals(fromFront, parseArgs);
});

Deno.test("parseArgs() reads booleans", () => {
  const boolean = ["json", "resume"] as const;
  assertEquals(parseArgs(["--json", "x"], { boolean }), {
    _: ["x"],
    json: true,
    resume: false,
  });
  assertEquals(parseArgs(["--json=false"], { boolean }).json, false);
  assertEquals(parseArgs(["--json", "false"], { boolean }).json, false);
});

Deno.test("parseArgs() leaves strings as they are", () => {
  const string = ["seed", "_"] as const;
  assertEquals(parseArgs(["--seed", "007", "08"], { string }), {
    _: ["08"],
    seed: "007",
  });
  assertEquals(parseArgs(["--seed", "--json"], { string }).seed, "");
  assertEquals(parseArgs(["--seed", "-1"], { string }).seed, "");
  assertEquals(parseArgs(["--seed=-1"], { string }).seed, "-1");
  assertEquals(parseArgs(["--seed"], { string }).seed, "");
});

Deno.test("parseArgs() takes the last of several, or collects them", () => {
  const args = ["--a", "x", "--a", "y"];
  assertEquals(parseArgs(args, { string: "a" }).a, "y");
  assertEquals(parseArgs(args, { collect: "a" }).a, ["x", "y"]);
  const none: unknown = parseArgs([], { string: "a", collect: "a" });
  assertEquals(none, { _: [], a: [] });
  assertEquals(
    parseArgs(["--no-a"], { collect: "a", negatable: "a" }).a,
    false,
  );
});

Deno.test("parseArgs() fills in defaults, also of aliases", () => {
  const options = { alias: { help: "h" }, default: { help: 3 } };
  assertEquals(parseArgs([], options), { _: [], help: 3, h: 3 });
  assertEquals(parseArgs(["-h", "x"], options), { _: [], help: "x", h: "x" });
});

Deno.test("parseArgs() sets every name of an alias", () => {
  assertEquals(
    parseArgs(["-h", "x"], { alias: { help: "h" }, boolean: "help" }),
    { _: ["x"], h: true, help: true },
  );
});

Deno.test("parseArgs() negates what may be negated", () => {
  const options = { boolean: "flip", negatable: "flip", default: { flip: 1 } };
  assertEquals(parseArgs(["--no-flip"], options).flip, false);
  assertEquals(parseArgs(["--no-other"], options)["no-other"], true);
});

Deno.test("parseArgs() splits short clusters", () => {
  assertEquals(parseArgs(["-abc", "x"]), { _: [], a: true, b: true, c: "x" });
  assertEquals(parseArgs(["-n5", "-m=x", "-k-2"]), {
    _: [],
    n: 5,
    m: "x",
    k: -2,
  });
});

Deno.test("parseArgs() tells of what it does not know", () => {
  const told: unknown[][] = [];
  const known = parseArgs(["--a", "1", "--b", "2", "c", "-d", "--e=5"], {
    string: "a",
    unknown(...what) {
      told.push(what);
      return false;
    },
  });
  assertEquals(known, { _: [], a: "1" });
  assertEquals(told, [["--b", "b", "2"], ["c"], ["-d", "d", true], [
    "--e=5",
    "e",
    "5",
  ]]);
});

Deno.test("parseArgs() parses nothing after --", () => {
  const args = ["--a", "--", "--b", "5"];
  assertEquals(parseArgs(args), { _: ["--b", "5"], a: true });
  assertEquals(parseArgs(args, { "--": true }), {
    _: [],
    "--": ["--b", "5"],
    a: true,
  });
});
