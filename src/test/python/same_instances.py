"""Holds PS3.10 files against the originals of the same SOP Instance UID: the same data set and the same pixel bytes.

same_instances.py ORIGINALS RECEIVED  ->  a line for each difference, and one that counts; exit status 1 if there was any.
A data set that was stored in Implicit VR or big endian may come in Explicit VR little endian: values are compared then, with
words of binary values swapped; a value of unknown representation (UN) is compared by its bytes.
"""
import sys
from pathlib import Path

import pydicom
from pydicom.dataset import Dataset
from pydicom.filewriter import write_data_element
from pydicom.filebase import DicomBytesIO

pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
GROUP_LENGTH = 0x0000


def read(folder):
    found = {}
    for path in Path(folder).rglob("*"):
        if path.is_file():
            try:
                dataset = pydicom.dcmread(path, force=True)
                found[str(dataset.SOPInstanceUID)] = dataset
            except Exception as error:
                print(f"{path.name} cannot be read: {error}")
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
    tags = {t for t in list(a.keys()) + list(b.keys()) if t.element != GROUP_LENGTH}
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


originals, received = read(sys.argv[1]), read(sys.argv[2])
wrong = 0
for uid, dataset in received.items():
    if uid not in originals:
        print(f"{uid} was not asked for")
        wrong += 1
        continue
    original = originals[uid]
    stored = original.file_meta.get("TransferSyntaxUID", "1.2.840.10008.1.2")
    sent = dataset.file_meta.TransferSyntaxUID
    if sent != stored and not (stored in ("1.2.840.10008.1.2", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99") and sent == "1.2.840.10008.1.2.1"):
        print(f"{uid} was stored in {stored} and came in {sent}")
        wrong += 1
    for meta, own in (("MediaStorageSOPClassUID", "SOPClassUID"), ("MediaStorageSOPInstanceUID", "SOPInstanceUID")):
        if dataset.file_meta.get(meta) != dataset.get(own):
            print(f"{uid} has a file meta header of another object: {meta}")
            wrong += 1
    for line in differences(original, dataset, stored == "1.2.840.10008.1.2.2"):
        print(f"{uid} {line}")
        wrong += 1
print(f"{len(received)} instances compared, {wrong} differences")
sys.exit(1 if wrong or not received else 0)
