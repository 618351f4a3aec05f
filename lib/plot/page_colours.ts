const LIGHT = `
  --ground: #f4f5f7; --card: #ffffff; --ink: #22262b; --faint: #5b636d;
  --line: #d9dde2; --link: #0062a3; --mark: #fff0b8;
  --right: #1d7f2c; --wrong: #c0271d;
  --drawing: none; --blend: multiply;`;

const DARK = `
  --ground: #101317; --card: #1b1f24; --ink: #e3e6ea; --faint: #a4abb4;
  --line: #343a42; --link: #6db7f0; --mark: #54480f;
  --right: #5cc46c; --wrong: #ff8076;
  --drawing: invert(.9) hue-rotate(180deg); --blend: lighten;`;

/**
 * The colours of a page as custom properties, light or dark as the reader has
 * it, or as `data-theme` on the root element says; on paper always light.
 * `--drawing` and `--blend`, a filter and a blend mode, make a chart's picture
 * fit in.
 */
export const PAGE_COLOURS: string = `
:root { color-scheme: light; ${LIGHT}
}
@media screen and (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) { color-scheme: dark; ${DARK}
  }
}
@media screen {
  :root[data-theme="dark"] { color-scheme: dark; ${DARK}
  }
}
@media print {
  :root {
    --ground: #ffffff; --card: #ffffff; --ink: #000000; --faint: #444444;
    --line: #bbbbbb; --link: #000000; --mark: #eeeeee;
  }
}
`;
