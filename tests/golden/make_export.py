"""Golden unit embeddings of drawn pedestrians, for the exported models.

Run with PyTorch 2.13, numpy and Pillow:  python tests/golden/make_export.py
Writes export.safetensors beside itself: for each form and neck, with last
stride 2 for one form and 1 for the next, the unit embeddings of the pictures
in pedestrians/ (in the order of their names), computed in float64 from the
weights of formula.py. The pictures were drawn by the kit at the size that the
network takes, so nothing is resized.
"""

import numpy as np
import torch
from PIL import Image

from formula import weight
from make_resnet import HERE, save
from sphere_reid import SphereReid

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
CAFFE_MEAN = (103.939, 116.779, 123.68)
WIDTH, EMBED = 1 / 16, 8


def pixels(form):
    """[image, channel, row, column] as the form's ImageNet weights want them."""
    paths = sorted((HERE / "pedestrians").glob("*.png"))
    rgb = np.stack([np.asarray(Image.open(path).convert("RGB")) for path in paths])
    if form == "caffe":
        value = rgb[..., ::-1].astype(np.float64) - CAFFE_MEAN
    else:
        value = (rgb / 255 - MEAN) / STD
    return torch.from_numpy(value.transpose(0, 3, 1, 2).copy())


def main():
    torch.set_num_threads(1)
    found = {}
    for at, form in enumerate(("torchvision", "caffe", "bot")):
        for number, neck in enumerate(("A", "B", "C", "D", "BN")):
            stride = 1 + (at + number) % 2
            net = SphereReid(form, stride, WIDTH, neck, EMBED, 0)
            with torch.no_grad():
                for name, entry in net.state_dict().items():
                    if not name.endswith("num_batches_tracked"):
                        entry.copy_(torch.from_numpy(weight(name, tuple(entry.shape))))
                unit = net.double().eval().unit(pixels(form))
            found[f"{form}/{neck}/{stride}"] = unit.numpy()
            print(form, neck, stride, tuple(unit.shape))
    save(HERE / "export.safetensors", found)


if __name__ == "__main__":
    main()
