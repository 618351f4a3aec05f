import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openBrowser, type Tab } from "../_kit/browser.ts";
import { movesChart } from "../_kit/slider.ts";
import { asUser, names, place } from "./as_user.ts";

const NOTEBOOKS = new URL("../../notebooks/", import.meta.url).pathname;
const SITE = `${place}/book`;

let writing: Promise<number> | undefined;

/** Writes the book at the first call, and tells how many charts it says it has. */
function writeBook(): Promise<number> {
  writing ??= (async () => {
    const { code, out, err } = await asUser("book", ["--out", SITE, "--json"]);
    assertEquals([code, err], [0, ""]);
    return JSON.parse(out).charts;
  })();
  return writing;
}

/** How many live charts a notebook keeps. */
function chartsIn(file: string): number {
  const { cells } = JSON.parse(Deno.readTextFileSync(NOTEBOOKS + file));
  return cells.flatMap((cell: { outputs?: unknown[] }) => cell.outputs ?? [])
    .filter((output: { data?: Record<string, unknown> }) =>
      output.data?.["application/vnd.vegalite.v5+json"] !== undefined
    ).length;
}

/** Waits until a page's charts are drawn, light or dark, as narrow as the window. */
async function drawn(tab: Tab, charts: number, state: string): Promise<void> {
  if (charts === 0) return;
  await tab.until(
    `document.documentElement.dataset.state === "drawn" &&
    [...document.querySelectorAll(".chart")].every((box) =>
      box.dataset.state === "${state}" &&
      box.querySelector("svg").getBoundingClientRect().right <= innerWidth)`,
  );
}

/** Charts that were drawn, each with marks. */
const DRAWN =
  `[...document.querySelectorAll(".chart svg.marks")].filter((svg) =>
  svg.querySelectorAll("[class*='mark-'] path, [class*='mark-'] text").length > 5).length`;

/** Titles that a chart has no room for. */
const CUT =
  `[...document.querySelectorAll(".chart .role-title text")].map((one) =>
  one.textContent).filter((text) => text.includes("…"))`;

/** The names of pictures that cannot be seen. */
const LOST = `(async () => {
  const lost = [];
  for (const image of document.images) {
    await image.decode().catch(() => lost.push(image.src));
  }
  return lost;
})()`;

/** How wide the page is, and the parts that lie beside it; a picture counts whole, as it cuts what it draws beyond its edge. */
const WIDE =
  `[document.documentElement.scrollWidth, [...document.querySelectorAll("main *")].filter((one) =>
  !one.closest("pre, .scroll, .equation, .katex-mathml, .katex svg") && !one.ownerSVGElement && one.getBoundingClientRect().right > innerWidth + 1
).map((one) => one.outerHTML.slice(0, 80))]`;

const CARD = "getComputedStyle(document.body).backgroundColor";

Deno.test("the book's pages draw every chart, light, dark and on a phone, and ask nobody for anything", async () => {
  await using browser = await openBrowser();
  if (browser === null) return;
  const said = await writeBook();
  const files = names(NOTEBOOKS).filter((name) => name.endsWith(".ipynb"));
  let [all, sliders] = [0, 0];
  for (const file of ["index.ipynb", ...files]) {
    const charts = file === "index.ipynb" ? 0 : chartsIn(file);
    all += charts;
    const page = file.replace("ipynb", "html");
    const tab = await browser.open(`file://${SITE}/${page}`);
    await tab.look({ width: 1280, dark: false });
    await drawn(tab, charts, "light");
    assertEquals(await tab.evaluate(DRAWN), charts, page);
    assertEquals(await tab.evaluate(LOST), [], page);
    assertEquals(await tab.evaluate(WIDE), [1280, []], page);
    assertEquals(await tab.evaluate(CARD), "rgb(255, 255, 255)");
    for (let chart = 0; chart < charts; chart++) {
      const count = await tab.evaluate<number>(
        `document.querySelectorAll("#chart-${chart} input[type=range]").length`,
      );
      for (let slider = 0; slider < count; slider++) {
        assert(
          await movesChart(tab, chart, slider),
          `slider ${slider} of chart ${chart} of ${page} changes nothing`,
        );
        sliders++;
      }
    }
    await tab.look({ width: 390, dark: true });
    await drawn(tab, charts, "dark");
    assertEquals(await tab.evaluate(DRAWN), charts, page);
    assertEquals(await tab.evaluate(WIDE), [390, []], page);
    assertEquals(await tab.evaluate(CUT), [], page);
    assertEquals(await tab.evaluate(CARD), "rgb(27, 31, 36)");
    assertEquals(tab.complaints, [], page);
    for (const request of tab.requests) {
      assert(request.startsWith(`file://${SITE}/`), request);
    }
    await tab.close();
  }
  assertEquals(said, all);
  assert(sliders >= 2, "the globe's turn");
});

Deno.test("the book keeps the colours that its reader chose, and follows the system again", async () => {
  await using browser = await openBrowser();
  if (browser === null) return;
  await writeBook();
  const [file] = names(NOTEBOOKS).filter((name) => /^01.*ipynb$/.test(name));
  const address = `file://${SITE}/${file!.replace("ipynb", "html")}`;
  const click = 'document.getElementById("theme").click()';
  const pressed =
    'document.getElementById("theme").getAttribute("aria-pressed")';
  const first = await browser.open(address);
  await first.look({ width: 1280, dark: false });
  await drawn(first, 1, "light");
  assertEquals(await first.evaluate(pressed), "false");
  await first.evaluate(click);
  await drawn(first, 1, "dark");
  assertEquals(await first.evaluate(CARD), "rgb(27, 31, 36)");

  const second = await browser.open(`file://${SITE}/index.html`);
  await second.look({ width: 1280, dark: false });
  assertEquals(await second.evaluate(CARD), "rgb(27, 31, 36)");
  assertEquals(await second.evaluate(pressed), "true");
  await second.look({ width: 1280, dark: false, paper: true });
  assertEquals(await second.evaluate(CARD), "rgb(255, 255, 255)");
  await second.look({ width: 1280, dark: false });
  await second.evaluate(click);
  assertEquals(await second.evaluate(CARD), "rgb(255, 255, 255)");
  await second.look({ width: 1280, dark: true });
  assertEquals(await second.evaluate(CARD), "rgb(27, 31, 36)");
  assertEquals([...first.complaints, ...second.complaints], []);
});

Deno.test("without scripts the book shows its charts as pictures; on a phone its contents open over the page", async () => {
  await using browser = await openBrowser();
  if (browser === null) return;
  await writeBook();
  const [file] = names(NOTEBOOKS).filter((name) => /^03.*ipynb$/.test(name));
  const address = `file://${SITE}/${file!.replace("ipynb", "html")}`;
  const still = await browser.open(address, false);
  await still.look({ width: 390, dark: false });
  assertEquals(await still.evaluate(LOST), []);
  const seen: [string, number][] = await still.evaluate(
    `[...document.querySelectorAll("noscript img")].map(({ alt, width }) => [alt, width])`,
  );
  assertEquals(seen.length, chartsIn(file!));
  for (const [alt, width] of seen) {
    assert(alt.length > 20, alt);
    assert(width > 250 && width <= 390, `${width}`);
  }
  assertEquals(await still.evaluate(WIDE), [390, []]);
  assertEquals(
    await still.evaluate(
      `[...document.querySelectorAll(".chart")].some((one) => one.getBoundingClientRect().height > 0)`,
    ),
    false,
  );

  const shown = `document.getElementById("contents").checkVisibility()`;
  assertEquals(await still.evaluate(shown), false);
  const over = await browser.open(`${address}#contents`);
  await over.look({ width: 390, dark: false });
  assertEquals(await over.evaluate(shown), true);
  await over.evaluate(`document.querySelector("#contents .close").click()`);
  await over.until(`!${shown}`);
  await over.look({ width: 1280, dark: false });
  assertEquals(await over.evaluate(shown), true);
  assertStringIncludes(
    await over.evaluate(
      `document.querySelector("#contents [aria-current=page]").textContent`,
    ),
    "03",
  );
});
