import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import * as losses from "../../lib/loss/mod.ts";
import { asUser, place } from "../tasks/as_user.ts";
import { LOSS_CASES } from "./loss_cases.ts";
import type { LossTable } from "./loss_rows.ts";

const names = Object.keys(LOSS_CASES);

Deno.test("every loss is timed, and PyTorch has the same ones", async () => {
  const timed = new Set(names.map((name) => name.split(",")[0]!));
  const all = Object.keys(losses)
    .map((name) => name.match(/^(\w+)Loss$/)?.[1])
    .filter((name) => name !== undefined && name in losses);
  assertEquals([...timed].sort(), all.sort());
  const torch = await Deno.readTextFile(
    new URL("./torch_losses.py", import.meta.url),
  );
  const table = torch.slice(torch.indexOf("CASES = {"));
  const theirs = [
    ...table.slice(0, table.indexOf("\n}"))
      .matchAll(/^ {4}"([^"]+)": \(/gm),
  ].map(([, name]) => name);
  assertEquals(theirs, names);
});

Deno.test("deno task bench losses --resume goes on with the rows that it kept", async () => {
  const file = `${place}/losses.json`;
  const earlier = new Map<string, boolean>();
  const timed = async (...flags: string[]) => {
    const all = ["losses", "--engine=wasm", "--json", ...flags];
    const said = await asUser("bench", all);
    assertEquals(said.code, 0, said.err);
    const { rows }: LossTable = JSON.parse(said.out);
    assertEquals(JSON.parse(Deno.readTextFileSync(file)).rows, rows);
    return rows.map(({ environment, ...row }) => {
      earlier.set(row.loss, environment !== undefined);
      return row;
    });
  };
  const kept = ["--quick", `--save=${file}`, "--resume"];
  const [later] = await timed(...kept, "--only=centre");
  const [first, second] = await timed(...kept, "--only=cosFace");
  assertEquals([first!.loss, second], ["cosFace", later]); // in the table's order
  assertEquals([...earlier], [["centre", true], ["cosFace", false]]);
  assertEquals(await timed(...kept, "--only=cosFace"), [first, second]);
  const small = ["--batch=8", "--embed=8", "--classes=4", "--rounds=1"];
  const other = await asUser("bench", [
    ...["losses", "--engine=wasm", "--resume", `--save=${file}`, ...small],
  ]);
  assertEquals(other.code, 1);
  assertStringIncludes(
    other.err,
    `Cannot go on with the rows of "${file}" as they must be of 8 x 8, 1 rounds, wasm: they are of 8 x 16, 1 rounds, wasm, pass another --save`,
  );
  const none = await asUser("bench", ["losses", "--engine=wasm", "--resume"]);
  assert(none.code !== 0);
  assertStringIncludes(none.err, "add --save FILE");
});
