"""The opponent: a torch DataLoader over JPEG files with PIL, timed on command.

The transforms of the kit's loader: decode, RGB, resize by Pillow's bilinear,
crop at random, mirror half of them, divide by 255, subtract ImageNet's mean,
divide by its deviation. As many worker processes as there are cores, which
stay from one epoch to the next. Reads one word a line from stdin; "go" loads
every file of LIST once and prints the seconds, "end" leaves.

    python torch_loader.py LIST BATCH HEIGHT WIDTH WORKERS
"""

import random
import sys
import time

import numpy as np
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


class Images(Dataset):
    """One normalised, varied image a path, channels first."""

    def __init__(self, paths, height, width):
        self.paths, self.height, self.width = paths, height, width

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        larger = (self.width * 9 // 8, self.height * 9 // 8)
        image = Image.open(self.paths[index]).convert("RGB")
        image = image.resize(larger, Image.Resampling.BILINEAR)
        left = random.randint(0, larger[0] - self.width)
        top = random.randint(0, larger[1] - self.height)
        image = image.crop((left, top, left + self.width, top + self.height))
        if random.random() < 0.5:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        pixels = (np.asarray(image, np.float32) / 255 - MEAN) / STD
        return torch.from_numpy(pixels.transpose(2, 0, 1).copy()), index


def main():
    batch, height, width, workers = map(int, sys.argv[2:6])
    with open(sys.argv[1]) as file:
        paths = file.read().splitlines()
    torch.set_num_threads(1)
    loader = DataLoader(
        Images(paths, height, width),
        batch_size=batch,
        shuffle=True,
        drop_last=True,
        num_workers=workers,
        persistent_workers=True,
    )
    print(f"torch {torch.__version__} DataLoader, {workers} workers", flush=True)
    for line in sys.stdin:
        if line.strip() != "go":
            break
        start = time.perf_counter()
        images = sum(len(image) for image, _ in loader)
        print((time.perf_counter() - start) / images, flush=True)
    print("null", flush=True)  # memory is not compared


if __name__ == "__main__":
    main()
