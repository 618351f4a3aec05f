import * as tf from "@tensorflow/tfjs";
import { useEngine } from "@spherereid/kit/engine";
import { criterionOf, modelOf, optimizerOf } from "@spherereid/kit/run";
import { presets } from "@spherereid/kit/recipe";
import { random } from "@spherereid/kit/random";
import { createLearner, createStep } from "@spherereid/kit/train";
import process from "node:process";
const cpu = () => {
  const u = process.cpuUsage();
  return (u.user + u.system) / 1e6;
};
const modes = (Deno.args[0] ?? "compiled,eager").split(",");
const rounds = Number(Deno.args[1] ?? 3);
const batch = Number(Deno.args[2] ?? 16);
const H = Number(Deno.args[3] ?? 256), W = H / 2;
await useEngine("tensorflow", {
  intraOpThreads: Number(Deno.env.get("INTRA") ?? 0) || undefined,
  interOpThreads: Number(Deno.env.get("INTER") ?? 0) || undefined,
});
const binding = (tf.backend() as any).binding;
const R = { ...presets.paper.recipe } as any;
if (Deno.env.get("OPT") === "sgd") {
  R.optimizer = { name: "sgd", momentum: 0.9, nesterov: false, weightDecay: 0 };
}
const [model, criterion, optimizer] = [
  modelOf(R),
  criterionOf(R),
  optimizerOf(R),
];
const rng = random(1);
const trunk = model.init(rng.split("model"));
const head = criterion.init(rng.split("loss"), {
  classes: 751,
  embed: model.neck.embed,
  feature: model.backbone.features,
});
const v = rng.split("image");
const image = Float32Array.from(
  { length: batch * H * W * 3 },
  () => v.normal(),
);
const label = Int32Array.from({ length: batch }, () => v.int(751));
const host = {
  image,
  shape: [batch, H, W, 3] as const,
  label,
  samples: Array.from(label, (person) => ({ path: "", person, camera: 1 })),
};
const sides = modes.map((m) => {
  const learner = createLearner({
    params: { ...trunk.params, ...head.params },
    state: { ...trunk.state, ...head.state },
  }, optimizer);
  return {
    m,
    learner,
    step: createStep({ model, criterion, optimizer }, learner, {
      compiled: m === "compiled",
    }),
    times: [] as number[],
    cpus: [] as number[],
    losses: [] as number[],
    n: 0,
  };
});
for (let r = -1; r < rounds; r++) {
  for (const s of sides) {
    const c0 = cpu();
    const t = performance.now();
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    const { loss } = await s.step([host], {
      step: s.n,
      rate: 1e-4,
      random: rng.split("step", s.n),
    });
    s.n++;
    clearInterval(timer);
    const sec = (performance.now() - t) / 1000;
    const cs = cpu() - c0;
    if (r >= 0) {
      s.times.push(sec);
      s.cpus.push(cs);
    }
    s.losses.push(loss);
    console.log(
      r,
      s.m,
      sec.toFixed(3),
      "s cpu",
      cs.toFixed(3),
      (batch / sec).toFixed(2),
      "img/s loss",
      loss,
      "rss",
      (Deno.memoryUsage().rss / 1e9).toFixed(2),
      "ticks",
      ticks,
      "handles",
      binding.getNumOfTensors(),
    );
  }
}
for (const s of sides) {
  const m = s.times.toSorted((a, b) => a - b)[s.times.length >> 1]!;
  const c = s.cpus.toSorted((a, b) => a - b)[s.cpus.length >> 1]!;
  console.log(
    s.m,
    "cpu median",
    c.toFixed(3),
    "median",
    m.toFixed(3),
    (batch / m).toFixed(2),
    "img/s",
  );
}
