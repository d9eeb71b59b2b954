"""Reads DICOM files with every value checked, and a warning taken for a fault.

For each file: its SOP Instance UID and how many bytes native Pixel Data has too many.
"""
import sys
import warnings

warnings.simplefilter("error")

import pydicom
from pydicom import config

config.settings.reading_validation_mode = config.RAISE

for path in sys.argv[1:]:
    data = pydicom.dcmread(path)
    data.decode()
    for element in data.iterall():
        element.value
    excess = 0
    if "PixelData" in data and not data.file_meta.TransferSyntaxUID.is_compressed:
        frames = int(data.get("NumberOfFrames", 1))
        pixels = data.Rows * data.Columns * data.SamplesPerPixel * frames
        excess = len(data.PixelData) - pixels * data.BitsAllocated // 8
    print(data.SOPInstanceUID, excess)
