import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  type Notebook,
  notebookText,
  parseNotebook,
} from "../../tasks/notebooks/notebook.ts";
import { type CodeCell, notebookOf } from "../_kit/notebook_of.ts";
import { assertRefused, asUser, names, place } from "./as_user.ts";

/** A title, then cells of code. */
function notebook(...cells: CodeCell[]): Notebook {
  const made = notebookOf(cells);
  const title = {
    cell_type: "markdown" as const,
    id: "head",
    metadata: {},
    source: "# A title\n\nWords.",
  };
  return { ...made, cells: [title, ...made.cells] };
}

/** A folder with one notebook in it, a.ipynb. */
function folderOf(name: string, ...cells: Parameters<typeof notebook>): string {
  const folder = `${place}/${name}`;
  Deno.mkdirSync(folder);
  Deno.writeTextFileSync(
    `${folder}/a.ipynb`,
    notebookText(notebook(...cells)),
  );
  return folder;
}

function outputsIn(folder: string): unknown[] {
  const text = Deno.readTextFileSync(`${folder}/a.ipynb`);
  return parseNotebook(text, "a").cells.flatMap(({ outputs = [] }) => outputs);
}

Deno.test("deno task notebooks keeps every output of every cell, in its cell", async () => {
  const cells = Array.from({ length: 20 }, (_, at) =>
    [
      `${at} + 1000;`,
      `console.log("before", ${at});
await Deno.jupyter.display({ "text/plain": "shown" }, { raw: true });
console.log("after", ${at});
${at};`,
    ][at % 2]!);
  const folder = folderOf("outputs", ...cells);
  const said = await asUser("notebooks", ["--folder", folder]);
  assertEquals(said.out, "ok     a.ipynb\n1 passed, 0 failed\n", said.err);
  assertEquals(names(folder), ["a.ipynb"]);
  const text = Deno.readTextFileSync(`${folder}/a.ipynb`);
  const { cells: ran } = parseNotebook(text, "a");
  assertEquals(text, notebookText(parseNotebook(text, "a")));
  for (const [at, { outputs, execution_count }] of ran.slice(1).entries()) {
    assertEquals(execution_count, at + 1);
    const result = {
      output_type: "execute_result",
      data: { "text/plain": String(at % 2 ? at : at + 1000) },
      metadata: {},
      execution_count: at + 1,
    };
    assertEquals(
      outputs as unknown,
      at % 2 === 0 ? [result] : [
        { output_type: "stream", name: "stdout", text: `before ${at}\n` },
        {
          output_type: "display_data",
          data: { "text/plain": "shown" },
          metadata: {},
        },
        { output_type: "stream", name: "stdout", text: `after ${at}\n` },
        result,
      ],
    );
  }
});

Deno.test("deno task notebooks leaves a notebook that fails as it was", async () => {
  const folder = folderOf(
    "fails",
    "const a = 1;",
    'throw new RangeError("too far");',
    "console.log(a);",
  );
  const before = Deno.readTextFileSync(`${folder}/a.ipynb`);
  const said = await asUser("notebooks", ["--folder", folder]);
  assertEquals(
    [said.code, said.out],
    [
      1,
      "FAILED a.ipynb\n  cell 2 fails: RangeError: too far\n0 passed, 1 failed\n",
    ],
  );
  assertEquals(Deno.readTextFileSync(`${folder}/a.ipynb`), before);
  assertEquals(names(folder), ["a.ipynb"]);
});

Deno.test("deno task notebooks --check passes what is as it was, and writes nothing", async () => {
  const folder = folderOf(
    "same",
    'const words: string[] = ["a", "b"];',
    [["shows"], 'console.log(words.join(" "));'],
  );
  assertEquals((await asUser("notebooks", ["--folder", folder])).code, 0);
  const before = Deno.readTextFileSync(`${folder}/a.ipynb`);
  const said = await asUser("notebooks", ["a", "--check", "--folder", folder]);
  assertEquals(said.out, "ok     a.ipynb\n1 passed, 0 failed\n", said.err);
  assertEquals(Deno.readTextFileSync(`${folder}/a.ipynb`), before);
  assertEquals(names(folder), ["a.ipynb"]);
  assertEquals(outputsIn(folder), [
    { output_type: "stream", name: "stdout", text: "a b\n" },
  ]);
});

Deno.test("deno task notebooks --check names types, lint, form and outputs that changed", async () => {
  const folder = folderOf(
    "changed",
    'const count: number = "three";\nconsole.log(count);',
    "let b = 2;\nconsole.log(b );",
    [["tolerance:0.1"], "console.log(1.05);"],
    "console.log(1.05);",
    [["shows"], "b;"],
  );
  const path = `${folder}/a.ipynb`;
  assertEquals((await asUser("notebooks", ["--folder", folder])).code, 0);
  const kept = Deno.readTextFileSync(path);
  Deno.writeTextFileSync(
    path,
    kept.replaceAll('"1.05\\n"', '"1.00\\n"').replace('"b;"', '"{}"'),
  );
  const { out, code } = await asUser("notebooks", [
    "--check",
    "--folder",
    folder,
  ]);
  assertEquals(code, 1);
  for (
    const fault of [
      "Type 'string' is not assignable to type 'number'",
      "cell 1, line 1",
      "prefer-const",
      "cell 2, line 1",
      "is not formatted",
      'cell 4 has changed: it says "1.05", committed is "1.00"',
      "cell 5",
      "0 passed, 1 failed",
    ]
  ) assertStringIncludes(out, fault);
  assert(!out.includes("cell 3"), out);
  assertEquals(names(folder), ["a.ipynb"]);
});

Deno.test("deno task notebooks names a notebook that is not there, and one that is none", async () => {
  const folder = folderOf("named", "1;");
  assertRefused(
    await asUser("notebooks", ["b", "--folder", folder]),
    'Cannot run "b" as it must begin the name of a notebook: there are a.ipynb',
    2,
  );
  Deno.writeTextFileSync(`${folder}/a.ipynb`, "{");
  const { code, out } = await asUser("notebooks", ["--folder", folder]);
  assertEquals(code, 1);
  assertStringIncludes(out, "  Cannot read a.ipynb as it must be JSON: ");
});

Deno.test("deno task lab says what is missing without a Python, and makes nothing", async () => {
  const bin = `${place}/only-deno`;
  Deno.mkdirSync(bin);
  Deno.symlinkSync(Deno.execPath(), `${bin}/deno`);
  const cache = `${place}/no-cache`;
  assertRefused(
    await asUser("lab", ["--no-browser"], {
      env: { PATH: bin, SPHEREREID_CACHE: cache },
    }),
    "Cannot open the lab as JupyterLab needs a Python 3 on PATH: install Python, or open the notebooks in an editor that speaks to Deno's kernel (deno jupyter --install)",
  );
  assertEquals(names(cache), []);
});
