import { paper } from "./paper.ts";
import { type Preset, preset } from "./preset.ts";

const CODE = "michuanhaohao/reid-strong-baseline, configs/softmax_triplet.yml";
const PYTORCH = "PyTorch's default, which reid-strong-baseline keeps";

/** The "bag of tricks" baseline without its centre loss (BoT, arXiv 1903.07071): softmax on a BNNeck and triplet before it. */
export const bot: Preset = preset({
  ...paper.recipe,
  name: "bot",
  about:
    "BoT (arXiv 1903.07071) without centre loss as reid-strong-baseline trains it, from random weights",
  augment: {
    height: 256,
    width: 128,
    pad: 10,
    flip: 0.5,
    erase: { probability: 0.5, area: [0.02, 0.4], aspect: [0.3, 1 / 0.3] },
  },
  model: {
    ...paper.recipe.model,
    lastStride: 1,
    neck: "BN",
    embed: 2048,
    dropout: 0,
  },
  loss: {
    name: "softmaxTriplet",
    bias: false,
    smoothing: 0.1,
    spread: "all",
    deviation: 0.001,
    margin: 0.3,
    squared: false,
    hardest: null,
  },
  optimizer: {
    name: "adam",
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: 5e-4,
  },
  schedule: { name: "bot", unit: "epoch", peak: 3.5e-4 },
  epochs: 120,
  evaluation: { batch: 128, flip: false },
}, {
  seed: "kit",
  data: `${CODE}: market1501; the folder's published name`,
  input: `${CODE}; torchvision's ImageNet mean and deviation`,
  "augment.height": CODE,
  "augment.width": CODE,
  "augment.pad": CODE,
  "augment.flip": CODE,
  "augment.erase":
    `${CODE}; the kit draws the aspect evenly in its logarithm and writes 0, the mean colour, where the code writes the mean itself after normalisation`,
  "model.form":
    "kit: torchvision's; reid-strong-baseline's own ResNet has no ReLU after the first BN",
  "model.width": "ResNet-50",
  "model.lastStride": "reid-strong-baseline, config/defaults.py",
  "model.zeroResidual":
    "torchvision's default; reid-strong-baseline starts from ImageNet weights",
  "model.neck": "reid-strong-baseline: BNNeck, its bias frozen at 0",
  "model.embed": "the pooled feature's, of which the neck has no choice",
  "model.dropout": "the neck has none",
  sampler:
    `${CODE}: 16 x 4; each person's images are used up four by four, so about a pass over the images`,
  "loss.name": CODE,
  "loss.bias": "reid-strong-baseline, modeling/baseline.py",
  "loss.smoothing": `${CODE}: on; 0.1 in layers/triplet_loss.py`,
  "loss.spread": "reid-strong-baseline, layers/triplet_loss.py",
  "loss.deviation": "reid-strong-baseline, modeling/baseline.py",
  "loss.margin": "reid-strong-baseline, config/defaults.py",
  "loss.squared": "reid-strong-baseline, layers/triplet_loss.py",
  "loss.hardest": `${CODE}: all`,
  "optimizer.name": CODE,
  "optimizer.beta1": PYTORCH,
  "optimizer.beta2": PYTORCH,
  "optimizer.epsilon": PYTORCH,
  "optimizer.weightDecay": CODE,
  clip: `${CODE}: none`,
  accumulate: `${CODE}: one batch of 64 an update`,
  schedule: `${CODE}: 40, 70, warm-up over 10`,
  epochs: CODE,
  validation: "kit; reid-strong-baseline holds nobody out",
  "evaluation.batch": `${CODE}; of no effect on the scores`,
  "evaluation.flip": `${CODE}: none; the feature after the BN, cosine`,
});
