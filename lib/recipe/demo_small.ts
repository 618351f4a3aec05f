import { demo } from "./demo.ts";
import { type Preset, preset } from "./preset.ts";

/** The demo for engines without native arithmetic (wasm): a slim ResNet-50 on the same drawn pedestrians. */
export const demoSmall: Preset = preset({
  ...demo.recipe,
  name: "demo_small",
  about:
    "slim ResNet-50 on drawn pedestrians at 48x24, for wasm and slow machines",
  model: { ...demo.recipe.model, width: 0.25, embed: 256 },
  epochs: 15,
}, {
  ...demo.sources,
  "model.width": "kit: a quarter of the channels, for speed",
  "model.embed": "kit: a quarter of the paper's",
});
