#!/usr/bin/env python3
"""What the decoders of DCMTK and GDCM make of every frame in a folder of DICOM files.

Writes a line per file: the name below the folder, the number of frames, and the SHA-256 of the native pixels of all frames in
little endian, each frame beginning with the first bit of a byte. DCMTK is told to believe a JFIF or Adobe marker of a lossy JPEG
codestream rather than the data set, which calls colours RGB that are not. Where GDCM gives a byte for each single bit, or leaves negative
samples of a JPEG 2000 codestream without sign, that is undone. HTJ2K is decoded by grk_decompress, JPEG XL by djxl. Made with DCMTK
3.6.7, GDCM 3.0.21, Grok 10.0.5, libjxl 0.7.0 and pydicom 2.3.1:

    src/test/python/frame_digests.py FOLDER > src/test/resources/io/isthmus/pixel/codec/frame-digests.txt
"""
import glob
import hashlib
import os
import struct
import subprocess
import sys
import tempfile

import pydicom
import pydicom.encaps

NATIVE = ["dcmconv", "--write-xfer-little"]
DCMDJPEG = ["dcmdjpeg", "--color-by-pixel"]
BY_MARKER = "--conv-guess-lossy"
DCMDJPLS = ["dcmdjpls", "--color-by-pixel"]
GDCM = ["gdcmconv", "--raw"]
GROK = ["grk_decompress", "-i", "frame.j2k", "-o", "frame.ppm"]
MULTI_FRAME = "1.2.840.10008.5.1.4.1.1.7.2"
DJXL = ["djxl", "frame.jxl", "frame.ppm"]
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
    "1.2.840.10008.1.2.4.110": DJXL,
    "1.2.840.10008.1.2.4.111": DJXL,
    "1.2.840.10008.1.2.4.112": DJXL,
    "1.2.840.10008.1.2.4.201": GROK,
    "1.2.840.10008.1.2.4.202": GROK,
    "1.2.840.10008.1.2.4.203": GROK,
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


def as_described(native, stored):
    """What GDCM gives, in the bits and with the signs that the data set has."""
    if stored.BitsAllocated == 1 and native.BitsAllocated == 8:
        native.PixelData = b"".join(packed(frame) for frame in frames(native))
        native.BitsAllocated = 8
        native.Columns, native.Rows, native.SamplesPerPixel = (stored.Rows * stored.Columns + 7) // 8, 1, 1
    elif stored.PixelRepresentation == 1 and stored.BitsAllocated == 16:
        half = 1 << stored.BitsStored - 1
        count = len(native.PixelData) // 2
        samples = struct.unpack("<%dH" % count, native.PixelData)
        native.PixelData = struct.pack("<%dh" % count, *[((s & 2 * half - 1) ^ half) - half for s in samples])
    return native


def packed(samples):
    bits = sum(1 << place for place, sample in enumerate(samples) if sample)
    return bits.to_bytes((len(samples) + 7) // 8, "little")


def by_codestream(path, command, folder):
    """Pictures of 8 bits and three colours, by a tool that knows no DICOM."""
    dataset = pydicom.dcmread(path)
    native = b""
    count = int(dataset.get("NumberOfFrames") or 1)
    for frame in pydicom.encaps.generate_pixel_data_frame(dataset.PixelData, count):
        for name in command:
            if name.startswith("frame.j"):
                with open(os.path.join(folder, name), "wb") as codestream:
                    codestream.write(frame)
        subprocess.run(command, cwd=folder, capture_output=True, check=True)
        with open(os.path.join(folder, "frame.ppm"), "rb") as portable:
            native += portable.read()[-dataset.Rows * dataset.Columns * 3 :]
    dataset.PixelData = native
    dataset.PhotometricInterpretation = "RGB"
    return dataset


def of_a_known_class(path, folder):
    """GDCM reads no picture of a SOP class that it does not know; what the picture is does not depend on that."""
    dataset = pydicom.dcmread(path)
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = MULTI_FRAME
    renamed = os.path.join(folder, "renamed.dcm")
    dataset.save_as(renamed)
    return renamed


def states_colours(path):
    dataset = pydicom.dcmread(path)
    codestream = next(pydicom.encaps.generate_pixel_data_frame(dataset.PixelData, int(dataset.get("NumberOfFrames") or 1)))
    return b"JFIF\0" in codestream[:32] or b"Adobe" in codestream[:64]


def decoded(path, syntax, folder):
    if DECODERS[syntax] in (GROK, DJXL):
        return by_codestream(path, DECODERS[syntax], folder)
    out = os.path.join(folder, "decoded.dcm")
    command = DECODERS[syntax]
    if command is DCMDJPEG and states_colours(path):
        command = [*command, BY_MARKER]
    outcome = subprocess.run([*command, path, out], capture_output=True, check=False)
    if outcome.returncode != 0 and DECODERS[syntax] is not GDCM:
        outcome = subprocess.run([*GDCM, path, out], capture_output=True, check=False)
    if outcome.returncode != 0:
        outcome = subprocess.run([*GDCM, of_a_known_class(path, folder), out], capture_output=True, check=False)
    if outcome.returncode != 0:
        raise ValueError("decoder: " + outcome.stderr.decode(errors="replace").strip()[-120:])
    native = pydicom.dcmread(out)
    return as_described(native, pydicom.dcmread(path)) if DECODERS[syntax] is GDCM else native


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
