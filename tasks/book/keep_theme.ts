/** A button as {@linkcode keepTheme} sees it. */
interface Button {
  hidden: boolean;
  textContent: string | null;
  setAttribute(name: string, value: string): void;
  addEventListener(event: "click", heard: () => void): void;
}

/** What {@linkcode keepTheme} asks of a browser's window. */
export interface ThemeBrowser {
  readonly document: {
    getElementById(id: string): Button | null;
    readonly documentElement: { readonly dataset: Record<string, string> };
    addEventListener(event: "DOMContentLoaded", heard: () => void): void;
  };
  readonly localStorage: {
    getItem(name: string): string | null;
    setItem(name: string, value: string): void;
    removeItem(name: string): void;
  };
  matchMedia(query: string): {
    readonly matches: boolean;
    addEventListener(event: "change", heard: () => void): void;
  };
  dispatchEvent(event: Event): void;
}

/**
 * Gives a page the colours that its reader has chosen, light or dark, and a
 * button that changes them. Who chooses what the system has follows the system
 * again.
 *
 * It runs in the reader's browser, before anything is painted: the book holds
 * this function's own text, so it may use nothing from outside of it.
 *
 * @param browser The window.
 */
export function keepTheme(browser: ThemeBrowser): void {
  const NAME = "spherereid-theme";
  const { dataset } = browser.document.documentElement;
  const scheme = browser.matchMedia("(prefers-color-scheme: dark)");

  function kept(): string | null {
    try {
      return browser.localStorage.getItem(NAME);
    } catch {
      return null; // a reader who keeps nothing
    }
  }

  function keep(theme: string | undefined): void {
    try {
      if (theme === undefined) browser.localStorage.removeItem(NAME);
      else browser.localStorage.setItem(NAME, theme);
    } catch { /* it holds for this page */ }
  }

  function isDark(): boolean {
    return dataset.theme === undefined
      ? scheme.matches
      : dataset.theme === "dark";
  }

  const before = kept();
  if (before === "light" || before === "dark") dataset.theme = before;

  browser.document.addEventListener("DOMContentLoaded", () => {
    const button = browser.document.getElementById("theme")!;
    const say = () => {
      button.setAttribute("aria-pressed", String(isDark()));
    };
    button.addEventListener("click", () => {
      const dark = !isDark();
      const theme = dark === scheme.matches
        ? undefined
        : dark
        ? "dark"
        : "light";
      if (theme === undefined) delete dataset.theme;
      else dataset.theme = theme;
      keep(theme);
      say();
      browser.dispatchEvent(new Event("themechange"));
    });
    scheme.addEventListener("change", say);
    say();
    button.hidden = false;
  });
}
