import { assert, assertEquals, assertLess, assertMatch } from "@std/assert";
import { openBrowser } from "../_kit/browser.ts";
import {
  assertRefused,
  asUser,
  copy,
  names,
  place,
  tinySet,
} from "./as_user.ts";
import { trainedRun } from "./trained_run.ts";

const EVIL = '<img src=x onerror="document.title=1">';

/** The trained run, and a copy of it by a name that would do harm, with another loss. */
async function twoRuns(): Promise<[string, string]> {
  const { path } = await trainedRun();
  const other = `${place}/${EVIL}`;
  if (!names(place).includes(EVIL)) {
    copy(path, other);
    const config = JSON.parse(Deno.readTextFileSync(`${other}/config.json`));
    config.loss.scale = 30;
    Deno.writeTextFileSync(`${other}/config.json`, JSON.stringify(config));
  }
  return [path, other];
}

/** What a page says outside of its scripts. */
function wordsOf(file: string): string {
  return Deno.readTextFileSync(file).replaceAll(/<script[^]*?<\/script>/g, "");
}

Deno.test("deno task report compares two runs on one page, which opens and asks for nothing", async () => {
  const runs = await twoRuns();
  const out = `${place}/both.html`;
  const said = await asUser("report", [
    ...runs,
    ...["--engine", "wasm", "--queries", "2", "--json", "--out", out],
  ]);
  assertEquals(said.code, 0, said.err);
  const { report, bytes, images, runs: told } = JSON.parse(said.out);
  assertEquals([report, images, told.length], [out, false, 2]);
  assertEquals(bytes, Deno.statSync(out).size);
  assertLess(bytes, 3e6);
  assertEquals(told[0].engine, "wasm");
  assertEquals(told[0].test, told[1].test);
  assertMatch(told[0].checkpoint, /checkpoints\/last\.safetensors$/);

  const words = wordsOf(out);
  for (
    const part of [
      "<title>2 runs compared</title>",
      "What differs in the recipe",
      'loss.scale</th><td class="number">14</td><td class="number">30</td>',
      "Queries that did worst",
      "Different persons that look most alike",
      "&lt;img src=x onerror=",
    ]
  ) assert(words.includes(part), part);
  assertEquals(/<img|<script/.test(words), false);
  const whole = Deno.readTextFileSync(out);
  assertEquals(whole.includes(place), false, "no place of the machine");
  assertEquals(whole.includes(Deno.env.get("HOME") ?? "?"), false);

  await using browser = await openBrowser();
  if (browser === null) return;
  const address = `file://${out}`;
  const tab = await browser.open(address);
  await tab.until("document.documentElement.dataset.state === 'drawn'", 120);
  const drawn: [string, number][] = await tab.evaluate(
    `[...document.querySelectorAll(".chart")].map((box) => [
      box.dataset.state,
      box.querySelectorAll("svg [class*='mark-'] path, svg [class*='mark-'] text").length,
    ])`,
  );
  assert(drawn.length >= 14, `${drawn.length} charts`);
  for (const [state, marks] of drawn) {
    assertEquals(state, "light");
    assert(marks > 5);
  }
  assertEquals(await tab.evaluate("document.title"), "2 runs compared");
  assertEquals([tab.complaints, tab.requests], [[], [address]]);
});

Deno.test("deno task report embeds pictures only if asked, and each only once", async () => {
  const { path } = await trainedRun();
  const out = `${place}/one.html`;
  const flags = [path, "--engine", "wasm", "--queries", "1", "--out", out];
  const said = await asUser("report", [...flags, "--images"]);
  assertEquals(said.code, 0, said.err);
  assertMatch(
    said.out,
    /^1 run in .*one\.html, 1\.\d MB: open it in a browser$/m,
  );
  const words = wordsOf(out);
  const shown = words.split('<img src="data:image/jpeg;base64,').length - 1;
  const expected = words.match(/<ol class="strip">/g)!.length;
  assert(shown > 2 * expected - 1, `${shown} pictures`);
  const again = await asUser("report", flags);
  assertEquals(again.code, 0, again.err);
  assertEquals(/^embed: /m.test(again.err), false, "rows come from the cache");
  assertEquals(wordsOf(out).includes("<img"), false);
});

Deno.test("deno task report --no-embed needs neither engine, checkpoint nor pictures", async () => {
  const [, other] = await twoRuns();
  const bare = `${place}/bare`;
  copy(other, bare);
  for (const part of ["checkpoints", "summary.json", "environment.json"]) {
    Deno.removeSync(`${bare}/${part}`, { recursive: true });
  }
  const out = `${place}/bare.html`;
  const said = await asUser("report", [bare, "--no-embed", "--out", out]);
  assertEquals([said.code, said.err], [0, ""]);
  const words = wordsOf(out);
  assert(words.includes("not finished"));
  assert(words.includes("Loss: bare "));
  assertEquals(words.includes("Test pictures"), false);

  const noted = await asUser("report", [bare, "--out", out]);
  assertEquals([noted.code, noted.err], [
    0,
    "note     bare has no checkpoint: its curves alone\n",
  ]);
});

Deno.test("deno task report looks at another data set where told, and says so where the run's own is gone", async () => {
  const { path } = await trainedRun();
  const moved = `${place}/moved-run`;
  copy(path, moved);
  const out = `${place}/moved.html`;
  const set = `${place}/another-set`;
  copy(await tinySet(), set);
  const flags = ["--engine", "wasm", "--out", out];
  const said = await asUser("report", [moved, ...flags, "--data", set]);
  assertEquals(said.code, 0, said.err);
  assert(wordsOf(out).includes('<td class="short">another-set</td>'));
  const own = await tinySet();
  Deno.renameSync(own, `${own}-away`);
  try {
    const gone = await asUser("report", [moved, ...flags]);
    assertEquals([gone.code, gone.out], [1, ""]);
    assertMatch(
      gone.err.trimEnd(),
      /error: Cannot read .*; if it lies elsewhere now, add --data DIR, or do without its pictures by --no-embed$/,
    );
  } finally {
    Deno.renameSync(`${own}-away`, own);
  }
});

Deno.test("deno task report refuses what is missing, and leaves nothing half-written", async () => {
  const { path } = await trainedRun();
  assertRefused(
    await asUser("report", []),
    "Cannot report as there must be a run folder: write deno task report RUN",
    2,
  );
  assertRefused(
    await asUser("report", [path, "--out", "a.pdf"]),
    'Cannot write "a.pdf" as its name must end in .html: write --out report.html',
    2,
  );
  assertRefused(
    await asUser("report", [path, "--no-embed", "--images"]),
    "Cannot use --images with --no-embed as no picture is looked at: leave one of them out",
    2,
  );
  assertRefused(
    await asUser("report", [path, "--out", `${place}/none/a.html`]),
    `Cannot write "${place}/none/a.html" as its folder must exist: there is no "${place}/none/", check the path`,
  );
  assertRefused(
    await asUser("report", [`${place}/none`, "--out", `${place}/a.html`]),
    `Cannot report on "${place}/none" as it must be a run folder: it has no config.json, check the path`,
  );
  const folder = `${place}/full`;
  Deno.mkdirSync(folder);
  assertRefused(
    await asUser("report", [path, "--no-embed", "--out", `${folder}/a.html`], {
      limit: 6,
    }),
    `Cannot write "${folder}/a.html" as file too large (os error 27): free some space or choose another disk`,
  );
  assertEquals(names(folder), []);
});
