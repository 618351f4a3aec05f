"""Golden values and gradients of the losses with a margin.

Run with PyTorch 2.13 and numpy:  python tests/golden/make_margin.py
Writes margin.json beside itself: float64, of float32 inputs by the formula.
"""

import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from formula import spread

BATCH, EMBED, CLASSES = 5, 6, 7
LABEL = torch.tensor([3, 0, 6, 3, 1])
BATCHES = {1: [4], 12: [0, 1, 2, 3, 4, 5, 6, 6, 0, 3, 3, 3]}


def psi(theta, m):
    k = torch.clamp(torch.floor(m * theta.detach() / math.pi), max=m - 1)
    return (1 - 2 * (k % 2)) * torch.cos(m * theta) - 2 * k


def softened(fn, lam):
    return lambda theta: (fn(theta) + lam * torch.cos(theta)) / (1 + lam)


def arc(m, rule="none", straight=False):
    def own(theta):
        cos = torch.cos(theta)
        moved = torch.cos(theta + m)
        if rule == "linear":
            moved = torch.where(theta + m < math.pi, moved, cos - m * math.sin(m))
        if rule == "easy":
            moved = torch.where(cos > 0, moved, cos)
        return moved.detach() + cos - cos.detach() if straight else moved

    return own


def combined(m1, m2, m3):
    return lambda theta: torch.cos(m1 * theta + m2) - m3


def scaled(scale, own):
    return {"scale": scale, "own": own}


CASES = {}
for m in (1, 2, 3, 4):
    for lam in (0, 5):
        own = softened(lambda theta, m=m: psi(theta, m), lam)
        CASES[f"lSoftmax, times {m}, lambda {lam}"] = {"lengths": "both", "own": own}
        CASES[f"aSoftmax, times {m}, lambda {lam}"] = {"lengths": "embedding", "own": own}
CASES["aSoftmax, times 1.5, clamped"] = {
    "lengths": "embedding",
    "own": lambda theta: torch.cos(torch.clamp(1.5 * theta, max=math.pi)),
}
for s, m in ((4, 0.2), (30, 0.35), (64, 0.35)):
    CASES[f"cosFace, scale {s}, margin {m}"] = scaled(s, lambda theta, m=m: torch.cos(theta) - m)
for s, m in ((4, 0.5), (30, 0.3), (64, 0.5), (16, 1.5)):
    for rule in ("none", "linear", "easy"):
        for straight in (False, True):
            name = "straight-through" if straight else "exact"
            CASES[f"arcFace, scale {s}, margin {m}, {rule}, {name}"] = scaled(s, arc(m, rule, straight))
for s in (4, 64):
    for ms in ((1, 0.3, 0.2), (0.9, 0.4, 0.15), (1.35, 0, 0)):
        CASES[f"combined, scale {s}, {ms[0]} {ms[1]} {ms[2]}"] = scaled(s, combined(*ms))




def sphere_margin(kind, m):
    def own(theta):
        if kind == "cosine":
            return torch.cos(theta) - m
        phi = theta + m if kind == "angle" else (1 + m) * theta
        k = torch.floor(phi.detach() / math.pi)
        return (1 - 2 * (k % 2)) * torch.cos(phi) - 2 * k

    return own


for s, m in ((4, 0.5), (14, 0.2), (64, 1.2)):
    for kind in ("cosine", "angle", "factor"):
        CASES[f"sphereMargin, scale {s}, {kind} {m}"] = scaled(s, sphere_margin(kind, m))
for s, m, count in ((4, 0.5, 3), (64, 0.5, 3), (16, 1.5, 2)):
    for rule in ("none", "linear", "easy"):
        for straight in (False, True):
            name = "straight-through" if straight else "exact"
            CASES[f"subCentreArcFace, scale {s}, margin {m}, {rule}, {name}, centres {count}"] = {
                **scaled(s, arc(m, rule, straight)), "centres": count,
            }
for name in (
    "lSoftmax, times 4, lambda 5",
    "aSoftmax, times 4, lambda 5",
    "cosFace, scale 30, margin 0.35",
    "arcFace, scale 64, margin 0.5, none, exact",
    "combined, scale 64, 1 0.3 0.2",
    "sphereMargin, scale 14, cosine 0.2",
    "sphereMargin, scale 14, angle 0.2",
    "sphereMargin, scale 14, factor 0.2",
    "subCentreArcFace, scale 64, margin 0.5, none, exact, centres 3",
):
    for size, label in BATCHES.items():
        CASES[f"{name}, batch {size}"] = {**CASES[name], "label": label}


def given(name, shape):
    values = spread(name, shape).astype(np.float32)
    return torch.from_numpy(values).double().requires_grad_()


def case(options):
    label = torch.tensor(options["label"]) if "label" in options else LABEL
    batch, count = len(label), options.get("centres", 1)
    embedding = given("embedding", (batch, EMBED))
    weight = given("weight", (CLASSES * count, EMBED))
    cosine = F.normalize(embedding) @ F.normalize(weight).T
    cosine = cosine.view(batch, CLASSES, count).max(dim=2).values
    row = torch.arange(batch)
    own = options["own"](torch.acos(cosine[row, label]))
    logits = cosine.clone()
    logits[row, label] = own
    lengths = options.get("lengths")
    if lengths:
        logits = logits * embedding.norm(dim=1)[:, None]
    if lengths == "both":
        logits = logits * weight.norm(dim=1)
    logits = logits * options.get("scale", 1)
    loss = F.cross_entropy(logits, label, reduction="none")
    # Each sample counts differently, so that mixed-up rows would show.
    (loss * torch.arange(1, batch + 1)).sum().backward()
    found = {"loss": loss.detach(), "embedding": embedding.grad, "weight": weight.grad}
    numbers = {name: short(value) for name, value in found.items()}
    return {**{name: options[name] for name in ("label", "centres") if name in options}, **numbers}


def short(values):
    return [float(f"{value:.10g}") for value in values.flatten().tolist()]


def line(entry):
    """Every list on a line of its own, without spaces."""
    return json.dumps(entry, separators=(",", ":")).replace("],", "],\n  ").replace(",\"loss", ",\n  \"loss")


cases = ",\n".join(f"  {json.dumps(name)}: {line(case(options))}" for name, options in CASES.items())
head = {
    "made": f"tests/golden/make_margin.py, PyTorch {torch.__version__.split('+')[0]}, float64",
    "batch": BATCH, "embed": EMBED, "classes": CLASSES, "label": LABEL.tolist(),
}
(pathlib.Path(__file__).parent / "margin.json").write_text(
    json.dumps(head)[:-1] + f', "cases": {{\n{cases}\n}}}}\n'
)
