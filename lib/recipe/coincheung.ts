import { paper } from "./paper.ts";
import { type Preset, preset } from "./preset.ts";

const CODE = "CoinCheung/SphereReID at e02c7b9";
const PYTORCH = `PyTorch's default, which ${CODE} keeps`;

/** SphereReID as its public re-implementation has it (CoinCheung/SphereReID): another schedule, erasing, last stride 1, the hardest 80 % of each batch. */
export const coincheung: Preset = preset({
  ...paper.recipe,
  name: "coincheung",
  about:
    "SphereReID as CoinCheung/SphereReID trains it, from random weights; its README tells rank-1 93.08, mAP 83.01",
  augment: {
    ...paper.recipe.augment,
    erase: { probability: 0.5, area: [0.02, 0.4], aspect: [0.3, 3.33] },
  },
  model: { ...paper.recipe.model, lastStride: 1 },
  sampler: {
    name: "balanced",
    persons: 16,
    images: 4,
    epochUnit: "identities",
  },
  loss: {
    name: "sphere",
    scale: 14,
    smoothing: 0,
    spread: "all",
    deviation: null,
    hardest: 0.8,
  },
  optimizer: {
    name: "adam",
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: 0,
  },
  schedule: { name: "coincheung", unit: "epoch", peak: 1e-3 },
  epochs: 150,
  evaluation: { batch: 64, flip: true },
}, {
  seed: "kit",
  data: `${CODE}: Market-1501; the folder's published name`,
  input: `${CODE}; it tests at 288x144, the kit at the training crop's size`,
  augment: `${CODE}; the kit draws the aspect evenly in its logarithm`,
  "model.form": `${CODE}: torchvision's`,
  "model.width": "ResNet-50",
  "model.lastStride": `${CODE}; it calls 1 its own addition`,
  "model.zeroResidual":
    `torchvision's default; ${CODE} starts from ImageNet weights`,
  "model.neck": `${CODE}: its only one`,
  "model.embed": CODE,
  "model.dropout": CODE,
  sampler: `${CODE}: 16 x 4, 46 batches an epoch on Market-1501`,
  "loss.name": CODE,
  "loss.scale": CODE,
  "loss.smoothing": `${CODE}: none`,
  "loss.spread": "kit: of no effect without smoothing",
  "loss.deviation": `${CODE}: Xavier's`,
  "loss.hardest": `${CODE}: 51 of 64`,
  "optimizer.name": CODE,
  "optimizer.beta1": PYTORCH,
  "optimizer.beta2": PYTORCH,
  "optimizer.epsilon": PYTORCH,
  "optimizer.weightDecay": PYTORCH,
  clip: `${CODE}: none`,
  accumulate: `${CODE}: one batch of 64 an update`,
  schedule: CODE,
  epochs: CODE,
  validation: `kit; ${CODE} holds nobody out`,
  "evaluation.batch": "kit: of no effect on the scores",
  "evaluation.flip":
    `${CODE}; it leaves the mean of both at its length, the kit makes it 1`,
});
