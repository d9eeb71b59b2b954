#!/usr/bin/env python3
"""What the decoders of DCMTK and GDCM make of every frame in a folder of DICOM files.

Writes a line per file: the name below the folder, the number of frames, and the SHA-256 of the native pixels of all frames in
little endian, each frame beginning with the first bit of a byte. Made with DCMTK 3.6.7, GDCM 3.0.21 and pydicom 2.3.1:

    src/test/python/frame_digests.py FOLDER > src/test/resources/io/isthmus/pixel/codec/frame-digests.txt
"""
import glob
import hashlib
import os
import subprocess
import sys
import tempfile

import pydicom

NATIVE = ["dcmconv", "--write-xfer-little"]
DCMDJPEG = ["dcmdjpeg", "--color-by-pixel"]
DCMDJPLS = ["dcmdjpls", "--color-by-pixel"]
GDCM = ["gdcmconv", "--raw"]
DECODERS = {
    "1.2.840.10008.1.2": NATIVE,
    "1.2.840.10008.1.2.1": NATIVE,
    "1.2.840.10008.1.2.1.99": NATIVE,
    "1.2.840.10008.1.2.2": NATIVE,
    "1.2.840.10008.1.2.4.50": DCMDJPEG,
    "1.2.840.10008.1.2.4.51": DCMDJPEG,
    "1.2.840.10008.1.2.4.53": DCMDJPEG,
    "1.2.840.10008.1.2.4.55": DCMDJPEG,
    "1.2.840.10008.1.2.4.57": DCMDJPEG,
    "1.2.840.10008.1.2.4.70": DCMDJPEG,
    "1.2.840.10008.1.2.4.80": DCMDJPLS,
    "1.2.840.10008.1.2.4.81": DCMDJPLS,
    "1.2.840.10008.1.2.4.90": GDCM,
    "1.2.840.10008.1.2.4.91": GDCM,
    "1.2.840.10008.1.2.5": ["dcmdrle"],
}


def pixels(dataset):
    for keyword in ("PixelData", "FloatPixelData", "DoubleFloatPixelData"):
        if keyword in dataset:
            return dataset[keyword].value
    return None


def frames(dataset):
    shared = dataset.PhotometricInterpretation.endswith("_422") and dataset.SamplesPerPixel == 3
    samples = 2 if shared else dataset.SamplesPerPixel
    bits = dataset.Rows * dataset.Columns * samples * dataset.BitsAllocated
    count = int(dataset.get("NumberOfFrames") or 1)
    data = pixels(dataset)
    if len(data) * 8 < bits * count:
        raise ValueError("too few pixels")
    for frame in range(count):
        first = frame * bits
        if bits % 8 == 0:
            yield data[first // 8 : (first + bits) // 8]
        else:
            value = int.from_bytes(data[first // 8 : (first + bits + 7) // 8], "little")
            value = value >> first % 8 & (1 << bits) - 1
            yield value.to_bytes((bits + 7) // 8, "little")


def decoded(path, syntax, folder):
    out = os.path.join(folder, "decoded.dcm")
    outcome = subprocess.run([*DECODERS[syntax], path, out], capture_output=True, check=False)
    if outcome.returncode != 0 and DECODERS[syntax] is not GDCM:
        outcome = subprocess.run([*GDCM, path, out], capture_output=True, check=False)
    if outcome.returncode != 0:
        raise ValueError("decoder: " + outcome.stderr.decode(errors="replace").strip()[-120:])
    return pydicom.dcmread(out)


def main(root):
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(glob.glob(os.path.join(root, "**", "*.dcm"), recursive=True)):
            name = os.path.relpath(path, root)
            try:
                syntax = pydicom.dcmread(path, stop_before_pixels=True).file_meta.TransferSyntaxUID
                if syntax not in DECODERS or pixels(pydicom.dcmread(path)) is None:
                    continue
                digest = hashlib.sha256()
                count = 0
                for frame in frames(decoded(path, syntax, folder)):
                    digest.update(frame)
                    count += 1
                print(name, count, digest.hexdigest())
            except Exception as fault:  # whatever the tools stumble over has no digest
                print(name, fault, file=sys.stderr)


main(sys.argv[1])
