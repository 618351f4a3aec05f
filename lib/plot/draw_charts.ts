/** A chart as a page holds it; only what is changed before it is drawn. */
interface Spec {
  readonly width?: unknown;
  readonly height?: unknown;
  readonly config?: Readonly<Record<string, object | string | number>>;
  readonly title?: { readonly text?: unknown; readonly subtitle?: unknown };
  readonly params?: readonly {
    readonly name: string;
    readonly bind?: object;
  }[];
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

/** A chart that was drawn. */
interface Drawn {
  readonly view: { signal(name: string): unknown };
  finalize(): void;
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
  addEventListener(event: "resize" | "themechange", heard: () => void): void;
  setTimeout(act: () => void, milliseconds: number): number;
  clearTimeout(timer: number): void;
  vegaEmbed(
    box: Box,
    spec: object,
    options: object,
  ): Promise<Drawn>;
}

/**
 * Draws the charts of a page, each as wide as there is room, light or dark as
 * the reader has it or as the page's own theme says; again where that changes.
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
  const drawn: (Drawn | undefined)[] = [];
  let [widest, timer, turn] = [0, 0, 0];

  function isDark(): boolean {
    const { theme } = document.documentElement.dataset;
    return theme === undefined ? scheme.matches : theme === "dark";
  }

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

  function sizeOf({ width, height }: Spec, room: number): object {
    if (typeof width !== "number") return {}; // several charts in one
    if (width === height) {
      const side = Math.min(width, room - 80); // axes and labels
      return { width: side, height: side };
    }
    return {
      width: Math.min(width + 110, room),
      autosize: { type: "fit-x", contains: "padding", resize: true },
    };
  }

  /** Sliders stay where the reader has them. */
  function moved(spec: Spec, before: Drawn | undefined): Spec {
    if (!before || !spec.params) return spec;
    const params = spec.params.map((one) =>
      one.bind ? { ...one, value: before.view.signal(one.name) } : one
    );
    return { ...spec, params };
  }

  /** A line in as many lines as it needs, of so many letters each. */
  function inLines(line: unknown, letters: number): unknown {
    if (typeof line !== "string") return line;
    const lines = [""];
    for (const word of line.split(" ")) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (longer.length > letters && lines.at(-1) !== "") lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  }

  function fitted(spec: Spec, room: number): object {
    const domain = spec.encoding?.color?.scale?.domain;
    const names = Array.isArray(domain) ? domain.map(String) : [];
    const longest = names.reduce(
      (most, name) => Math.max(most, name.length),
      0,
    );
    const columns = Math.max(1, Math.floor((room - 50) / (7 * longest + 30)));
    const line = room - 45; // the menu's
    return {
      ...spec,
      ...sizeOf(spec, room),
      ...spec.title
        ? {
          title: {
            ...spec.title,
            text: inLines(spec.title.text, line / 9.5),
            subtitle: inLines(spec.title.subtitle, line / 7),
          },
        }
        : {},
      config: {
        ...spec.config,
        font: "system-ui, sans-serif",
        padding: 5,
        title: {
          ...spec.config?.title as object,
          limit: line,
        },
        legend: {
          ...spec.config?.legend as object,
          columns,
          labelLimit: Math.max(80, room - 80),
        },
      },
    };
  }

  async function draw(): Promise<void> {
    const mine = ++turn;
    const darkly = isDark();
    const root = document.documentElement;
    root.dataset.state = "drawing";
    widest = root.clientWidth;
    for (const [at, spec] of specs.entries()) {
      const box = document.getElementById(`chart-${at}`)!;
      const room = (box.parentElement ?? box).clientWidth;
      try {
        const sized = fitted(moved(spec, drawn[at]), room);
        drawn[at]?.finalize();
        drawn[at] = await browser.vegaEmbed(
          box,
          (darkly ? recoloured(sized) : sized) as object,
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
            tooltip: { theme: darkly ? "dark" : "light" },
          },
        );
        box.dataset.state = darkly ? "dark" : "light";
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
  browser.addEventListener("themechange", draw);
  browser.addEventListener("resize", () => {
    browser.clearTimeout(timer);
    timer = browser.setTimeout(() => {
      if (document.documentElement.clientWidth !== widest) draw();
    }, 200);
  });
  draw();
}
