import { assert, assertEquals } from "@std/assert";
import sharp from "sharp";
import {
  describe,
  lossCurve,
  type NotebookKernel,
  show,
  targetLogitCurve,
} from "../../lib/plot/mod.ts";

const CHART = lossCurve([{ step: 0, loss: 2 }, { step: 9, loss: 1 }]);

interface Message {
  readonly type: string;
  readonly content: {
    readonly data: Record<string, string>;
    readonly metadata: Record<string, { width: number }>;
    readonly transient: { display_id: string };
  };
  readonly at: number;
}

/** A kernel that keeps what it is told, and is in no hurry. */
function fakeKernel(): NotebookKernel & { readonly messages: Message[] } {
  const messages: Message[] = [];
  return {
    messages,
    async broadcast(type, content) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      messages.push({ type, content, at: performance.now() } as never);
    },
  };
}

Deno.test("show() gives a notebook a live chart, a PNG and the text twin", async () => {
  const kernel = fakeKernel();
  await show(CHART, { kernel });
  assertEquals(kernel.messages.map(({ type }) => type), ["display_data"]);
  const { data, metadata } = kernel.messages[0]!.content;
  assertEquals(data["application/vnd.vegalite.v5+json"] as unknown, CHART);
  assertEquals(data["text/plain"], describe(CHART));
  const png = Uint8Array.fromBase64(data["image/png"]!);
  const { format, width } = await sharp(png).metadata();
  assertEquals(format, "png");
  assertEquals(metadata, { "image/png": { width: width / 2 } });
});

Deno.test("show() waits after its message, since the kernel does not", async () => {
  const kernel = fakeKernel();
  await show(CHART, { kernel });
  assert(performance.now() - kernel.messages[0]!.at >= 15);
});

Deno.test("show() gives the fifth version, sliders too", async () => {
  const kernel = fakeKernel();
  await show(targetLogitCurve([{ loss: "arcFace" }]), { kernel });
  const chart = kernel.messages[0]!.content
    .data["application/vnd.vegalite.v5+json"] as unknown as {
      $schema: string;
      params: object[];
    };
  assertEquals(
    chart.$schema,
    "https://vega.github.io/schema/vega-lite/v5.json",
  );
  assertEquals(chart.params.length, 2);
});

/** A red pixel. */
const PNG = new Uint8Array(
  await sharp({
    create: { width: 1, height: 1, channels: 3, background: "#ff0000" },
  }).png().toBuffer(),
);

Deno.test("show() shows a picture that is no chart, with its sentence", async () => {
  const kernel = fakeKernel();
  await show({ png: PNG, description: "3 of 5 right" }, { kernel });
  const { data, metadata } = kernel.messages[0]!.content;
  const { "image/png": kept, ...others } = data;
  assertEquals(others, { "text/plain": "3 of 5 right" });
  const pixels = await sharp(Uint8Array.fromBase64(kept as string)).raw()
    .toBuffer();
  assertEquals([...pixels], [255, 0, 0]);
  assertEquals(metadata, {});
});

Deno.test("show() opens a display of its own each time", async () => {
  const kernel = fakeKernel();
  const still = { png: PNG, description: "" };
  await show(still, { kernel });
  await show(still, { kernel });
  const ids = kernel.messages.map(({ content }) =>
    content.transient.display_id
  );
  assertEquals(new Set(ids).size, 2);
});

Deno.test("show() prints the text twin where there is no kernel, found so or told", async () => {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  await show(CHART, { print });
  await show({ png: Uint8Array.of(1), description: "a strip" }, {
    print,
    kernel: null,
  });
  assertEquals(lines, [describe(CHART), "a strip"]);
});
