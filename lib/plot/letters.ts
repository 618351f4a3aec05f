import { fileURLToPath } from "node:url";

const FILES = [
  import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
  import.meta.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
];

/** The letters of every picture: those of an npm package, whatever the machine has. */
export function letters() {
  return {
    loadSystemFonts: false,
    fontFiles: FILES.map((file) => fileURLToPath(file)),
    defaultFontFamily: "DejaVu Sans",
  };
}
