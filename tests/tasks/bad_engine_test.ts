import { assertEquals, assertMatch } from "@std/assert";
import {
  assertRefused,
  asUser,
  filesBelow,
  onlyRun,
  place,
  tiny,
} from "./as_user.ts";

const library = `${place}/libtensorflow_cc.so.2`;
Deno.writeTextFileSync(library, "not a library");
const notOne = { env: { SPHEREREID_LIBTENSORFLOW: library } };

Deno.test("--engine tensorflow refuses a libtensorflow that is not one", async () => {
  const out = `${place}/runs-tensorflow`;
  const flags = await tiny("--engine", "tensorflow", "--out", out);
  const said = await asUser("train", flags, notOne);
  const [fact] = /\(.*\)(?=: run "deno)/.exec(said.err) ?? [""];
  assertMatch(fact, /file too short|invalid ELF header/);
  assertRefused(
    said,
    `Cannot load "${library}" as it must be a libtensorflow_cc.so.2 of TensorFlow 2 for this machine ${fact}: run "deno task setup" or correct SPHEREREID_LIBTENSORFLOW`,
  );
});

Deno.test("--engine tensorflow refuses a libtensorflow that is not there, and fetches nothing", async () => {
  const none = `${place}/none.so`;
  const flags = await tiny("--engine", "tensorflow", "--dry-run");
  const env = {
    SPHEREREID_LIBTENSORFLOW: none,
    SPHEREREID_CACHE: `${place}/empty`,
  };
  assertRefused(
    await asUser("train", flags, { env }),
    `Cannot start tensorflow as there must be a libtensorflow, and SPHEREREID_LIBTENSORFLOW names ${none}, which is not there: correct or unset that`,
  );
  Deno.mkdirSync(`${place}/empty`, { recursive: true });
  assertEquals(filesBelow(`${place}/empty`), []);
});

Deno.test("--engine auto goes on without a libtensorflow that is not one, in one line", async () => {
  const out = `${place}/runs-auto`;
  const flags = await tiny("--engine", "auto", "--out", out);
  const { code, err } = await asUser("train", flags, notOne);
  assertEquals(code, 0, err);
  const lines = err.split("\n").filter((line) => line.includes(library));
  assertEquals(lines.length, 1);
  assertMatch(
    lines[0]!,
    /^engine {3}(wasm|webgpu) .*; not tensorflow, as it cannot load ".*" as it must be a libtensorflow_cc\.so\.2 /,
  );
  assertEquals(
    JSON.parse(Deno.readTextFileSync(onlyRun(out).summary)).steps,
    1,
  );
});

Deno.test("--engine auto goes on without Python, in one line", async () => {
  const path = `${place}/bin`;
  Deno.mkdirSync(path);
  const out = `${place}/runs-no-python`;
  const flags = await tiny("--engine", "auto", "--out", out);
  const { code, err } = await asUser("train", flags, { env: { PATH: path } });
  assertEquals(code, 0, err);
  const lines = err.split("\n").filter((line) => line.startsWith("Going on"));
  assertEquals(lines, [
    "Going on without TensorFlow's library: Cannot set up TensorFlow as a Python 3 with pip must be on PATH to fetch it: install Python, or choose the engine wasm",
  ]);
  const { engine } = JSON.parse(Deno.readTextFileSync(onlyRun(out).summary));
  assertMatch(engine, /^(wasm|webgpu)$/);
});

Deno.test("an unknown engine is refused", async () => {
  assertRefused(
    await asUser("train", await tiny("--engine", "wsam")),
    'Cannot read --engine as it must be one of auto, tensorflow, webgpu, wasm, cpu: current value is "wsam", did you mean wasm?',
    2,
  );
});
