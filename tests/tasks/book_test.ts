import {
  assert,
  assertEquals,
  assertLess,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import exercises from "../../notebooks/exercises.json" with { type: "json" };
import { METADATA, notebookText } from "../../tasks/notebooks/notebook.ts";
import { assertRefused, asUser, filesBelow, names, place } from "./as_user.ts";

const NOTEBOOKS = new URL("../../notebooks/", import.meta.url).pathname;

/** A folder of notebooks of Markdown, by their names. */
function folderOf(name: string, notebooks: Record<string, string>): string {
  const folder = `${place}/${name}`;
  Deno.mkdirSync(folder);
  for (const [file, source] of Object.entries(notebooks)) {
    const cell = { cell_type: "markdown", id: "a", metadata: {}, source };
    Deno.writeTextFileSync(
      `${folder}/${file}.ipynb`,
      notebookText({
        cells: [cell],
        metadata: METADATA,
        nbformat: 4,
        nbformat_minor: 5,
      }),
    );
  }
  return folder;
}

/** What a page wants from where, and where its links lead. */
function addressesOf(html: string): string[] {
  return [...html.matchAll(/ (?:src|href)="([^"]*)"/g)].map(([, to]) => to!);
}

Deno.test("deno task book makes a page of every notebook, whose links lead somewhere and whose files are its own", async () => {
  const site = `${place}/site`;
  const { code, out, err } = await asUser("book", ["--out", site]);
  assertEquals([code, err], [0, ""]);
  assertMatch(
    out,
    /^\d+ chapters with \d+ live charts in \S+site, \d\.\d MB: open \S+site\/index\.html in a browser\n$/,
  );
  const notebooks = names(NOTEBOOKS).filter((name) => name.endsWith(".ipynb"));
  const pages = names(site).filter((name) => name.endsWith(".html"));
  assertEquals(
    pages,
    [...notebooks.map((name) => name.replace("ipynb", "html")), "index.html"],
  );
  const files = filesBelow(site);
  const assets = ["book.css", "charts.js", "math.css", "theme.js"];
  assertEquals(names(`${site}/assets`), assets);
  const ids = new Map(pages.map((page) => {
    const html = Deno.readTextFileSync(`${site}/${page}`);
    return [page, [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)];
  }));
  const used = new Set(["files.json", ...pages]);
  for (const page of pages) {
    const html = Deno.readTextFileSync(`${site}/${page}`);
    assertLess(html.length, 500_000, page);
    assertEquals(new Set(ids.get(page)).size, ids.get(page)!.length, page);
    for (const address of addressesOf(html)) {
      if (/^(?:data:|https:\/\/)/.test(address)) continue;
      const [file, id] = address.split("#") as [string, string?];
      used.add(file || page);
      assert(files.includes(file || page), `${page} leads to ${address}`);
      if (id) assert(ids.get(file || page)!.includes(id), address);
    }
    assertEquals(
      / (?:src|srcset|action)="(?:https?:)?\/\//.test(html),
      false,
      page,
    );
    assertStringIncludes(html, '<html lang="en">');
    assertStringIncludes(html, "default-src 'none'");
    assertEquals(html.match(/<h1>/g)?.length, 1, page);
    assertEquals(/<img(?![^>]* alt=")/.test(html), false, page);
  }
  assertEquals([...used].sort(), files, "no file that no page wants");
});

Deno.test("deno task book shows exercises as they are, no answer's hash, and no dollar of an equation", async () => {
  const site = `${place}/hidden`;
  assertEquals((await asUser("book", ["--out", site])).code, 0);
  const all = filesBelow(site).filter((name) => name.endsWith(".html"))
    .map((name) => Deno.readTextFileSync(`${site}/${name}`)).join("\n");
  for (const [id, { right, hint }] of Object.entries(exercises)) {
    assertStringIncludes(all, `${id}: no answer yet`);
    for (const hash of right) assertEquals(all.includes(hash), false, id);
    assertEquals(all.includes(hint), false, id);
  }
  const words = all.replaceAll(
    /<(script|pre|annotation|style)\b[^]*?<\/\1>/g,
    "",
  );
  assertEquals(words.match(/.*(?:\$|\\(?:frac|cos|theta)).*/g), null);
  assert((words.match(/class="katex-display"/g)?.length ?? 0) > 20);
});

Deno.test("deno task book replaces an earlier book, and nothing else", async () => {
  const first = folderOf("first", { "00_a": "# 00 · A", "01_b": "# 01 · B" });
  const second = folderOf("second", { "00_c": "# 00 · C" });
  const out = `${place}/replaced`;
  const write = (folder: string, where = out) =>
    asUser("book", ["--folder", folder, "--out", `${where}/`]);
  Deno.mkdirSync(out);
  assertEquals((await write(first)).code, 0);
  assert(names(out).includes("01_b.html"));
  assertEquals((await write(second)).code, 0);
  assertEquals(names(out), ["00_c.html", "assets", "files.json", "index.html"]);
  const before = names(place);

  Deno.writeTextFileSync(`${out}/assets/mine.txt`, "");
  const held = (where: string, fact: string) =>
    `Cannot write the book into "${where}" as it must be empty or an earlier book: ${fact}, choose another place by --out`;
  assertRefused(await write(first), held(out, "it holds assets/mine.txt"));
  assertRefused(
    await write(first, second),
    held(second, "it holds 00_c.ipynb"),
  );
  assertRefused(
    await write(first, `${second}/00_c.ipynb`),
    held(`${second}/00_c.ipynb`, "it is a file"),
  );
  assertEquals(names(place), before, "nothing lies beside it");
  assert(names(out).includes("00_c.html"));
});

Deno.test("deno task book leaves an earlier book as it was where it cannot go on", async () => {
  const good = folderOf("good", { "00_a": "# 00 · A" });
  const out = `${place}/kept`;
  assertEquals(
    (await asUser("book", ["--folder", good, "--out", out])).code,
    0,
  );
  const before = filesBelow(out);
  const bad = folderOf("bad", { "00_a": "# A\n\n$\\frac{1$" });
  const { code, err } = await asUser("book", ["--folder", bad, "--out", out]);
  assertEquals(code, 1);
  assertMatch(
    err,
    /^error: Cannot set the equation "\\frac\{1" as it must be TeX: KaTeX parse error: .* \(00_a\.ipynb\)$/m,
  );
  const empty = folderOf("empty", {});
  assertRefused(
    await asUser("book", ["--folder", empty, "--out", out]),
    `Cannot write the book as its folder must hold notebooks: "${empty}" holds none, check --folder`,
  );
  assertRefused(
    await asUser("book", ["--folder", good, "--out", out], { limit: 100 }),
    `Cannot write the book into "${out}" as file too large (os error 27): mend that, or choose another place by --out`,
  );
  assertEquals(filesBelow(out), before);
  assertEquals(names(place).filter((name) => name.endsWith(".tmp")), []);
});

Deno.test("deno task book says which links lead out of it", async () => {
  const folder = folderOf("links", {
    "00_a": "# 00 · A\n\n[next](01_b.ipynb#part), [last](12_z.ipynb)",
    "01_b": "# 01 · B\n\n## Part\n\n![a picture](x.png)",
  });
  const out = `${place}/linked`;
  const { code, err } = await asUser("book", [
    ...["--folder", folder, "--out", out],
  ]);
  assertEquals([code, err.split("\n")], [0, [
    "note     00_a.ipynb leads to 12_z.ipynb, which the book has not",
    "note     01_b.ipynb leads to x.png, which the book has not",
    "",
  ]]);
  const html = Deno.readTextFileSync(`${out}/00_a.html`);
  assertStringIncludes(html, '<a href="01_b.html#part">next</a>, last');
});
