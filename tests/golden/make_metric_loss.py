"""Golden values and gradients of the losses of pairs, centres and scales.

Run with PyTorch 2.13 and numpy:  python tests/golden/make_metric_loss.py
Writes metric_loss.json beside itself: float64, of float32 inputs by the formula.
The inputs are those of make_loss.py, with labels that make pairs.
"""

import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from formula import spread

BATCH, EMBED, CLASSES = 7, 6, 5
LABEL = torch.tensor([3, 0, 3, 3, 0, 1, 1])


def given(name, shape):
    values = spread(name, shape).astype(np.float32)
    return torch.from_numpy(values).double().requires_grad_()


def pairs():
    same = LABEL[:, None] == LABEL[None]
    return same & ~torch.eye(BATCH, dtype=torch.bool), ~same


def distance(x, squared):
    square = ((x[:, None] - x[None]) ** 2).sum(2)
    return square if squared else (square + 1e-12).sqrt()


def batch_hard(x, w, margin=0.3, squared=False):
    positive, negative = pairs()
    d = distance(x, squared)
    gap = d.masked_fill(~positive, -1).max(1).values - d.masked_fill(~negative, math.inf).min(1).values
    return F.softplus(gap) if margin == "soft" else F.relu(gap + margin)


def weighted(x, w, squared=False):
    positive, negative = pairs()
    d = distance(x, squared)
    own = (torch.softmax(d.masked_fill(~positive, -math.inf), 1) * d).sum(1)
    other = (torch.softmax((-d).masked_fill(~negative, -math.inf), 1) * d).sum(1)
    return F.softplus(own - other)


def centre(x, w):
    return 0.5 * ((x - w[LABEL]) ** 2).sum(1)


def circle_softmax(x, w, scale=64, margin=0.35):
    cosine = F.normalize(x) @ F.normalize(w).T
    own = F.one_hot(LABEL, CLASSES).bool()
    up = (1 + margin - cosine).clamp(min=0).detach()
    down = (cosine + margin).clamp(min=0).detach()
    logits = torch.where(own, up * (cosine - (1 - margin)), down * (cosine - margin))
    return F.cross_entropy(scale * logits, LABEL, reduction="none")


def circle_pair(x, w, scale=128, margin=0.25):
    positive, negative = pairs()
    cosine = F.normalize(x) @ F.normalize(x).T
    up = (1 + margin - cosine).clamp(min=0).detach()
    down = (cosine + margin).clamp(min=0).detach()
    own = (-scale * up * (cosine - (1 - margin))).masked_fill(~positive, -math.inf)
    other = (scale * down * (cosine - margin)).masked_fill(~negative, -math.inf)
    return F.softplus(own.logsumexp(1) + other.logsumexp(1))


def ada_cos(x, w, dynamic=False):
    cosine = F.normalize(x) @ F.normalize(w).T
    scale = math.sqrt(2) * math.log(CLASSES - 1)
    if dynamic:
        with torch.no_grad():
            own = F.one_hot(LABEL, CLASSES).bool()
            mean = (scale * cosine).exp().masked_fill(own, 0).sum(1).mean()
            median = torch.acos(cosine[own]).median()
            scale = mean.log() / torch.cos(median.clamp(max=math.pi / 4))
    return F.cross_entropy(scale * cosine, LABEL, reduction="none")


CASES = {
    "batchHardTriplet": (batch_hard, {}),
    "batchHardTriplet, margin 2": (batch_hard, {"margin": 2}),
    "batchHardTriplet, soft": (batch_hard, {"margin": "soft"}),
    "batchHardTriplet, soft, squared": (batch_hard, {"margin": "soft", "squared": True}),
    "weightedTriplet": (weighted, {}),
    "weightedTriplet, squared": (weighted, {"squared": True}),
    "centre": (centre, {}),
    "circleSoftmax": (circle_softmax, {}),
    "circleSoftmax, scale 4, margin 0.25": (circle_softmax, {"scale": 4, "margin": 0.25}),
    "circlePair": (circle_pair, {}),
    "circlePair, scale 4, margin 0.4": (circle_pair, {"scale": 4, "margin": 0.4}),
    "adaCos, fixed": (ada_cos, {}),
    "adaCos, dynamic": (ada_cos, {"dynamic": True}),
}


def case(fn, options):
    embedding, weight = given("embedding", (BATCH, EMBED)), given("weight", (CLASSES, EMBED))
    loss = fn(embedding, weight, **options)
    # Each sample counts differently, so that mixed-up rows would show.
    (loss * torch.arange(1, BATCH + 1)).sum().backward()
    found = {"loss": loss.detach(), "embedding": embedding.grad, "weight": weight.grad}
    return {"options": options} | {
        name: value.flatten().tolist() for name, value in found.items() if value is not None
    }


(pathlib.Path(__file__).parent / "metric_loss.json").write_text(
    json.dumps(
        {
            "made": f"tests/golden/make_metric_loss.py, PyTorch {torch.__version__.split('+')[0]}, float64",
            "batch": BATCH, "embed": EMBED, "classes": CLASSES, "label": LABEL.tolist(),
            "cases": {name: case(*found) for name, found in CASES.items()},
        },
        indent=1,
    ) + "\n"
)
