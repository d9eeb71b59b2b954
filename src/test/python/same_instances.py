"""Holds received instances against the originals of the same SOP Instance UID: the same data set and the same pixel bytes.

same_instances.py ORIGINALS RECEIVED  ->  a line for each difference, and one that counts; exit status 1 if there was any.
ORIGINALS has PS3.10 files; RECEIVED has bodies of multipart answers, NAME.multipart, each with its Content-Type in NAME.type.
A data set that was stored in Implicit VR or big endian may come in Explicit VR little endian: values are compared then, with
words of binary values swapped; a value of unknown representation (UN) is compared by its bytes.

same_instances.py ORIGINALS RECEIVED transcoded  ->  the same for instances whose pixels were encoded anew: what has to differ is
held against itself.
"""
import io
import re
import sys
from pathlib import Path

import pydicom
from pydicom.dataset import Dataset
from pydicom.filewriter import write_data_element
from pydicom.filebase import DicomBytesIO

pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
GROUP_LENGTH = 0x0000
TRAILING_PADDING = 0xFFFCFFFC      # without meaning, PS3.10 7.2
LOSSY = (0x00282110, 0x00282112, 0x00282114)
ENCODED_ANEW = (0x00280004, 0x00280006, 0x7FE00001, 0x7FE00002, 0x7FE00003, 0x7FE00010, *LOSSY)
LOSSY_SYNTAXES = ["1.2.840.10008.1.2.4." + last for last in ("50", "51", "53", "55")]


def originals_in(folder):
    found = {}
    for path in Path(folder).rglob("*"):
        if path.is_file():
            try:
                dataset = pydicom.dcmread(path, force=True)
                found.setdefault(str(dataset.SOPInstanceUID), []).append(dataset)
            except Exception:
                pass                   # not what was stored, then
    return found


def parts(body, content_type):
    """The parts of a multipart body, taken apart by RFC 2046 to the letter: (headers, content)."""
    boundary = re.search(r'boundary="?([^";]+)', content_type)[1].encode()
    assert body.startswith(b"--" + boundary + b"\r\n"), "no boundary at the start"
    assert body.rstrip(b"\r\n").endswith(b"\r\n--" + boundary + b"--"), "no closing boundary at the end"
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]:
        head, content = part.split(b"\r\n\r\n", 1)
        yield dict(line.decode().split(": ", 1) for line in head.strip().split(b"\r\n")), content


def received_in(folder):
    found = {}
    for path in sorted(Path(folder).glob("*.multipart")):
        for headers, content in parts(path.read_bytes(), path.with_suffix(".type").read_text()):
            dataset = pydicom.dcmread(io.BytesIO(content))
            uid = str(dataset.SOPInstanceUID)
            assert uid not in found, f"{uid} came twice"
            assert headers["Content-Location"].endswith(
                f"/studies/{dataset.StudyInstanceUID}/series/{dataset.SeriesInstanceUID}/instances/{uid}"), headers
            assert dataset.file_meta.TransferSyntaxUID in headers["Content-Type"], headers
            found[uid] = dataset
    return found


def raw(element, encodings):
    """The value's bytes in little endian, whatever representation it was read with."""
    out = DicomBytesIO()
    out.is_little_endian, out.is_implicit_VR = True, True
    write_data_element(out, element, encodings)
    return out.getvalue()[8:]


def swapped(data, size):
    return b"".join(data[i:i + size][::-1] for i in range(0, len(data), size)) if size > 1 else data


def differences(a, b, big_endian, at=""):
    tags = {t for t in list(a.keys()) + list(b.keys()) if t.element != GROUP_LENGTH and t != TRAILING_PADDING}
    if TRANSCODED:
        tags -= set(ENCODED_ANEW)
    for tag in sorted(tags):
        name = f"{at}{tag}"
        if tag not in a or tag not in b:
            yield f"{name} is only in the {'original' if tag in a else 'received'}"
            continue
        x, y = a[tag], b[tag]
        if x.VR == "SQ" and y.VR == "SQ":
            if len(x.value) != len(y.value):
                yield f"{name} has {len(x.value)} and {len(y.value)} items"
            for i, (p, q) in enumerate(zip(x.value, y.value)):
                yield from differences(p, q, big_endian, f"{name}[{i}].")
        elif isinstance(x.value, bytes) and isinstance(y.value, bytes):
            size = {"OW": 2, "OF": 4, "OL": 4, "OD": 8, "OV": 8}.get(y.VR, 1) if big_endian else 1
            p, q = x.value, y.value
            if p.rstrip(b"\0") != q.rstrip(b"\0") and swapped(p, size).rstrip(b"\0") != q.rstrip(b"\0"):
                yield f"{name} {x.VR}/{y.VR} differs in its {len(p)} and {len(q)} bytes"
        elif x.value != y.value:
            try:
                same = raw(x, a._character_set if isinstance(a, Dataset) else None).strip(b" \0") == \
                    raw(y, b._character_set if isinstance(b, Dataset) else None).strip(b" \0")
            except Exception:
                same = False
            if not same:
                yield f"{name} {x.VR}/{y.VR} differs"


def faults(original, dataset):
    stored = original.file_meta.get("TransferSyntaxUID", "1.2.840.10008.1.2")
    sent = dataset.file_meta.TransferSyntaxUID
    converted = ("1.2.840.10008.1.2", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99")
    if TRANSCODED:
        yield from contradictions(original, dataset, stored, sent)
    elif sent != stored and not (stored in converted and sent == "1.2.840.10008.1.2.1"):
        yield f"was stored in {stored} and came in {sent}"
    for meta, own in (("MediaStorageSOPClassUID", "SOPClassUID"), ("MediaStorageSOPInstanceUID", "SOPInstanceUID")):
        if dataset.file_meta.get(meta) != dataset.get(own):
            yield f"has a file meta header of another object: {meta}"
    yield from differences(original, dataset, stored == "1.2.840.10008.1.2.2")


def transforms_colours(pixels):
    """Whether the first codestream of JPEG 2000 has a transform of components in its COD (T.800 A.6.1)."""
    return pixels[pixels.index(b"\xff\x52\x00") + 8] == 1


def contradictions(original, dataset, stored, sent):
    """What the attributes of an instance say of its pixels, and what those are."""
    packed = pydicom.uid.UID(sent).is_compressed and sent != "1.2.840.10008.1.2.1.99"
    pixels = dataset["PixelData"]
    if pixels.is_undefined_length != packed:
        yield f"has native and encapsulated pixel data mixed up in {sent}"
    # PS3.5 A.2 and A.4
    if pixels.VR != ("OW" if dataset.BitsAllocated > 8 and not packed else pixels.VR if not packed else "OB"):
        yield f"has pixel data of VR {pixels.VR} in {sent}"
    if any(tag in dataset for tag in (0x7FE00001, 0x7FE00002, 0x7FE00003)):
        yield "has the offset tables of other pixel data"
    if stored in LOSSY_SYNTAXES and dataset.get("LossyImageCompression") != "01":
        yield "does not say any more that it was compressed with loss"
    if stored not in LOSSY_SYNTAXES and any(dataset.get(tag) != original.get(tag) for tag in LOSSY):
        yield "says another thing of lossy compression"
    colours = dataset.PhotometricInterpretation
    if dataset.SamplesPerPixel == 3 and dataset.get("PlanarConfiguration") not in (0, 1):
        yield "has no planar configuration"
    # PS3.5 8.2.4: the name of the colours tells what the codestream has done to them.
    transformed = sent == "1.2.840.10008.1.2.4.90" and transforms_colours(dataset.PixelData)
    if transformed != (sent == "1.2.840.10008.1.2.4.90" and colours == "YBR_RCT"):
        yield f"says {colours} and has a codestream that transforms colours: {transformed}"
    if colours != original.PhotometricInterpretation and colours not in ("RGB", "YBR_FULL") and not transformed:
        yield f"became {colours} of {original.PhotometricInterpretation}"
    if not packed:
        bits = dataset.Rows * dataset.Columns * dataset.SamplesPerPixel * dataset.BitsAllocated
        length = (bits * int(dataset.get("NumberOfFrames") or 1) + 7) // 8
        shared = colours.endswith("_422")
        if len(dataset.PixelData) != length + length % 2 and not shared:
            yield f"has {len(dataset.PixelData)} bytes of pixels instead of {length}"


TRANSCODED = sys.argv[3:] == ["transcoded"]
originals, received = originals_in(sys.argv[1]), received_in(sys.argv[2])
wrong = 0
for uid, dataset in received.items():
    # Some files of a collection hold the same instance; the archive kept one of them.
    best = min((list(faults(original, dataset)) for original in originals.get(uid, [])), key=len, default=["was not asked for"])
    for line in best:
        print(f"{uid} {line}")
    wrong += len(best)
print(f"{len(received)} instances compared, {wrong} differences")
sys.exit(1 if wrong or not received else 0)
