import { assertEquals, assertRejects } from "@std/assert";
import { openBrowser } from "./browser.ts";
import { sandbox } from "./sandbox.ts";

Deno.test("openBrowser() hears what a page says and wants, and looks as told", async () => {
  await using browser = await openBrowser();
  if (browser === null) return;
  await using box = await sandbox();
  const path = await box.write(
    "page.html",
    `<!doctype html><meta name="viewport" content="width=device-width"><title>a</title><script>
      console.warn("heard", 7);
      setTimeout(() => missing());
      const heard = [];
    </script><button onmousedown="heard.push('down')" onclick="heard.push('click')">a</button><img src="none.png">`,
  );
  const tab = await browser.open(`file://${path}`);
  await tab.until("document.readyState === 'complete'");
  assertEquals(await tab.evaluate("Promise.resolve([1, 'b'])"), [1, "b"]);
  await assertRejects(() => tab.evaluate("nobody"), Error, "nobody is not");
  await assertRejects(() => tab.until("false", 0.1), Error, "It was not so");
  await tab.click("button");
  assertEquals(await tab.evaluate("heard"), ["down", "click"]);
  assertEquals(tab.requests, [
    `file://${path}`,
    `file://${box.folder}/none.png`,
  ]);
  const said = tab.complaints.map((text) => text.split("\n")[0]).join(" | ");
  for (const part of ["heard 7", "missing is not defined", "ERR_FILE_NOT"]) {
    assertEquals(said.includes(part), true, said);
  }
  await tab.look({ width: 321, dark: true, paper: true });
  assertEquals(
    await tab.evaluate(
      "[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, matchMedia('print').matches]",
    ),
    [321, true, true],
  );
  assertEquals([...(await tab.picture()).slice(1, 4)], [0x50, 0x4e, 0x47]);
  await tab.close();

  const still = await browser.open(`file://${path}`, false);
  assertEquals(await still.evaluate("document.title"), "a");
  assertEquals(still.complaints.some((said) => said.includes("heard")), false);
});

Deno.test("openBrowser() fails in CI where there is none", async () => {
  await using box = await sandbox();
  box.set("CI", "true");
  box.set("SPHEREREID_CHROMIUM", "no-such-browser");
  await assertRejects(
    openBrowser,
    Error,
    "Chromium cannot be started: none of no-such-browser is there, install one (apt-get install chromium) or name it by SPHEREREID_CHROMIUM",
  );
});
