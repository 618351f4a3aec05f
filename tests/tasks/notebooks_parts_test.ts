import { assertEquals, assertThrows } from "@std/assert";
import { difference, toleranceOf } from "../../tasks/notebooks/compare.ts";
import { formFaults } from "../../tasks/notebooks/form.ts";
import { inCells, joinCells } from "../../tasks/notebooks/joined.ts";
import { parseMessage, request } from "../../tasks/notebooks/messages.ts";
import {
  type Cell,
  METADATA,
  type Notebook,
  notebookText,
  type Output,
  parseNotebook,
} from "../../tasks/notebooks/notebook.ts";
import { outputsOf } from "../../tasks/notebooks/outputs.ts";

function say(text: string): Output {
  return { output_type: "stream", name: "stdout", text };
}

function display(data: Record<string, unknown>): Output {
  return { output_type: "display_data", data, metadata: {} };
}

function code(source: string, outputs: Output[] = [], tags?: string[]): Cell {
  return {
    cell_type: "code",
    id: "one",
    metadata: tags ? { tags } : {},
    source,
    execution_count: null,
    outputs,
  };
}

function notebook(...cells: Cell[]): Notebook {
  return { cells, metadata: METADATA, nbformat: 4, nbformat_minor: 5 };
}

Deno.test("difference() compares numbers within the tolerance, and all else exactly", () => {
  const cases: [Output, Output, number, string | null][] = [
    [say("loss 2.30\n"), say("loss 2.30\n"), 0, null],
    [say("loss 2.30\n"), say("loss 2.31\n"), 0.01, null],
    [say("loss 230\n"), say("loss 231\n"), 0.01, null],
    [
      say("loss 2.30\n"),
      say("loss 2.40\n"),
      0.01,
      'it says "loss 2.40", committed is "loss 2.30" (tolerance 0.01)',
    ],
    [
      say("loss 2.30\n"),
      say("rate 2.30\n"),
      9,
      'it says "rate 2.30", committed is "loss 2.30"',
    ],
    [
      display({ "a+json": { values: [{ x: 1 }] } }),
      display({ "a+json": { values: [{ x: 1.5 }] } }),
      0.1,
      "it gives 1.5, committed is 1 (tolerance 0.1)",
    ],
    [
      display({ "image/png": "AAAA" }),
      display({ "image/png": "BBBB" }),
      0,
      null,
    ],
    [
      display({ "image/png": "AAAA" }),
      display({ "text/plain": "a" }),
      0,
      "it has text/plain, committed are image/png",
    ],
  ];
  for (const [was, is, tolerance, expected] of cases) {
    assertEquals(difference([was], [is], tolerance), expected);
  }
  assertEquals(
    difference([say("a")], [], 0),
    "it has 0 outputs, committed are 1",
  );
});

Deno.test("toleranceOf() reads the tag, and names one that is no number", () => {
  assertEquals(toleranceOf(code("", [], ["shows", "tolerance:1e-3"])), 1e-3);
  assertEquals(toleranceOf(code("", [], ["shows"])), 0);
  assertThrows(
    () => toleranceOf(code("", [], ["tolerance:much"])),
    RangeError,
    'Cannot compare the outputs of a cell as its tolerance must be a number above 0: current tag is "tolerance:much"',
  );
});

Deno.test("formFaults() finds what no committed notebook may have", () => {
  const long = `function far() {\n${"  next();\n".repeat(9)}}`;
  const cases: [Cell, string[]][] = [
    [code("1;", [say("loss 2.3 after 40 steps, s = 14, 5 sides\n")]), []],
    [code("1;", [say("took 2.5 s\n")]), ['cell 1 tells a time, "2.5 s"']],
    [code("1;", [say("90 images/s\n")]), ['cell 1 tells a time, "images/s"']],
    [
      code("1;", [say("\x1b[33m1\x1b[39m\n")]),
      ["cell 1 has colours of a terminal"],
    ],
    [code("1;", [say(" \n")], ["shows"]), [
      'cell 1 shows nothing, though it has the tag "shows"',
    ]],
    [code("1;", [say("a")], ["shows"]), []],
    [code(long), ["cell 1 has far() of 11 lines, 10 are the most"]],
    [code(long.replace("  next();\n", "")), []],
    [code('const set = await market1501("data");'), [
      "cell 1 reads persons who were not asked: market1501",
    ]],
    [code("1;", [display({ "image/png": "A".repeat(1e6) })]), [
      "it has 1000651 characters, 1000000 are too many",
    ]],
  ];
  for (const [cell, faults] of cases) {
    assertEquals(formFaults(notebook(cell)), faults);
  }
});

Deno.test("outputsOf() joins streams, updates displays in place, clears, and takes colours off", () => {
  const message = (type: string, content: Record<string, unknown>) => ({
    type,
    parent: "",
    content,
  });
  const shown = (text: string, id?: string) => ({
    data: { "text/plain": text },
    metadata: {},
    transient: id ? { display_id: id } : {},
  });
  assertEquals(
    outputsOf([
      message("stream", { name: "stdout", text: "gone\n" }),
      message("clear_output", { wait: true }),
      message("stream", { name: "stdout", text: "\x1b[33ma\x1b[39m\n" }),
      message("stream", { name: "stdout", text: "b\n" }),
      message("stream", { name: "stderr", text: "c\n" }),
      message("display_data", shown("0 %", "bar")),
      message("update_display_data", shown("100 %", "bar")),
      message("update_display_data", shown("lost", "other")),
      message("execute_result", { ...shown("7"), execution_count: 99 }),
    ], 3),
    [
      say("a\nb\n"),
      { output_type: "stream", name: "stderr", text: "c\n" },
      display({ "text/plain": "100 %" }),
      {
        output_type: "execute_result",
        data: { "text/plain": "7" },
        metadata: {},
        execution_count: 3,
      },
    ],
  );
});

Deno.test("notebookText() writes what parseNotebook() reads, in lines and sorted", () => {
  const one = notebook(
    code("a;\nb;", [
      say("x\ny"),
      display({ "text/plain": "z", "image/png": "A" }),
    ]),
  );
  const text = notebookText(one);
  assertEquals(parseNotebook(text, "a"), one);
  const raw = JSON.parse(text);
  assertEquals(raw.cells[0].source, ["a;\n", "b;"]);
  assertEquals(raw.cells[0].outputs[0].text, ["x\n", "y"]);
  assertEquals(raw.cells[0].outputs[1].data, {
    "image/png": "A",
    "text/plain": ["z"],
  });
  assertEquals(Object.keys(raw.cells[0]), Object.keys(raw.cells[0]).sort());
  assertEquals(text.endsWith("\n}\n"), true);
  assertThrows(
    () => parseNotebook('{"nbformat": 3, "nbformat_minor": 0}', "old.ipynb"),
    SyntaxError,
    "Cannot read old.ipynb as it must be a notebook of format 4.5: current format is 3.0",
  );
});

Deno.test("joinCells() knows where each cell begins, and inCells() says so", () => {
  const { text, starts } = joinCells(notebook(
    code("const a = 1;\nconst b = 2;"),
    { ...code("words"), cell_type: "markdown" },
    code("a + b;"),
  ));
  assertEquals(text, "const a = 1;\nconst b = 2;\n\na + b;\n\nexport {};\n");
  assertEquals(starts, [1, 4]);
  const module = "/x/a.cells.tmp.ts";
  assertEquals(
    ["    at file:///x/a.cells.tmp.ts:2:7", "x/a.cells.tmp.ts:4:1", "b.ts:4:1"]
      .map((line) => inCells(line, module, starts)),
    ["    at cell 1, line 2", "cell 2, line 1", "b.ts:4:1"],
  );
});

Deno.test("parseMessage() reads what request() signs, and nothing signed with another key", () => {
  const frames = request("7", "execute_request", { code: "ä;" }, "key");
  const route = new TextEncoder().encode("route");
  assertEquals(parseMessage([route, ...frames], "key"), {
    type: "execute_request",
    parent: "",
    content: { code: "ä;" },
  });
  assertEquals(parseMessage(frames, "other"), null);
});
