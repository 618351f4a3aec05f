"""Golden values and gradients of every loss of tests/_kit/loss_table.ts, in batches of 1, 3 and 16.

Run with PyTorch 2.13 and numpy:  python tests/golden/make_batch_sizes.py
Writes batch_sizes.json beside itself: float64 to 8 digits, of float32 inputs by
the formula. The pooled feature is the embedding itself. A sample counts as its
place from 1 in the gradients' sum, so that mixed-up rows would show.
"""

import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from formula import spread

BATCHES, EMBED, CLASSES = (1, 3, 16), 4, 5
LABEL = torch.tensor([2, 0, 2, 2, 0, 1, 1, 4, 3, 0, 4, 2, 1, 3, 0, 2])


def cross_entropy(logits, y, smoothing=0.0, others=False):
    if not others:
        return F.cross_entropy(logits, y, reduction="none", label_smoothing=smoothing)
    target = torch.full_like(logits, smoothing / (CLASSES - 1))
    target[torch.arange(len(y)), y] = 1 - smoothing
    return -(target * F.log_softmax(logits, 1)).sum(1)


def softmax(**options):
    return lambda x, w, y: cross_entropy(x @ w.T, y, **options)


def cosines(x, w):
    return F.normalize(x) @ F.normalize(w).T


def norm(scale, **options):
    return lambda x, w, y: cross_entropy(scale * cosines(x, w), y, **options)


def margin(own, scale=1, long=()):
    def loss(x, w, y):
        cosine = cosines(x, w)
        row = torch.arange(len(y))
        logits = cosine.clone()
        logits[row, y] = own(torch.acos(cosine[row, y]))
        if "x" in long:
            logits = logits * x.norm(dim=1)[:, None]
        if "w" in long:
            logits = logits * w.norm(dim=1)
        return cross_entropy(scale * logits, y)

    return loss


def psi(m, lam=0):
    def own(theta):
        k = torch.clamp(torch.floor(m * theta.detach() / math.pi), max=m - 1)
        hard = (1 - 2 * (k % 2)) * torch.cos(m * theta) - 2 * k
        return (hard + lam * torch.cos(theta)) / (1 + lam)

    return own


def clamped(m):
    return lambda theta: torch.cos(torch.clamp(m * theta, max=math.pi))


def arc(m, rule="none", straight=False):
    def own(theta):
        cos, moved = torch.cos(theta), torch.cos(theta + m)
        if rule == "linear":
            moved = torch.where(theta + m < math.pi, moved, cos - m * math.sin(m))
        if rule == "easy":
            moved = torch.where(cos > 0, moved, cos)
        return moved.detach() + cos - cos.detach() if straight else moved

    return own


def combined(m1, m2, m3):
    return lambda theta: torch.cos(m1 * theta + m2) - m3


def falling(by=0, times=1):
    """Sphere loss with a margin: a turned angle whose cosine falls on beyond pi."""

    def own(theta):
        phi = times * theta + by
        k = torch.floor(phi.detach() / math.pi)
        return (1 - 2 * (k % 2)) * torch.cos(phi) - 2 * k

    return own


def both_ways(loss, count):
    """Several centres a class of one: itself, its opposite, itself again and so on."""

    def several(x, w, y):
        ways = [cosines(x, w if i % 2 == 0 else -w) for i in range(count)]
        return loss(torch.stack(ways, 2).max(2).values, y)

    return several


def arc_of_cosines(scale, own):
    def loss(cosine, y):
        row = torch.arange(len(y))
        logits = cosine.clone()
        logits[row, y] = own(torch.acos(cosine[row, y]))
        return cross_entropy(scale * logits, y)

    return loss


def circle_softmax(scale, m):
    def loss(x, w, y):
        cosine = cosines(x, w)
        up = (1 + m - cosine).clamp(min=0).detach() * (cosine - (1 - m))
        down = (cosine + m).clamp(min=0).detach() * (cosine - m)
        own = F.one_hot(y, CLASSES).bool()
        return cross_entropy(scale * torch.where(own, up, down), y)

    return loss


def of_pairs(between, anchor):
    """A loss of what lies between an anchor and its positives, and its negatives; 0 where either is missing."""

    def loss(x, w, y):
        table = between(x)
        values = []
        for i in range(len(y)):
            own = (y == y[i]) & (torch.arange(len(y)) != i)
            other = y != y[i]
            both = bool(own.any()) and bool(other.any())
            values.append(anchor(table[i][own], table[i][other]) if both else 0 * x.sum())
        return torch.stack(values)

    return loss


def distance(squared=False):
    def between(x):
        square = ((x[:, None] - x[None]) ** 2).sum(2)
        return square if squared else (square + 1e-12).sqrt()

    return between


def hard(m):
    def anchor(own, other):
        gap = own.max() - other.min()
        return F.softplus(gap) if m == "soft" else F.relu(gap + m)

    return anchor


def weighted(own, other):
    mean = lambda d, sign: (torch.softmax(sign * d, 0) * d).sum()
    return F.softplus(mean(own, 1) - mean(other, -1))


def circle_pair(scale, m):
    def anchor(own, other):
        up = (1 + m - own).clamp(min=0).detach() * (own - (1 - m))
        down = (other + m).clamp(min=0).detach() * (other - m)
        return F.softplus((-scale * up).logsumexp(0) + (scale * down).logsumexp(0))

    return of_pairs(lambda x: cosines(x, x), anchor)


def ada_cos(dynamic):
    def loss(x, w, y):
        cosine = cosines(x, w)
        scale = math.sqrt(2) * math.log(CLASSES - 1)
        if dynamic:
            with torch.no_grad():
                own = F.one_hot(y, CLASSES).bool()
                mean = (scale * cosine).exp().masked_fill(own, 0).sum(1).mean()
                median = torch.acos(cosine[own]).median()
                scale = max(0.1, (mean.log() / torch.cos(median.clamp(max=math.pi / 4))).item())
        return cross_entropy(scale * cosine, y)

    return loss


def ohem(loss, fraction):
    def hardest(x, w, y):
        values = loss(x, w, y)
        kept = max(1, math.floor(len(y) * fraction))
        share = torch.zeros_like(values)
        share[values.detach().topk(kept).indices] = len(y) / kept
        return values * share

    return hardest


def total(*losses):
    return lambda x, w, y: sum(loss(x, w, y) for loss in losses)


def cases():
    yield "softmax", softmax()
    yield "softmax, smoothing 0.1 over all", softmax(smoothing=0.1)
    yield "softmax, smoothing 0.1 over the others", softmax(smoothing=0.1, others=True)
    for s in (1, 10, 64):
        yield f"normSoftmax, scale {s}", norm(s)
    yield "normSoftmax, scale 10, smoothing 0.1 over the others", norm(10, smoothing=0.1, others=True)
    yield "normSoftmax, learnt from 10", norm(10)
    yield "sphere", norm(14)
    yield "sphere, smoothing 0.2 over all", norm(14, smoothing=0.2)
    for m, lam in ((2, 0), (3, 0), (4, 0), (4, 5)):
        yield f"lSoftmax, times {m}, lambda {lam}", margin(psi(m, lam), long="xw")
        yield f"aSoftmax, times {m}, lambda {lam}", margin(psi(m, lam), long="x")
    for m in (1.5, 4):
        yield f"aSoftmax, times {m}, clamped", margin(clamped(m), long="x")
    for s, m in ((4, 0.2), (64, 0.35)):
        yield f"cosFace, scale {s}, margin {m}", margin(lambda theta, m=m: torch.cos(theta) - m, s)
    for s, m in ((8, 1.5), (64, 0.5)):
        for rule in ("none", "linear", "easy"):
            for slope in ("exact", "straight-through"):
                yield f"arcFace, scale {s}, margin {m}, {rule}, {slope}", margin(arc(m, rule, slope != "exact"), s)
    for s, m in ((14, 0.2), (64, 1.2)):
        yield f"sphereMargin, scale {s}, cosine {m}", margin(lambda theta, m=m: torch.cos(theta) - m, s)
        yield f"sphereMargin, scale {s}, angle {m}", margin(falling(m), s)
        yield f"sphereMargin, scale {s}, factor {m}", margin(falling(times=1 + m), s)
    for s, m, count in ((8, 1.5, 2), (64, 0.5, 3)):
        for rule in ("none", "linear", "easy"):
            for slope in ("exact", "straight-through"):
                yield (
                    f"subCentreArcFace, scale {s}, margin {m}, {rule}, {slope}, centres {count}",
                    both_ways(arc_of_cosines(s, arc(m, rule, slope != "exact")), count),
                )
    for s, ms in ((4, (1, 0.3, 0.2)), (64, (1, 0.3, 0.2)), (64, (0.9, 0.4, 0.15)), (64, (1.35, 0, 0))):
        yield f"combinedMargin, scale {s}, {ms[0]} {ms[1]} {ms[2]}", margin(combined(*ms), s)
    for s, m in ((4, 0.25), (64, 0.35)):
        yield f"circleSoftmax, scale {s}, margin {m}", circle_softmax(s, m)
    for s, m in ((8, 0.4), (128, 0.25)):
        yield f"circlePair, scale {s}, margin {m}", circle_pair(s, m)
    for name, dynamic in (("fixed", False), ("dynamic", True)):
        yield f"adaCos, {name}", ada_cos(dynamic)
    for m in (0.3, 2, "soft"):
        for squared in (False, True):
            yield f"batchHardTriplet, {m}{', squared' * squared}", of_pairs(distance(squared), hard(m))
    for squared in (False, True):
        yield f"weightedTriplet{', squared' * squared}", of_pairs(distance(squared), weighted)
    yield "centre", lambda x, w, y: 0.5 * ((x - w[y]) ** 2).sum(1)
    triplet = of_pairs(distance(), hard(0.3))
    soft = of_pairs(distance(), hard("soft"))
    yield "softmaxTriplet", total(softmax(), triplet)
    yield "softmaxTriplet, soft, smoothing 0.1", total(softmax(smoothing=0.1), soft)
    yield "ohem sphere, 0.5", ohem(norm(14), 0.5)
    yield "ohem softmaxTriplet, 0.75", ohem(total(softmax(), triplet), 0.75)


def given(name, shape):
    values = spread(name, shape).astype(np.float32)
    return torch.from_numpy(values).double().requires_grad_()


def golden(loss, batch):
    x, w = given("embedding", (batch, EMBED)), given("weight", (CLASSES, EMBED))
    values = loss(x, w, LABEL[:batch])
    (values * torch.arange(1, batch + 1)).sum().backward()
    found = {"loss": values.detach(), "embedding": x.grad, "weight": w.grad}
    return {
        name: [float(f"{number:.8g}") for number in value.flatten().tolist()]
        for name, value in found.items() if value is not None
    }


head = {
    "made": f"tests/golden/make_batch_sizes.py, PyTorch {torch.__version__.split('+')[0]}, float64",
    "embed": EMBED, "classes": CLASSES, "label": LABEL.tolist(),
}
lines = [f'  {json.dumps(name)}: {json.dumps({n: golden(loss, n) for n in BATCHES})}' for name, loss in cases()]
(pathlib.Path(__file__).parent / "batch_sizes.json").write_text(
    json.dumps(head)[:-1] + ',\n "cases": {\n' + ",\n".join(lines) + "\n }\n}\n"
)
