/** A chart as a page holds it; only what is changed before it is drawn. */
interface Spec {
  readonly width: number;
  readonly height: number;
  readonly config: Readonly<Record<string, object | string | number>>;
  readonly encoding?: {
    readonly color?: { readonly scale?: { readonly domain?: unknown } };
  };
}

/** An element that a chart is drawn in. */
interface Box {
  readonly clientWidth: number;
  readonly parentElement: Box | null;
  readonly dataset: Record<string, string>;
  textContent: string | null;
}

/** What {@linkcode drawCharts} asks of a browser's window. */
export interface Browser {
  readonly document: {
    getElementById(id: string): Box | null;
    readonly documentElement: Box;
  };
  matchMedia(query: string): {
    readonly matches: boolean;
    addEventListener(event: "change", heard: () => void): void;
  };
  addEventListener(event: "resize", heard: () => void): void;
  setTimeout(act: () => void, milliseconds: number): number;
  clearTimeout(timer: number): void;
  vegaEmbed(
    box: Box,
    spec: object,
    options: object,
  ): Promise<{ finalize(): void }>;
}

/**
 * Draws the charts of a page, each as wide as there is room, light or dark as
 * the reader has it; again where that changes.
 *
 * It runs in the reader's browser: the page holds this function's own text, so
 * it may use nothing from outside of it.
 *
 * @param browser The window.
 * @param dark The colours that are others on a dark page.
 */
export function drawCharts(
  browser: Browser,
  dark: Readonly<Record<string, string>>,
): void {
  const { document } = browser;
  const specs: Spec[] = JSON.parse(
    document.getElementById("charts")!.textContent!,
  );
  const scheme = browser.matchMedia("(prefers-color-scheme: dark)");
  const drawn: ({ finalize(): void } | undefined)[] = [];
  let [widest, timer, turn] = [0, 0, 0];

  function recoloured(part: unknown, name = ""): unknown {
    if (typeof part === "string") {
      const colour = /color$|^(?:background|fill|range|stroke|value)$/i;
      return colour.test(name) ? dark[part] ?? part : part;
    }
    if (Array.isArray(part)) return part.map((one) => recoloured(one, name));
    if (part === null || typeof part !== "object") return part;
    return Object.fromEntries(
      Object.entries(part).map((
        [name, value],
      ) => [name, name === "data" ? value : recoloured(value, name)]),
    );
  }

  function fitted(spec: Spec, room: number): object {
    const domain = spec.encoding?.color?.scale?.domain;
    const names = Array.isArray(domain) ? domain.map(String) : [];
    const longest = names.reduce(
      (most, name) => Math.max(most, name.length),
      0,
    );
    const columns = Math.max(1, Math.floor((room - 50) / (7 * longest + 30)));
    const square = spec.width === spec.height;
    const side = Math.min(spec.width, room - 100);
    return {
      ...spec,
      ...square ? { width: side, height: side } : {
        width: Math.min(spec.width + 110, room),
        autosize: { type: "fit-x", contains: "padding", resize: true },
      },
      config: {
        ...spec.config,
        font: "system-ui, sans-serif",
        padding: 5,
        title: { ...spec.config.title as object, limit: room - 40 },
        legend: {
          ...spec.config.legend as object,
          columns,
          labelLimit: Math.max(80, room - 80),
        },
      },
    };
  }

  async function draw(): Promise<void> {
    const mine = ++turn;
    const root = document.documentElement;
    root.dataset.state = "drawing";
    widest = root.clientWidth;
    for (const [at, spec] of specs.entries()) {
      const box = document.getElementById(`chart-${at}`)!;
      const room = (box.parentElement ?? box).clientWidth - 40; // the menu's
      const sized = fitted(spec, room);
      try {
        drawn[at]?.finalize();
        drawn[at] = await browser.vegaEmbed(
          box,
          (scheme.matches ? recoloured(sized) : sized) as object,
          {
            mode: "vega-lite",
            ast: true, // vega's interpreter: the page forbids eval
            renderer: "svg",
            actions: {
              export: true,
              source: false,
              compiled: false,
              editor: false,
            },
            tooltip: { theme: scheme.matches ? "dark" : "light" },
          },
        );
        box.dataset.state = scheme.matches ? "dark" : "light";
      } catch (error) {
        box.dataset.state = "failed";
        box.textContent = `This chart could not be drawn: ${
          (error as Error).message
        }`;
      }
      if (mine !== turn) return; // begun anew meanwhile
    }
    root.dataset.state = "drawn";
  }

  scheme.addEventListener("change", draw);
  browser.addEventListener("resize", () => {
    browser.clearTimeout(timer);
    timer = browser.setTimeout(() => {
      if (document.documentElement.clientWidth !== widest) draw();
    }, 200);
  });
  draw();
}
