"""The opponent: each loss as PyTorch's users write it, timed on command.

The same inputs and the same words as loss_side.ts.

    python torch_losses.py THREADS LOSS BATCH EMBED CLASSES
"""

import json
import math
import pathlib
import sys
import time

import torch
import torch.nn.functional as F
from resident import resident_gb

sys.path.append(str(pathlib.Path(__file__).parent.parent / "golden"))
from formula import spread  # noqa: E402


def cosine(x, w):
    return F.linear(F.normalize(x), F.normalize(w))


def with_own(logits, label, change):
    place = label[:, None]
    return logits.scatter(1, place, change(logits.gather(1, place)))


def entropy(logits, label):
    return F.cross_entropy(logits, label, reduction="none")


def psi(c, m=4):
    theta = c.clamp(-1 + 1e-7, 1 - 1e-7).acos()
    k = (m * theta / math.pi).floor().detach()
    return (-1) ** k * (m * theta).cos() - 2 * k


def softmax(x, w, bias, label):
    return entropy(F.linear(x, w, bias), label)


def norm_softmax(x, w, scale, label):
    return entropy(scale * cosine(x, w), label)


def sphere(x, w, label):
    return entropy(14 * cosine(x, w), label)


def hard_sphere(x, w, label):
    values = sphere(x, w, label)
    kept, place = values.topk(int(0.8 * len(values)))
    return torch.zeros_like(values).scatter(0, place, kept * (len(values) / len(kept)))


def falling(phi):
    k = (phi / math.pi).floor().detach()
    return (-1) ** k * phi.cos() - 2 * k


def sphere_margin(kind):
    change = {
        "cosine": lambda c: c - 0.2,
        "angle": lambda c: falling(c.acos() + 0.2),
        "factor": lambda c: falling(1.2 * c.acos()),
    }[kind]
    return lambda x, w, label: entropy(14 * with_own(cosine(x, w), label, change), label)


def l_softmax(x, w, label):
    long = x.norm(dim=1, keepdim=True) * w.norm(dim=1)
    return entropy(with_own(cosine(x, w), label, psi) * long, label)


def a_softmax(x, w, label):
    long = x.norm(dim=1, keepdim=True)
    return entropy(with_own(cosine(x, w), label, psi) * long, label)


def cos_face(x, w, label):
    return entropy(64 * with_own(cosine(x, w), label, lambda c: c - 0.35), label)


def turned(c, m=0.5):
    return c * math.cos(m) - (1 - c * c).clamp(min=1e-12).sqrt() * math.sin(m)


def arc_face(x, w, label):
    return entropy(64 * with_own(cosine(x, w), label, turned), label)


def arc_face_through(x, w, label):
    through = lambda c: c + (turned(c) - c).detach()  # noqa: E731
    return entropy(64 * with_own(cosine(x, w), label, through), label)


def sub_centre(x, w, label):
    c = cosine(x, w.flatten(0, 1)).unflatten(1, w.shape[:2]).amax(2)
    return entropy(64 * with_own(c, label, turned), label)


def combined(x, w, label):
    change = lambda c: (c.acos() + 0.3).cos() - 0.2  # noqa: E731
    return entropy(64 * with_own(cosine(x, w), label, change), label)


def circle_weights(c, margin):
    up = (1 + margin - c).clamp(min=0).detach() * (c - (1 - margin))
    return up, (c + margin).clamp(min=0).detach() * (c - margin)


def circle_softmax(x, w, label):
    c = cosine(x, w)
    own = F.one_hot(label, len(w)).bool()
    return entropy(64 * torch.where(own, *circle_weights(c, 0.35)), label)


def ada_cos(x, w, label):
    return entropy(math.sqrt(2) * math.log(len(w) - 1) * cosine(x, w), label)


def ada_cos_dynamic(x, w, label):
    c = cosine(x, w)
    with torch.no_grad():
        scale = math.sqrt(2) * math.log(len(w) - 1)
        others = (scale * c).exp().scatter(1, label[:, None], 0).sum(1).mean()
        median = c.gather(1, label[:, None]).acos().median()
        scale = others.log() / median.clamp(max=math.pi / 4).cos()
    return entropy(scale * c, label)


def centre(x, w, label):
    return 0.5 * ((x - w[label]) ** 2).sum(1)


def pairs(label):
    same = label[:, None] == label
    return same & ~torch.eye(len(label), dtype=torch.bool), ~same


def distance(x):
    return torch.cdist(x, x, compute_mode="donot_use_mm_for_euclid_dist")


def batch_hard(x, label):
    own, other = pairs(label)
    d = distance(x)
    far = d.masked_fill(~own, -1).amax(1)
    return F.relu(far - d.masked_fill(~other, math.inf).amin(1) + 0.3)


def weighted(x, label):
    own, other = pairs(label)
    d = distance(x)
    far = (d.masked_fill(~own, -math.inf).softmax(1) * d).sum(1)
    return F.softplus(far - ((-d).masked_fill(~other, -math.inf).softmax(1) * d).sum(1))


def circle_pair(x, label):
    own, other = pairs(label)
    up, down = circle_weights(cosine(x, x), 0.25)
    near = (-128 * up).masked_fill(~own, -math.inf).logsumexp(1)
    return F.softplus(near + (128 * down).masked_fill(~other, -math.inf).logsumexp(1))


def softmax_triplet(x, pooled, w, label):
    return entropy(F.linear(x, w), label) + batch_hard(pooled, label)


CASES = {
    "softmax": (softmax, "embedding", "weight", "bias"),
    "normSoftmax, learnt scale": (norm_softmax, "embedding", "weight", "scale"),
    "sphere": (sphere, "embedding", "weight"),
    "sphere, the hardest 0.8": (hard_sphere, "embedding", "weight"),
    "sphereMargin, cosine": (sphere_margin("cosine"), "embedding", "weight"),
    "sphereMargin, angle": (sphere_margin("angle"), "embedding", "weight"),
    "sphereMargin, factor": (sphere_margin("factor"), "embedding", "weight"),
    "lSoftmax": (l_softmax, "embedding", "weight"),
    "aSoftmax": (a_softmax, "embedding", "weight"),
    "cosFace": (cos_face, "embedding", "weight"),
    "arcFace": (arc_face, "embedding", "weight"),
    "arcFace, straight-through": (arc_face_through, "embedding", "weight"),
    "subCentreArcFace": (sub_centre, "embedding", "centres"),
    "combinedMargin": (combined, "embedding", "weight"),
    "circleSoftmax": (circle_softmax, "embedding", "weight"),
    "adaCos": (ada_cos, "embedding", "weight"),
    "adaCos, dynamic": (ada_cos_dynamic, "embedding", "weight"),
    "centre": (centre, "embedding", "weight"),
    "softmaxTriplet": (softmax_triplet, "embedding", "pooled", "weight"),
    "batchHardTriplet": (batch_hard, "embedding"),
    "weightedTriplet": (weighted, "embedding"),
    "circlePair": (circle_pair, "embedding"),
}


def rows(name, count, size):
    whole = torch.empty(count, size)
    for start in range(0, count, 1000):
        block = spread(f"{name}.{start}", (min(1000, count - start), size))
        whole[start : start + 1000] = torch.from_numpy(block)
    return whole


def given(name, batch, embed, classes):
    if name == "scale":
        return torch.tensor(10.0, requires_grad=True)
    if name == "bias":
        return rows(name, classes, 1).flatten().requires_grad_()
    if name == "centres":
        return rows(name, 3 * classes, embed).view(classes, 3, embed).requires_grad_()
    return rows(name, classes if name == "weight" else batch, embed).requires_grad_()


def both(function, inputs, label):
    for tensor in inputs:
        tensor.grad = None
    per_sample = function(*inputs, label)
    value = per_sample.mean()
    value.backward()
    value.item()
    return per_sample


def length(gradient):
    # In float64, part by part: a float32 sum of ten million squares is off by 2e-4.
    parts = torch.atleast_1d(gradient).split(1000)
    return math.sqrt(sum(part.double().square().sum().item() for part in parts))


def forget_peak():
    try:
        pathlib.Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass  # not Linux: resident_gb() gives None there too


def case(inputs, batch, embed, classes):
    apart = max(1, classes // math.ceil(batch / 4))
    label = torch.arange(batch) // 4 * apart % classes
    return [given(name, batch, embed, classes) for name in inputs], label


def main():
    threads, name = int(sys.argv[1]), sys.argv[2]
    torch.set_num_threads(threads)
    function, *inputs = CASES[name]
    # A tiny one first, so that what torch makes once is not counted.
    both(function, *case(inputs, 8, 8, 8))
    tensors, label = case(inputs, *map(int, sys.argv[3:6]))
    before = resident_gb("VmRSS")
    loss = both(function, tensors, label).tolist()
    lengths = [length(tensor.grad) for tensor in tensors]
    said = {"name": f"torch {torch.__version__}", "loss": loss, "gradients": lengths}
    forget_peak()  # that of the timed runs counts
    print(json.dumps(said), flush=True)
    for line in sys.stdin:
        word, *count = line.split()
        if word == "end":
            break
        start = time.perf_counter()
        for _ in range(int(count[0])):
            both(function, tensors, label)
        print((time.perf_counter() - start) / int(count[0]), flush=True)
    peak = resident_gb("VmHWM")
    print(json.dumps(before and peak and peak - before), flush=True)


main()
