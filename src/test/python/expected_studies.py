"""Prints, as JSON, what pydicom reads of the studies in a folder of DICOM files: the truth that a search is held against.

expected_studies.py FOLDER  ->  {study UID: {attribute keyword: value as DICOM JSON has it, ...}, ...}
A file of an instance that another file holds already counts once, as in an archive.
"""
import json
import sys
from pathlib import Path

import pydicom

STUDY = ["StudyDate", "StudyTime", "AccessionNumber", "ReferringPhysicianName", "PatientName", "PatientID", "PatientBirthDate",
         "PatientSex", "StudyID"]

pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE


def value(dataset, keyword):
    element = dataset[keyword] if keyword in dataset else None
    if element is None or element.value in (None, ""):
        return None
    if element.VR == "PN":
        # pydicom 2.3 leaves the escape to IR 58 in the text that it decodes.
        groups = zip(("Alphabetic", "Ideographic", "Phonetic"), str(element.value).replace("\x1b$)A", "").split("="))
        return {group: name.strip() for group, name in groups if name.strip()}
    return str(element.value).strip()


studies = {}
for path in sorted(Path(sys.argv[1]).rglob("*")):
    if not path.is_file():
        continue
    try:
        dataset = pydicom.dcmread(path, stop_before_pixels=True, force=False)
        uid, series, instance = dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.SOPInstanceUID
    except Exception:
        continue
    if not uid:
        continue
    study = studies.setdefault(uid, {"files": [], "series": {}, "modalities": set(), "values": []})
    study["series"].setdefault(series, set()).add(instance)
    study["modalities"].add(dataset.get("Modality", ""))
    study["values"].append({keyword: value(dataset, keyword) for keyword in STUDY})

print(json.dumps({uid: {"series": {s: sorted(i) for s, i in study["series"].items()}, "modalities": sorted(m for m in study["modalities"] if m),
                        "values": study["values"]} for uid, study in studies.items()}))
