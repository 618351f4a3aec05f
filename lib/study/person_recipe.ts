import { presets, type Recipe } from "../recipe/mod.ts";

/** What all rows on drawn pedestrians share: the drawings of recipe demo_small and a net and length that end in a minute on 2 cores. */
export const personRecipe: Recipe = {
  ...presets.demo_small.recipe,
  name: "persons",
  about: "slim ResNet-50 on drawn pedestrians, for comparing losses",
  schedule: { name: "cosine", unit: "step", peak: 3e-3 },
  epochs: 10,
  validation: { persons: 0, every: 10 },
};

/** The same in seconds: few drawn persons, tiny pictures, a very slim net. */
export const quickPersonRecipe: Recipe = {
  ...personRecipe,
  name: "persons_quick",
  about: "a few steps on a few drawn pedestrians: that all of it runs",
  data: {
    kind: "drawn",
    persons: 6,
    testPersons: 3,
    camerasPerPerson: 3,
    imagesPerCamera: 2,
    distractors: 2,
    junk: 2,
    height: 64,
    width: 32,
    seed: 1,
    lookAlikes: 0.2,
    cameraStrength: 1,
    occlusion: 0.25,
  },
  input: { ...personRecipe.input, height: 32, width: 16 },
  augment: { ...personRecipe.augment, height: 36, width: 18 },
  model: { ...personRecipe.model, width: 0.0625, embed: 16 },
  sampler: { name: "balanced", persons: 3, images: 2, epochUnit: "images" },
  epochs: 1,
  evaluation: { batch: 16, flip: false },
};
