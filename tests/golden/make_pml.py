"""Values and gradients of pytorch-metric-learning's losses, for tests/loss/pml_test.ts.

Run with PyTorch 2.13, numpy and pytorch-metric-learning 2.9.0:
    python tests/golden/make_pml.py
Writes pml.json beside itself: float64, of random float32 batches, which it keeps.
"""

import json
import math
import pathlib

import torch
import pytorch_metric_learning
from pytorch_metric_learning import distances, losses, miners
from pytorch_metric_learning.reducers import DoNothingReducer

EMBED, CLASSES, CENTRES = 5, 4, 3
# Persons with two and more images each, and one with a single image.
BATCHES = {"nine": [0, 1, 0, 2, 1, 3, 2, 0, 1], "six": [2, 2, 0, 0, 1, 1]}
SIZES = {"num_classes": CLASSES, "embedding_size": EMBED}
torch.manual_seed(1)
EMBEDDING = {name: torch.randn(len(label), EMBED) for name, label in BATCHES.items()}
WEIGHT = torch.randn(CLASSES * CENTRES, EMBED)


def short(values):
    return [float(f"{value:.10g}") for value in values.flatten().tolist()]


def case(batch, make, weight=None, miner=None):
    label = torch.tensor(BATCHES[batch])
    embedding = EMBEDDING[batch].double().requires_grad_()
    loss = make(reducer=DoNothingReducer())
    found = {}
    if weight is not None:
        loss.W = torch.nn.Parameter(weight.double().T.contiguous())
    chosen = loss(embedding, label, miner(embedding, label) if miner else None)["loss"]
    values, place = chosen["losses"], chosen["indices"]
    anchor = place[0] if miner else place
    # One loss a triplet, those of anchors without one left out: 0 here.
    values = torch.zeros(len(label)).double().index_add(0, anchor, values.flatten())
    (values * torch.arange(1, len(label) + 1)).sum().backward()
    found["loss"], found["embedding"] = short(values.detach()), short(embedding.grad)
    if weight is not None:
        found["weight"] = short(loss.W.grad.T)
    return found


def classes(make, weight=WEIGHT[:CLASSES], **options):
    return lambda batch: case(batch, lambda **more: make(**SIZES, **options, **more), weight)


def triplet(squared, **options):
    # Its normalised embeddings are switched off; its mean leaves zeros out, ours does not.
    distance = distances.LpDistance(normalize_embeddings=False, power=2 if squared else 1)
    return lambda batch: case(
        batch,
        lambda **more: losses.TripletMarginLoss(distance=distance, **options, **more),
        miner=miners.BatchHardMiner(distance=distance),
    )


def pairs(m, gamma):
    return lambda batch: case(batch, lambda **more: losses.CircleLoss(m=m, gamma=gamma, **more))


CASES = {}
for m in (1, 2, 3, 4):
    CASES[f"lSoftmax, times {m}"] = classes(losses.LargeMarginSoftmaxLoss, margin=m)
    CASES[f"aSoftmax, times {m}"] = classes(losses.SphereFaceLoss, margin=m)
for s in (4, 20):
    CASES[f"normSoftmax, scale {s}"] = classes(losses.NormalizedSoftmaxLoss, temperature=1 / s)
for s, m in ((4, 0.2), (64, 0.35)):
    CASES[f"cosFace, scale {s}, margin {m}"] = classes(losses.CosFaceLoss, scale=s, margin=m)
for s, m in ((4, 0.5), (64, 0.5), (16, 1.5)):
    turn = math.degrees(m)
    CASES[f"arcFace, scale {s}, margin {m}"] = classes(losses.ArcFaceLoss, scale=s, margin=turn)
    CASES[f"subCentreArcFace, scale {s}, margin {m}"] = classes(
        losses.SubCenterArcFaceLoss, WEIGHT, scale=s, margin=turn, sub_centers=CENTRES
    )
for gamma, m in ((8, 0.4), (128, 0.25)):
    CASES[f"circlePair, scale {gamma}, margin {m}"] = pairs(m, gamma)
for squared in (False, True):
    name = "squared" if squared else "plain"
    CASES[f"batchHardTriplet, {name}, margin 0.3"] = triplet(squared, margin=0.3)
    CASES[f"batchHardTriplet, {name}, soft"] = triplet(squared, margin=0, smooth_loss=True)

head = {
    "made": f"tests/golden/make_pml.py, pytorch-metric-learning {pytorch_metric_learning.__version__}, float64",
    "embed": EMBED, "classes": CLASSES, "centres": CENTRES, "weight": short(WEIGHT),
    "batches": {name: {"label": label, "embedding": short(EMBEDDING[name])} for name, label in BATCHES.items()},
}
cases = ",\n".join(
    f"  {json.dumps(f'{name}, batch {batch}')}: {json.dumps(make(batch), separators=(',', ':'))}"
    for name, make in CASES.items()
    for batch in BATCHES
)
(pathlib.Path(__file__).parent / "pml.json").write_text(
    json.dumps(head)[:-1] + f', "cases": {{\n{cases}\n}}}}\n'
)
